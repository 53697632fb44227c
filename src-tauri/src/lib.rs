//! The desktop shell: a window over `store`, `document`, `matching` and `review`. No review logic lives here.
//!
//! - [`commands`]: what the window may ask for, one thin function each; the list of them is [`COMMANDS`].
//! - `intake`: files into a matter, one after the other, with progress; one bad file does not stop the others.
//! - `reading`: files read in the worker process, reviewed, and kept reviews opened.
//! - `recognition`: scanned pages through Tesseract.
//! - `pages`: pictures of the pages of PDF agreements.
//! - `engine`: the clause library made ready, and one review.
//! - `state`: what lives as long as the program.
//! - `window`: events of the window, and what it may not do.

pub mod commands;
mod engine;
mod intake;
mod pages;
mod reading;
mod recognition;
mod state;
mod window;

pub use document::{Limits, Worker, serve};
pub use state::State;

use tauri::{Builder, Context, Runtime};

/// Names the commands once: for the handler, and for the test that compares them with permissions and interface.
macro_rules! commands {
    ($($name:ident),* $(,)?) => {
        /// Every command of the window, in the order of `ui/src/lib/backend.ts`.
        pub const COMMANDS: &[&str] = &[$(stringify!($name)),*];

        fn with_commands<R: Runtime>(builder: Builder<R>) -> Builder<R> {
            builder.invoke_handler(tauri::generate_handler![$(commands::$name),*])
        }
    };
}

commands![
    app_info,
    settings,
    save_settings,
    clause_types,
    matters,
    create_matter,
    update_matter,
    delete_matter,
    choose_documents,
    add_dropped,
    add_sample,
    add_waiting,
    cancel_adding,
    delete_document,
    review,
    read_as,
    recogniser,
    recognise,
    unlock,
    page_picture,
    decide,
];

/// The shell without what needs a real window system; the tests build it on a mock one.
pub fn builder<R: Runtime>(builder: Builder<R>, state: State) -> Builder<R> {
    with_commands(builder).manage(state).plugin(window::navigation_guard()).on_window_event(window::on_event)
}

/// Configuration, pages and permissions as they were at build time.
#[must_use]
pub fn context<R: Runtime>() -> Context<R> {
    tauri::generate_context!()
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// Where the system has no display or the web view cannot start. A database that cannot be opened is not among them:
/// the window shows it.
pub fn run() -> Result<(), tauri::Error> {
    log();
    let mut shell = Builder::default();
    // With a data folder of its own a second instance is wanted: tests, and two sets of matters side by side.
    if state::own_data_dir().is_none() {
        shell = shell.plugin(tauri_plugin_single_instance::init(|app, _, _| window::to_front(app)));
    }
    builder(shell, State::default())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .setup(|app| {
            state::start(app.handle());
            Ok(())
        })
        .run(context())
}

/// Messages go to standard error, from `warn` up or as CARVEOUT_LOG says. They name files but never quote them.
fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("CARVEOUT_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
