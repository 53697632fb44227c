//! Starts the real app through `WebKitWebDriver` and drives its window. The tests are in `tests/window.rs`.

mod dialog;

pub use dialog::FileDialog;
pub use thirtyfour::{Key, WebElement};

use anyhow::{Context, Result, anyhow, bail};
use std::{
    env, fs,
    net::TcpListener,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use thirtyfour::prelude::*;
use tokio::time::sleep;

/// How long anything in the window may take; the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);
const GLANCE: Duration = Duration::from_millis(100);

/// The first element of a selector that is shown. Not the driver's own notion: it takes text that ends in an ellipsis for
/// hidden.
const SHOWN: &str = "return [...document.querySelectorAll(arguments[0])]
  .find((e) => e.getClientRects().length > 0 && e.checkVisibility({ visibilityProperty: true })) ?? null";

/// The text of an element as the page shows it.
///
/// # Errors
/// Where the element is gone.
pub async fn text(element: &WebElement) -> Result<String> {
    Ok(element.prop("innerText").await?.unwrap_or_default())
}

/// Folders of one user: nothing of the real user is touched, and what the app keeps is still there at the next start.
#[derive(Debug)]
pub struct Home {
    dir: TempDir,
    locale: &'static str,
}

impl Home {
    /// Empty folders.
    ///
    /// # Errors
    /// Where they cannot be made.
    pub fn new() -> Result<Self> {
        let dir = tempfile::tempdir()?;
        for name in ["data", "xdg-data", "xdg-config", "xdg-cache", "xdg-runtime", "files"] {
            fs::create_dir(dir.path().join(name))?;
        }
        fs::set_permissions(dir.path().join("xdg-runtime"), fs::Permissions::from_mode(0o700))?;
        Ok(Self { dir, locale: "C.UTF-8" })
    }

    /// The same with another system language.
    #[must_use]
    pub fn speaking(mut self, locale: &'static str) -> Self {
        self.locale = locale;
        self
    }

    /// Where the app keeps its matters.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// A folder for files to add.
    #[must_use]
    pub fn files(&self) -> PathBuf {
        self.dir.path().join("files")
    }

    fn apply(&self, command: &mut Command) {
        let dir = self.dir.path();
        command
            .env("HOME", dir)
            .env("CARVEOUT_DATA_DIR", self.data())
            .env("XDG_DATA_HOME", dir.join("xdg-data"))
            .env("XDG_CONFIG_HOME", dir.join("xdg-config"))
            .env("XDG_CACHE_HOME", dir.join("xdg-cache"))
            .env("XDG_RUNTIME_DIR", dir.join("xdg-runtime"))
            .env("LC_ALL", self.locale)
            .env("LANG", self.locale)
            .env_remove("LANGUAGE")
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            // No accessibility bus, settings service or desktop portal: none is there on a build machine.
            .env("NO_AT_BRIDGE", "1")
            .env("GSETTINGS_BACKEND", "memory")
            .env("GTK_USE_PORTAL", "0");
    }
}

/// The program under test: beside the test's own binary, or what CARVEOUT_APP names.
fn app() -> Result<PathBuf> {
    if let Some(app) = env::var_os("CARVEOUT_APP") {
        return Ok(app.into());
    }
    let test = env::current_exe()?;
    let app = test.parent().and_then(Path::parent).map(|dir| dir.join("carveout-desktop"));
    app.filter(|app| app.is_file())
        .context("target/debug/carveout-desktop is not built: cargo build --workspace --bins")
}

/// The app, running, with its window.
#[derive(Debug)]
pub struct Window {
    /// For what the helpers below do not have.
    pub driver: WebDriver,
    _server: Server,
}

impl Window {
    /// Starts the app and waits for its page.
    ///
    /// # Errors
    /// Without `WebKitWebDriver`, a display or the app.
    pub async fn open(home: &Home) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new("WebKitWebDriver");
        home.apply(&mut command);
        // Without the variable the app refuses to be driven and the session hangs.
        command.env("TAURI_WEBVIEW_AUTOMATION", "true").arg(format!("--port={port}"));
        // A group of its own: on failure the app goes with the driver.
        let server = Server(command.process_group(0).stdout(Stdio::null()).spawn().context("WebKitWebDriver")?);
        let mut capabilities = Capabilities::new();
        capabilities.set("webkitgtk:browserOptions", serde_json::json!({ "binary": app()?, "args": [] }))?;
        let url = format!("http://127.0.0.1:{port}");
        let start = Instant::now();
        let driver = loop {
            match WebDriver::new(&url, capabilities.clone()).await {
                Ok(driver) => break driver,
                Err(error) if start.elapsed() > PATIENCE => return Err(anyhow!(error).context("no session")),
                Err(_) => sleep(GLANCE).await,
            }
        };
        let window = Self { driver, _server: server };
        window.resize(1440, 900).await?;
        Ok(window)
    }

    /// Closes the window and waits until the app is gone.
    ///
    /// # Errors
    /// Where the app does not go.
    pub async fn quit(self) -> Result<()> {
        self.driver.clone().quit().await?;
        Ok(())
    }

    /// Sets the window's size in pixels.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        Ok(self.driver.set_window_rect(0, 0, width, height).await?)
    }

    /// Waits for an element with this `data-testid` that is shown.
    ///
    /// # Errors
    /// Where there is none in time.
    pub async fn find(&self, id: &str) -> Result<WebElement> {
        self.css(&format!("[data-testid='{id}']")).await
    }

    /// Waits for an element that is shown.
    ///
    /// # Errors
    /// Where there is none in time.
    pub async fn css(&self, selector: &str) -> Result<WebElement> {
        let start = Instant::now();
        loop {
            let found = self.driver.execute(SHOWN, vec![selector.into()]).await?;
            if !found.json().is_null() {
                return Ok(found.element()?);
            }
            if start.elapsed() > PATIENCE {
                bail!("{selector} is not shown\n{}", self.page().await);
            }
            sleep(GLANCE).await;
        }
    }

    /// What the page shows, for messages; with CARVEOUT_SHOTS also as a picture.
    async fn page(&self) -> String {
        static FAILED: AtomicU32 = AtomicU32::new(1);
        if let Err(error) = self.shot(&format!("failed-{}.png", FAILED.fetch_add(1, Ordering::Relaxed))).await {
            eprintln!("no picture of the failure: {error}");
        }
        match self.script("return document.body.innerText").await {
            Ok(text) => text.as_str().unwrap_or_default().to_owned(),
            Err(error) => error.to_string(),
        }
    }

    /// Waits for an element and clicks on it.
    ///
    /// # Errors
    /// Where there is none in time.
    pub async fn click(&self, id: &str) -> Result<()> {
        let element = self.find(id).await?;
        match element.click().await {
            Ok(()) => Ok(()),
            Err(error) => bail!("{id} cannot be clicked on: {error}\n{}", self.page().await),
        }
    }

    /// All elements with this `data-testid`, once there are any.
    ///
    /// # Errors
    /// Where there is none in time.
    pub async fn all(&self, id: &str) -> Result<Vec<WebElement>> {
        self.find(id).await?;
        Ok(self.driver.find_all(By::Css(format!("[data-testid='{id}']"))).await?)
    }

    /// Waits until no element with this `data-testid` is there.
    ///
    /// # Errors
    /// Where one stays.
    pub async fn gone(&self, id: &str) -> Result<()> {
        let query = self.driver.query(By::Css(format!("[data-testid='{id}']"))).wait(PATIENCE, GLANCE);
        if query.not_exists().await? { Ok(()) } else { bail!("{id} is still there\n{}", self.page().await) }
    }

    /// Types where the focus is.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn keys(&self, keys: impl Into<thirtyfour::TypingData>) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(keys).perform().await?)
    }

    /// Runs a script in the page; `return` gives the value, a promise is waited for.
    ///
    /// # Errors
    /// Where the script fails.
    pub async fn script(&self, script: &str) -> Result<serde_json::Value> {
        Ok(self.driver.execute(script, Vec::new()).await?.json().clone())
    }

    /// Waits until `script` returns true.
    ///
    /// # Errors
    /// Where it does not in time.
    pub async fn until(&self, what: &str, script: &str) -> Result<()> {
        let start = Instant::now();
        while self.script(script).await? != serde_json::Value::Bool(true) {
            if start.elapsed() > PATIENCE {
                bail!("waited in vain: {what}\n{}", self.page().await);
            }
            sleep(GLANCE).await;
        }
        Ok(())
    }

    /// Presses Tab until the element with this `data-testid` has the focus.
    ///
    /// # Errors
    /// Where it never has.
    pub async fn tab_to(&self, id: &str) -> Result<()> {
        let mut seen = Vec::new();
        for _ in 0..60 {
            self.keys(Key::Tab).await?;
            let focus =
                self.script("return document.activeElement?.dataset.testid ?? document.activeElement?.tagName").await?;
            if focus == id {
                return Ok(());
            }
            seen.push(focus.to_string());
        }
        bail!("Tab never comes to {id}: {}", seen.join(" "))
    }

    /// Writes a picture of the window into the folder that CARVEOUT_SHOTS names; does nothing without it.
    ///
    /// # Errors
    /// Where it cannot be taken or written.
    pub async fn shot(&self, name: &str) -> Result<()> {
        let Some(dir) = env::var_os("CARVEOUT_SHOTS") else { return Ok(()) };
        // The picture can be a frame old.
        sleep(Duration::from_millis(800)).await;
        self.driver.screenshot(&Path::new(&dir).join(name)).await?;
        Ok(())
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // After a failed test the driver must not try to end its session: it would wait two minutes for an answer. Where
        // the session has ended there is nothing to give up, and that is all that the error says.
        let _ended = self.driver.clone().leak();
    }
}

/// `WebKitWebDriver`; when it goes out of scope it ends, and the app with it.
#[derive(Debug)]
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // The group, for the app is a child of the driver. It may have ended by itself.
        let group = format!("-{}", self.0.id());
        let ended = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        if let Err(error) = ended.and_then(|_| self.0.wait()) {
            eprintln!("WebKitWebDriver did not end: {error}");
        }
    }
}
