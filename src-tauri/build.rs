//! Configuration, permissions and icons for the shell. Cargo runs this in the package's root, the repository.

use std::{error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    for path in ["src-tauri/build.rs", "src-tauri/capabilities", "src-tauri/permissions", "ui/dist"] {
        println!("cargo:rerun-if-changed={path}");
    }
    if !Path::new("ui/dist/index.html").is_file() {
        return Err("ui/dist is missing: the window's pages are built first. Run `make ui` and try again".into());
    }
    let manifest = tauri_build::AppManifest::new().permissions_path_pattern("./src-tauri/permissions/*.toml");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/*.json")
        .app_manifest(manifest);
    tauri_build::try_build(attributes).map_err(|e| format!("{e:#}"))?;
    move_schemas()?;
    Ok(())
}

/// tauri-build writes its JSON schemas (help for editors only) to ./gen; they go where the rest of the Rust side is.
fn move_schemas() -> std::io::Result<()> {
    let (from, to) = (Path::new("gen/schemas"), Path::new("src-tauri/gen/schemas"));
    if !from.is_dir() {
        return Ok(());
    }
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all("src-tauri/gen")?;
    fs::rename(from, to)?;
    fs::remove_dir("gen")
}
