//! What the window may ask for. Names and shapes are those of `ui/src/lib/backend.ts`; each command has a permission in
//! `permissions/` and is listed in [`crate::COMMANDS`].

use crate::{
    State,
    engine::Engine,
    intake::{self, AddResult, Input, Progress, Task},
    pages,
    reading::{self, Needs},
    recognition::{self, RecognisedReview, RecogniserInfo},
    state::Secret,
};
use document::Revisions;
use library::Side;
use review::view::{ClauseTypeView, Decision, ReviewView};
use serde::{Deserialize, Serialize};
use std::path::Path;
use store::Store;
use tauri::{AppHandle, Manager, Runtime, WebviewWindow, async_runtime::spawn_blocking, ipc};
use tauri_plugin_dialog::DialogExt;

/// A command failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommandError {
    /// For people: what, why, and what to do.
    pub message: String,
    /// What the user may give so that it works.
    pub needs: Option<Needs>,
}

impl CommandError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), needs: None }
    }
}

impl From<store::Error> for CommandError {
    fn from(error: store::Error) -> Self {
        Self::new(error.to_string())
    }
}

type Answer<T> = Result<T, CommandError>;

/// About the program.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AppInfo {
    /// Version of the program.
    pub version: String,
    /// Version of the clause library, the user's own folder included.
    pub library_version: String,
    /// Where matters are kept.
    pub data_dir: String,
    /// Mistakes in the user's own library folder; while there are any, the built-in library is used alone.
    pub library_problems: Vec<String>,
}

/// What the user chose for the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Of the interface.
    pub language: Language,
    /// Of the interface.
    pub theme: Theme,
}

/// Languages of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// Chinese.
    Zh,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A matter in the list.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MatterSummary {
    id: i64,
    name: String,
    side: Side,
    updated_at: String,
    documents: Vec<DocumentSummary>,
}

/// An agreement in the list.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentSummary {
    id: i64,
    name: String,
    format: String,
    language: String,
    findings: u32,
    decided: u32,
    revisions: Revisions,
}

impl From<store::Document> for DocumentSummary {
    fn from(d: store::Document) -> Self {
        let store::Document { id, name, format, language, findings, decided, revisions, .. } = d;
        Self { id, name, format, language, findings, decided, revisions }
    }
}

/// The state and its folder, at hand in a thread that may block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Desk<'a> {
    pub(crate) state: &'a State,
    pub(crate) dir: &'a Path,
}

impl<'a> Desk<'a> {
    pub(crate) fn store<T>(self, work: impl FnOnce(&mut Store) -> Result<T, store::Error>) -> Answer<T> {
        self.state.with_store(self.dir, work)
    }

    pub(crate) fn engine(self) -> Answer<&'a Engine> {
        self.state.engine(self.dir)
    }
}

/// Runs `work` where it may block; the window stays alive.
async fn blocking<R: Runtime, T: Send + 'static>(
    app: AppHandle<R>,
    work: impl FnOnce(Desk<'_>) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let task = spawn_blocking(move || {
        let state = app.state::<State>();
        let dir = state.data_dir(&app)?;
        work(Desk { state: &state, dir })
    });
    task.await
        .map_err(|e| CommandError::new(format!("The program made a mistake ({e}). Try again; please report it")))?
}

/// About the program. Waits until the clause library is ready.
///
/// # Errors
/// Where the built-in library is unusable.
#[tauri::command]
pub async fn app_info<R: Runtime>(app: AppHandle<R>) -> Answer<AppInfo> {
    blocking(app, |desk| {
        let engine = desk.engine()?;
        Ok(AppInfo {
            version: env!("CARGO_PKG_VERSION").into(),
            library_version: engine.version().into(),
            data_dir: desk.dir.display().to_string(),
            library_problems: engine.problems().to_vec(),
        })
    })
    .await
}

/// What the user chose; before that, the system's language.
///
/// # Errors
/// Those of the database.
#[tauri::command]
pub async fn settings<R: Runtime>(app: AppHandle<R>) -> Answer<Settings> {
    blocking(app, load_settings).await
}

fn load_settings(desk: Desk<'_>) -> Answer<Settings> {
    let (language, theme) = desk.store(|store| Ok((store.setting("language")?, store.setting("theme")?)))?;
    let language = match language.as_deref() {
        Some("en") => Language::En,
        Some("zh") => Language::Zh,
        _ if sys_locale::get_locale().is_some_and(|locale| locale.starts_with("zh")) => Language::Zh,
        _ => Language::En,
    };
    let theme = match theme.as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    };
    Ok(Settings { language, theme })
}

/// Keeps what the user chose.
///
/// # Errors
/// Those of the database.
#[tauri::command]
pub async fn save_settings<R: Runtime>(app: AppHandle<R>, settings: Settings) -> Answer<()> {
    let language = match settings.language {
        Language::En => "en",
        Language::Zh => "zh",
    };
    let theme = match settings.theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    blocking(app, move |desk| desk.store(|store| store.save_settings(&[("language", language), ("theme", theme)])))
        .await
}

/// The clause library for reading.
///
/// # Errors
/// Where the built-in library is unusable.
#[tauri::command]
pub async fn clause_types<R: Runtime>(app: AppHandle<R>) -> Answer<Vec<ClauseTypeView>> {
    blocking(app, |desk| Ok(desk.engine()?.clause_types())).await
}

fn summary(store: &Store, matter: store::Matter) -> Result<MatterSummary, store::Error> {
    let documents = store.documents(matter.id)?.into_iter().map(DocumentSummary::from).collect();
    let store::Matter { id, name, side, updated_at, .. } = matter;
    Ok(MatterSummary { id, name, side, updated_at: updated_at.to_string(), documents })
}

/// All matters, the last changed first.
///
/// # Errors
/// Those of the database.
#[tauri::command]
pub async fn matters<R: Runtime>(app: AppHandle<R>) -> Answer<Vec<MatterSummary>> {
    blocking(app, |desk| desk.store(|store| store.matters()?.into_iter().map(|m| summary(store, m)).collect())).await
}

/// Makes a matter.
///
/// # Errors
/// Where the name is empty or too long, and those of the database.
#[tauri::command]
pub async fn create_matter<R: Runtime>(app: AppHandle<R>, name: String, side: Side) -> Answer<MatterSummary> {
    blocking(app, move |desk| {
        desk.store(|store| {
            let matter = store.create_matter(&name, side)?;
            summary(store, matter)
        })
    })
    .await
}

/// Changes name and side of a matter. Its reviews are made again for the new side when they are opened.
///
/// # Errors
/// Where the name is empty or too long or the matter is gone, and those of the database.
#[tauri::command]
pub async fn update_matter<R: Runtime>(app: AppHandle<R>, id: i64, name: String, side: Side) -> Answer<MatterSummary> {
    blocking(app, move |desk| {
        desk.store(|store| {
            let matter = store.update_matter(id, &name, side)?;
            summary(store, matter)
        })
    })
    .await
}

/// Deletes a matter with all that is in it.
///
/// # Errors
/// Where the matter is gone, and those of the database.
#[tauri::command]
pub async fn delete_matter<R: Runtime>(app: AppHandle<R>, id: i64) -> Answer<()> {
    blocking(app, move |desk| {
        let gone = desk.store(|store| {
            let gone: Vec<i64> = store.documents(id)?.iter().map(|document| document.id).collect();
            store.delete_matter(id)?;
            Ok(gone)
        })?;
        desk.state.retain(|document| !gone.contains(&document));
        Ok(())
    })
    .await
}

/// Adds files and texts to a matter off the main thread.
async fn add<R: Runtime>(
    app: AppHandle<R>,
    matter: i64,
    tasks: impl FnOnce(Desk<'_>) -> Answer<Vec<Task>> + Send + 'static,
    on_progress: ipc::Channel<Progress>,
) -> Answer<Vec<AddResult>> {
    blocking(app, move |desk| {
        let report = |progress| {
            if let Err(error) = on_progress.send(progress) {
                tracing::debug!("progress was not told: {error}");
            }
        };
        intake::add_all(desk, matter, tasks(desk)?, &report)
    })
    .await
}

/// Lets the user choose files and adds them; an empty list if none was chosen. The dialog is opened here, so that no
/// path ever comes from the page.
///
/// # Errors
/// Where the matter is gone, and those of the database. A file that cannot be reviewed is a result, not an error.
#[tauri::command]
pub async fn choose_documents<R: Runtime>(
    app: AppHandle<R>,
    window: WebviewWindow<R>,
    matter: i64,
    on_progress: ipc::Channel<Progress>,
) -> Answer<Vec<AddResult>> {
    let choose = move |desk: Desk<'_>| {
        let [title, agreements, all] = match load_settings(desk)?.language {
            Language::En => ["Add agreements", "Agreements", "All files"],
            Language::Zh => ["添加协议", "协议", "所有文件"],
        };
        let dialog = window
            .dialog()
            .file()
            .set_parent(&window)
            .set_title(title)
            .add_filter(agreements, intake::EXTENSIONS)
            .add_filter(all, &["*"]);
        let chosen = dialog.blocking_pick_files().unwrap_or_default();
        let path = |file: tauri_plugin_dialog::FilePath| {
            file.into_path()
                .map(|path| Input::File(path).into())
                .map_err(|e| CommandError::new(format!("A chosen file has no path: {e}")))
        };
        chosen.into_iter().map(path).collect()
    };
    add(app, matter, choose, on_progress).await
}

/// Adds the files last dropped on the window.
///
/// # Errors
/// As for [`choose_documents`].
#[tauri::command]
pub async fn add_dropped<R: Runtime>(
    app: AppHandle<R>,
    matter: i64,
    on_progress: ipc::Channel<Progress>,
) -> Answer<Vec<AddResult>> {
    let dropped =
        |desk: Desk<'_>| Ok(desk.state.take_dropped().into_iter().map(|path| Input::File(path).into()).collect());
    add(app, matter, dropped, on_progress).await
}

/// Adds the built-in sample agreement of a language.
///
/// # Errors
/// As for [`choose_documents`].
#[tauri::command]
pub async fn add_sample<R: Runtime>(
    app: AppHandle<R>,
    matter: i64,
    language: Language,
    on_progress: ipc::Channel<Progress>,
) -> Answer<Vec<AddResult>> {
    add(app, matter, move |_| Ok(vec![intake::sample(language).into()]), on_progress).await
}

/// Adds what could not be added before, with what it needed. `recognise` allows the recognition of scanned pages.
///
/// # Errors
/// Where it no longer waits, and as for [`choose_documents`].
#[tauri::command]
pub async fn add_waiting<R: Runtime>(
    app: AppHandle<R>,
    waiting: u64,
    password: Option<String>,
    recognise: bool,
    on_progress: ipc::Channel<Progress>,
) -> Answer<Vec<AddResult>> {
    let (matter, task) = app
        .state::<State>()
        .take_waiting(waiting)
        .ok_or_else(|| CommandError::new("The file does not wait any more. Add it again"))?;
    let password = password.map(Secret).or(task.password);
    let task = Task { password, recognise: recognise || task.recognise, ..task };
    add(app, matter, move |_| Ok(vec![task]), on_progress).await
}

/// Stops the taking in of files and the recognition of pages that is under way.
///
/// # Errors
/// None.
#[tauri::command]
pub async fn cancel_adding<R: Runtime>(app: AppHandle<R>) -> Answer<()> {
    app.state::<State>().stop();
    Ok(())
}

/// Deletes an agreement with its review and decisions.
///
/// # Errors
/// Where the agreement is gone, and those of the database.
#[tauri::command]
pub async fn delete_document<R: Runtime>(app: AppHandle<R>, id: i64) -> Answer<()> {
    blocking(app, move |desk| {
        desk.store(|store| store.delete_document(id))?;
        desk.state.retain(|document| document != id);
        Ok(())
    })
    .await
}

/// An agreement's review with decisions and notes; made again where the library, the program or the side has changed.
///
/// # Errors
/// Where the agreement is gone, can no longer be read or needs its password, and those of the database.
#[tauri::command]
pub async fn review<R: Runtime>(app: AppHandle<R>, document: i64) -> Answer<ReviewView> {
    blocking(app, move |desk| reading::open_review(desk, document)).await
}

/// Reads an agreement's tracked changes in another way, now and from now on.
///
/// # Errors
/// As for [`review`].
#[tauri::command]
pub async fn read_as<R: Runtime>(app: AppHandle<R>, document: i64, revisions: Revisions) -> Answer<ReviewView> {
    blocking(app, move |desk| reading::read_as(desk, document, revisions)).await
}

/// What recognises text on this machine.
///
/// # Errors
/// None beyond a mistake of the program.
#[tauri::command]
pub async fn recogniser<R: Runtime>(app: AppHandle<R>) -> Answer<RecogniserInfo> {
    blocking(app, |_| Ok(recognition::info())).await
}

/// Recognises the scanned pages of an agreement and keeps their words. `cancel_adding` stops it.
///
/// # Errors
/// Where Tesseract is not there or it was stopped, and as for [`review`]; then the agreement is as before.
#[tauri::command]
pub async fn recognise<R: Runtime>(
    app: AppHandle<R>,
    document: i64,
    on_progress: ipc::Channel<Progress>,
) -> Answer<RecognisedReview> {
    blocking(app, move |desk| {
        let name = desk.store(|store| store.document(document))?.name;
        recognition::recognise(desk, document, &mut |progress| {
            if let Err(error) = on_progress.send(Progress::recognising(&name, progress)) {
                tracing::debug!("progress was not told: {error}");
            }
        })
    })
    .await
}

/// Takes the password of a protected agreement; it is kept in memory only.
///
/// # Errors
/// Where it does not open the agreement, and those of the database.
#[tauri::command]
pub async fn unlock<R: Runtime>(app: AppHandle<R>, document: i64, password: String) -> Answer<()> {
    blocking(app, move |desk| reading::unlock(desk, document, password)).await
}

/// A page of a PDF agreement as the bytes of a PNG picture about `width` pixels wide.
///
/// # Errors
/// Where there is no such agreement or page, it needs its password or cannot be drawn, and those of the database.
#[tauri::command]
pub async fn page_picture<R: Runtime>(
    app: AppHandle<R>,
    document: i64,
    page: usize,
    width: u32,
) -> Answer<ipc::Response> {
    blocking(app, move |desk| pages::picture(desk, document, page, width).map(ipc::Response::new)).await
}

/// Keeps decision and note on a finding; `None` takes the decision back.
///
/// # Errors
/// Where the agreement or the finding is gone, and those of the database.
#[tauri::command]
pub async fn decide<R: Runtime>(
    app: AppHandle<R>,
    document: i64,
    finding: String,
    decision: Option<Decision>,
    note: String,
) -> Answer<()> {
    blocking(app, move |desk| desk.store(|store| store.decide(document, &finding, decision, &note))).await
}
