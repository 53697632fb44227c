//! What lives as long as the program: the database, the engine, the paths last dropped, the passwords given.

use crate::{commands::CommandError, engine::Engine, intake::Task, pages::Pictures};
use document::Worker;
use std::{
    collections::BTreeMap,
    env, fmt, mem,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};
use store::Store;
use tauri::{AppHandle, Manager, Runtime};

/// The program's state. Everything opens on first use, so that the window is there before it.
#[derive(Debug, Default)]
pub struct State {
    data_dir: OnceLock<PathBuf>,
    store: Mutex<Option<Store>>,
    engine: OnceLock<Result<Engine, String>>,
    dropped: Mutex<Vec<PathBuf>>,
    worker: OnceLock<Worker>,
    /// What could not be added yet: its number, its matter, and the task.
    waiting: Mutex<BTreeMap<u64, (i64, Task)>>,
    serial: AtomicU64,
    /// Passwords of agreements.
    passwords: Mutex<BTreeMap<i64, Secret>>,
    pictures: Mutex<Pictures>,
    /// The user wants files no longer taken in.
    stop: AtomicBool,
}

/// A password, which no message or log may show.
#[derive(Clone)]
pub(crate) struct Secret(pub(crate) String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// The folder that CARVEOUT_DATA_DIR names.
pub(crate) fn own_data_dir() -> Option<PathBuf> {
    env::var_os("CARVEOUT_DATA_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from)
}

/// Makes the engine ready while the window loads.
pub(crate) fn start<R: Runtime>(app: &AppHandle<R>) {
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        let state = app.state::<State>();
        // Failures are kept, and told by the command that needs the engine.
        if let Ok(dir) = state.data_dir(&app) {
            let _ready = state.engine(dir);
        }
    });
}

impl State {
    /// A state with its data in `dir` whatever the environment says.
    #[must_use]
    pub fn in_dir(dir: PathBuf) -> Self {
        Self { data_dir: OnceLock::from(dir), ..Self::default() }
    }

    /// The same with another worker to read files in: of a program that calls [`crate::serve`] first of all.
    #[must_use]
    pub fn with_worker(self, worker: Worker) -> Self {
        Self { worker: OnceLock::from(worker), ..self }
    }

    /// What reads files: this program, started anew, where no other was named.
    pub(crate) fn worker(&self) -> Result<&Worker, document::Error> {
        if let Some(worker) = self.worker.get() {
            return Ok(worker);
        }
        let worker = Worker::this_program()?;
        Ok(self.worker.get_or_init(|| worker))
    }

    /// Where matters and the user's own library lie.
    pub(crate) fn data_dir<R: Runtime>(&self, app: &AppHandle<R>) -> Result<&Path, CommandError> {
        if let Some(dir) = self.data_dir.get() {
            return Ok(dir);
        }
        let dir = match own_data_dir() {
            Some(dir) => dir,
            None => app.path().app_data_dir().map_err(|e| {
                CommandError::new(format!("The system names no folder for data ({e}). Set CARVEOUT_DATA_DIR to one"))
            })?,
        };
        Ok(self.data_dir.get_or_init(|| dir))
    }

    /// Works on the database. One that could not be opened is tried again each time: the user may have mended it.
    pub(crate) fn with_store<T>(
        &self,
        dir: &Path,
        work: impl FnOnce(&mut Store) -> Result<T, store::Error>,
    ) -> Result<T, CommandError> {
        let mut guard = lock(&self.store);
        let mut store = match guard.take() {
            Some(store) => store,
            None => Store::open(&dir.join("carveout.db"))?,
        };
        let result = work(&mut store);
        *guard = Some(store);
        Ok(result?)
    }

    /// The clause library, ready. The first caller builds it, the others wait.
    pub(crate) fn engine(&self, dir: &Path) -> Result<&Engine, CommandError> {
        let engine = self.engine.get_or_init(|| Engine::new(&dir.join("library")));
        engine.as_ref().map_err(CommandError::new)
    }

    /// Sets aside what needs something from the user before it can be added; gives its number.
    pub(crate) fn set_aside(&self, matter: i64, task: Task) -> u64 {
        let number = self.serial.fetch_add(1, Ordering::Relaxed) + 1;
        lock(&self.waiting).insert(number, (matter, task));
        number
    }

    /// Hands over what was set aside, once.
    pub(crate) fn take_waiting(&self, number: u64) -> Option<(i64, Task)> {
        lock(&self.waiting).remove(&number)
    }

    /// The password given for an agreement since the program was started.
    pub(crate) fn password(&self, document: i64) -> Option<String> {
        lock(&self.passwords).get(&document).map(|password| password.0.clone())
    }

    /// Keeps the password of an agreement while the program runs.
    pub(crate) fn keep_password(&self, document: i64, password: String) {
        lock(&self.passwords).insert(document, Secret(password));
    }

    /// Works on the pictures of pages.
    pub(crate) fn with_pictures<T>(&self, work: impl FnOnce(&mut Pictures) -> T) -> T {
        work(&mut lock(&self.pictures))
    }

    /// Forgets what is kept in memory of agreements that `stays` says no to.
    pub(crate) fn retain(&self, stays: impl Fn(i64) -> bool) {
        lock(&self.passwords).retain(|document, _| stays(*document));
        lock(&self.pictures).retain(stays);
    }

    /// The taking in of files begins.
    pub(crate) fn go_on(&self) {
        self.stop.store(false, Ordering::Relaxed);
    }

    /// The user wants it no longer.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Whether the user wants it no longer.
    pub(crate) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Keeps paths that were dropped on the window, in the place of earlier ones.
    pub fn keep_dropped(&self, paths: Vec<PathBuf>) {
        *lock(&self.dropped) = paths;
    }

    /// Hands over the paths last dropped, once.
    pub(crate) fn take_dropped(&self) -> Vec<PathBuf> {
        mem::take(&mut lock(&self.dropped))
    }
}

/// Nothing that is kept here can be left half changed by a panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
