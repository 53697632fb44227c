//! What lives as long as the program: the database, the engine, the paths last dropped.

use crate::{commands::CommandError, engine::Engine};
use std::{
    env, mem,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
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
