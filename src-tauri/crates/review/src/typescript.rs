//! The TypeScript side of [`crate::view`]: one file, `ui/src/lib/types.ts`, made from the Rust types.

use crate::view;
use ts_rs::{Config, TS};

/// Line at the top of the generated file.
const HEADER: &str = "// Made from the Rust types in src-tauri/crates/review/src/view.rs. Do not edit: change them there, then run\n\
    //   UPDATE_TYPES=1 cargo test -p review typescript\n";

/// The whole text of `ui/src/lib/types.ts`.
#[must_use]
pub fn types() -> String {
    let config = Config::new();
    let mut out = HEADER.to_owned();
    let types = [
        declaration::<view::Mark>(&config),
        declaration::<view::EmphasisView>(&config),
        declaration::<view::CellView>(&config),
        declaration::<view::LineView>(&config),
        declaration::<view::BlockView>(&config),
        declaration::<view::OutlineNode>(&config),
        declaration::<view::Decision>(&config),
        declaration::<view::TermView>(&config),
        declaration::<view::CueView>(&config),
        declaration::<view::FindingView>(&config),
        declaration::<view::CandidateView>(&config),
        declaration::<view::AbsentView>(&config),
        declaration::<view::UnreadView>(&config),
        declaration::<view::WarningView>(&config),
        declaration::<view::PageView>(&config),
        declaration::<view::ChangeView>(&config),
        declaration::<view::CommentView>(&config),
        declaration::<view::AsideView>(&config),
        declaration::<view::RecognisedView>(&config),
        declaration::<view::DefinitionView>(&config),
        declaration::<view::ReferenceView>(&config),
        declaration::<view::ReviewView>(&config),
        declaration::<view::PositionView>(&config),
        declaration::<view::LawView>(&config),
        declaration::<view::ClauseTypeView>(&config),
    ];
    for text in types {
        out.push('\n');
        out.push_str(&text);
    }
    out
}

/// `T` as an exported TypeScript type with its doc comment.
fn declaration<T: TS>(config: &Config) -> String {
    let docs = T::docs().unwrap_or_default();
    let docs = if docs.is_empty() || docs.ends_with('\n') { docs } else { docs + "\n" };
    format!("{docs}export {}\n", T::decl(config))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// Fails when the checked-in file is stale; writes it when `UPDATE_TYPES` is set.
    #[test]
    fn typescript_is_current() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/lib/types.ts");
        let fresh = super::types();
        if std::env::var_os("UPDATE_TYPES").is_some() {
            std::fs::write(&path, &fresh).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert!(kept == fresh, "{} is stale: run UPDATE_TYPES=1 cargo test -p review typescript", path.display());
    }
}
