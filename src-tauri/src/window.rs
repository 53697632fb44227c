//! Events of the window, and what it may not do.

use crate::{State, intake::file_name};
use serde::Serialize;
use tauri::{
    AppHandle, DragDropEvent, Emitter, Manager, Runtime, Url, Window, WindowEvent,
    plugin::{Builder, TauriPlugin},
};

/// Names of dropped files; their paths stay in Rust.
#[derive(Clone, Serialize)]
struct Dropped {
    files: Vec<String>,
}

/// Tells the page that files hover over it, were dropped or left; keeps the paths of dropped ones for `add_dropped`.
pub(crate) fn on_event<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    let WindowEvent::DragDrop(event) = event else { return };
    let (name, files) = match event {
        DragDropEvent::Enter { .. } => ("drop-over", Vec::new()),
        DragDropEvent::Drop { paths, .. } => {
            window.state::<State>().keep_dropped(paths.clone());
            ("drop-files", paths.iter().map(|path| file_name(path)).collect())
        }
        DragDropEvent::Leave => ("drop-left", Vec::new()),
        // Every move of the pointer: the page knows already.
        _ => return,
    };
    if let Err(error) = window.emit(name, Dropped { files }) {
        tracing::warn!("the window was not told of {name}: {error}");
    }
}

/// Keeps the window on its own pages: the content security policy does not stop `location.href = …`.
pub(crate) fn navigation_guard<R: Runtime>() -> TauriPlugin<R> {
    Builder::new("navigation-guard").on_navigation(|_, url| own_page(url)).build()
}

fn own_page(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => true,
        // The development server of `tauri dev`.
        ("http", Some("localhost")) => cfg!(dev) && url.port() == Some(1420),
        _ => false,
    }
}

/// A second start shows the window that is there.
pub(crate) fn to_front<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window("main") else { return };
    let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!("the window could not be brought to the front: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::own_page;

    #[test]
    fn only_own_pages_are_shown() {
        let cases = [
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("https://tauri.localhost/", true),
            ("https://example.com/", false),
            ("http://localhost:1421/", false),
            ("http://localhost.example.com:1420/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,x", false),
            ("about:blank", false),
        ];
        for (url, own) in cases {
            assert_eq!(own_page(&url.parse().unwrap()), own, "{url}");
        }
    }
}
