//! Writes what the window would be given, for the front end's tests in a browser: the view of each agreement and the clause
//! types. `cargo run -p review --example record -- OUT-DIR FILE...`; `ui/src/lib/backend-recorded.ts` says which files.

use document::Options;
use library::Library;
use review::{Reviewer, Settings, run, view};
use std::{collections::BTreeMap, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let out = args.next().ok_or("usage: record OUT-DIR FILE...")?;
    let out = Path::new(&out);
    fs::create_dir_all(out)?;
    let library = Library::builtin().map_err(|problems| format!("the clause library has mistakes: {problems:?}"))?;
    let reviewer = Reviewer::new(library)?;
    write(out, "clause-types", &view::clause_type_views(reviewer.library()))?;
    for file in args {
        let path = Path::new(&file);
        let document = document::read_bytes(&file, &fs::read(path)?, &Options::default())?;
        let review = run(&document, &reviewer, Settings::default(), &mut |_| {});
        let view = view::build(&document, &review, reviewer.library(), &BTreeMap::new());
        let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or("document");
        write(out, stem, &view)?;
    }
    Ok(())
}

fn write(dir: &Path, name: &str, value: &impl serde::Serialize) -> Result<(), Box<dyn Error>> {
    let path = dir.join(format!("{name}.json"));
    fs::write(&path, serde_json::to_string_pretty(value)? + "\n")?;
    println!("{}", path.display());
    Ok(())
}
