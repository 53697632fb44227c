//! The real window, driven as a person drives it. Needs a display, `WebKitWebDriver`, `xdotool` and the built app; run by
//! `make test`. With CARVEOUT_SHOTS=DIR pictures are written there.

use anyhow::{Context, Result};
use e2e::{FileDialog, Home, Key, Window, text};
use std::{
    fs,
    path::{Path, PathBuf},
};

#[tokio::test]
#[ignore = "needs a display: make test-window"]
async fn a_decision_and_its_note_are_there_after_a_restart() -> Result<()> {
    let home = Home::new()?;
    let w = Window::open(&home).await?;
    w.click("new-matter").await?;
    w.find("matter-name").await?.send_keys("Lattice Harbour").await?;
    w.click("create-matter").await?;
    w.find("empty-matter").await?;
    w.gone("matter-dialog").await?;
    w.click("sample-en").await?;
    w.find("document-tab").await?;
    let cards = w.all("finding-card").await?;
    assert!(cards.len() >= 5, "{} cards", cards.len());
    let card = &cards[1];
    let id = card.attr("data-finding").await?.unwrap_or_default();
    card.click().await?;
    let detail = w.find("finding-detail").await?;
    assert_eq!(detail.attr("data-finding").await?.as_deref(), Some(id.as_str()));

    // The words are marked in the text, and on screen.
    let mark = w.css(&format!("[data-testid='highlight'][data-finding='{id}']")).await?;
    assert!(!text(&mark).await?.trim().is_empty());
    w.until("the highlight is scrolled into view", &in_view(&id)).await?;

    w.click("accept").await?;
    w.until("accept is pressed", "return document.querySelector('[data-testid=accept]').ariaPressed === 'true'")
        .await?;
    w.find("note").await?.send_keys("Ask for twelve months. 要求十二个月。").await?;
    w.click("jump").await?;
    w.quit().await?;

    let w = Window::open(&home).await?;
    let item = w.find("matter-item").await?;
    assert_eq!(text(&item).await?.trim(), "Lattice Harbour");
    item.click().await?;
    let card = w.css(&format!("[data-testid='finding-card'][data-finding='{id}']")).await?;
    card.click().await?;
    w.until("accept is pressed", "return document.querySelector('[data-testid=accept]').ariaPressed === 'true'")
        .await?;
    let note = w.find("note").await?.prop("value").await?;
    assert_eq!(note.as_deref(), Some("Ask for twelve months. 要求十二个月。"));
    w.shot("review-en.png").await?;
    w.quit().await
}

fn in_view(id: &str) -> String {
    format!(
        "const r = document.querySelector(`[data-testid='highlight'][data-finding='{id}']`)?.getBoundingClientRect();
         const pane = document.querySelector(`[data-testid='text']`).getBoundingClientRect();
         return Boolean(r) && r.bottom > pane.top && r.top < pane.bottom"
    )
}

#[tokio::test]
#[ignore = "needs a display: make test-window"]
async fn the_interface_speaks_chinese_and_reads_it() -> Result<()> {
    let home = Home::new()?;
    let w = Window::open(&home).await?;
    w.find("new-matter").await?;
    w.click("language-toggle").await?;
    w.until("the page is Chinese", "return document.documentElement.lang.startsWith('zh')").await?;
    w.click("sample-zh").await?;
    let cards = w.all("finding-card").await?;
    assert!(cards.len() >= 5, "{} cards", cards.len());
    cards[0].click().await?;
    let detail = text(&w.find("finding-detail").await?).await?;
    // The buttons, and a heading of the page itself.
    assert!(detail.contains("采纳") && detail.contains("要素"), "{detail}");
    w.shot("review-zh.png").await?;
    w.click("absent-tab").await?;
    let absent = text(&w.find("absent").await?).await?;
    assert!(!absent.trim().is_empty());
    w.quit().await?;

    let w = Window::open(&home).await?;
    w.until("the language was kept", "return document.documentElement.lang.startsWith('zh')").await?;
    w.quit().await
}

#[tokio::test]
#[ignore = "needs a display: make test-window"]
async fn a_chinese_system_gets_a_chinese_window() -> Result<()> {
    let w = Window::open(&Home::new()?.speaking("zh_CN.UTF-8")).await?;
    w.find("new-matter").await?;
    w.until("the page is Chinese", "return document.documentElement.lang.startsWith('zh')").await?;
    w.quit().await
}

#[tokio::test]
#[ignore = "needs a display: make test-window"]
async fn the_keyboard_is_enough() -> Result<()> {
    let home = Home::new()?;
    let w = Window::open(&home).await?;
    w.find("new-matter").await?;
    w.tab_to("new-matter").await?;
    w.keys(Key::Enter).await?;
    w.until("the name has the focus", "return document.activeElement?.dataset.testid === 'matter-name'").await?;
    w.keys("Keys only").await?;
    w.keys(Key::Enter).await?;
    w.find("empty-matter").await?;
    w.tab_to("sample-en").await?;
    w.keys(Key::Enter).await?;
    w.find("finding-card").await?;

    // Down two findings, accept, write a note, leave it; reject the next one and take that back.
    w.keys("jj").await?;
    let first = w.find("finding-detail").await?.attr("data-finding").await?;
    w.keys("a").await?;
    w.until("accepted", "return document.querySelector('[data-testid=accept]').ariaPressed === 'true'").await?;
    w.keys("n").await?;
    w.until("the note has the focus", "return document.activeElement?.dataset.testid === 'note'").await?;
    w.keys("a note").await?;
    w.keys(Key::Escape).await?;
    w.until("the note has lost the focus", "return document.activeElement?.dataset.testid !== 'note'").await?;
    w.keys("j").await?;
    let script = format!(
        "const d = document.querySelector('[data-testid=finding-detail]')?.dataset.finding; return Boolean(d) && d !== '{}'",
        first.unwrap_or_default()
    );
    w.until("the next finding is open", &script).await?;
    w.keys("x").await?;
    w.until("rejected", "return document.querySelector('[data-testid=reject]').ariaPressed === 'true'").await?;
    w.keys("u").await?;
    w.until("taken back", "return document.querySelector('[data-testid=reject]').ariaPressed === 'false'").await?;
    w.until(
        "one decision is counted",
        "return /^1\\D/.test(document.querySelector('[data-testid=decided]').innerText)",
    )
    .await?;
    w.quit().await
}

#[tokio::test]
#[ignore = "needs a display: make test-window"]
async fn a_bad_file_is_told_and_the_others_go_on() -> Result<()> {
    let home = Home::new()?;
    let bad = home.files().join("broken.docx");
    fs::write(&bad, "PK\u{3}\u{4} this is no Word file")?;
    let good = home.files().join("liability.md");
    fs::write(&good, "# 1. Liability\n\nOur total liability shall not exceed the fees paid in the last 6 months.\n")?;

    let w = Window::open(&home).await?;
    new_matter(&w, "Files").await?;
    w.click("add-files").await?;
    FileDialog::wait("Add agreements")?.cancel()?;
    w.find("empty-matter").await?;

    w.click("add-files").await?;
    FileDialog::wait("Add agreements")?.choose(&bad)?;
    let errors = text(&w.find("error-list").await?).await?;
    assert!(errors.contains("broken.docx"), "{errors}");

    w.click("add-files").await?;
    FileDialog::wait("Add agreements")?.choose(&good)?;
    assert_eq!(w.find("document-tab").await?.attr("title").await?.as_deref(), Some("liability.md"));
    w.find("finding-card").await?;
    w.shot("files.png").await?;

    w.click("add-files").await?;
    FileDialog::wait("Add agreements")?.choose(&good)?;
    w.until(
        "the second time is told",
        "return /already/.test(document.querySelector('[data-testid=error-list]')?.innerText ?? '')",
    )
    .await?;
    assert_eq!(w.all("document-tab").await?.len(), 1);
    w.quit().await
}

/// A new matter, open and empty.
async fn new_matter(w: &Window, name: &str) -> Result<()> {
    w.click("new-matter").await?;
    w.find("matter-name").await?.send_keys(name).await?;
    w.click("create-matter").await?;
    w.find("empty-matter").await?;
    w.gone("matter-dialog").await
}

/// A file of the samples, by its name.
fn sample(name: &str) -> Result<PathBuf> {
    Ok(Path::new(env!("CARGO_MANIFEST_DIR")).join("../agreements").join(name).canonicalize()?)
}

#[tokio::test]
#[ignore = "needs a display: make test-window"]
async fn the_pages_of_a_pdf_stand_beside_its_text() -> Result<()> {
    let home = Home::new()?;
    let w = Window::open(&home).await?;
    new_matter(&w, "Pages").await?;
    w.click("add-files").await?;
    FileDialog::wait("Add agreements")?.choose(&sample("sample-en.pdf")?)?;
    let cards = w.all("finding-card").await?;
    w.click("toggle-pages").await?;
    w.css("[data-testid='page'][data-drawn='true']").await?;
    // What is drawn is black on white, and not a blank sheet.
    let ink = "const c = document.querySelector(`[data-testid='page'][data-drawn='true'] canvas`);
        const { data } = c.getContext('2d').getImageData(0, 0, c.width, c.height);
        let dark = 0;
        for (let i = 0; i < data.length; i += 4) if (data[i] < 128) dark += 1;
        return dark > c.width * c.height / 1000 && dark < c.width * c.height / 3";
    w.until("the page has letters", ink).await?;

    let card = cards.last().context("no card")?;
    let id = card.attr("data-finding").await?.unwrap_or_default();
    card.click().await?;
    let shown = format!(
        "const box = document.querySelector(`[data-testid='page-box'][data-finding='{id}']`)?.getBoundingClientRect();
         const pane = document.querySelector(`[data-testid='pages']`).getBoundingClientRect();
         return Boolean(box) && box.top >= pane.top && box.bottom <= pane.bottom"
    );
    w.until("its words are marked on the page", &shown).await?;
    w.until("no page failed", "return document.querySelector(`[data-testid='page-error']`) === null").await?;
    w.shot("pages.png").await?;
    w.quit().await?;

    let w = Window::open(&home).await?;
    w.click("matter-item").await?;
    w.css("[data-testid='page'][data-drawn='true']").await?;
    w.quit().await
}

#[tokio::test]
#[ignore = "needs a display: make test-window"]
async fn a_protected_pdf_is_opened_with_its_password() -> Result<()> {
    let home = Home::new()?;
    let w = Window::open(&home).await?;
    new_matter(&w, "Protected").await?;
    w.click("add-files").await?;
    FileDialog::wait("Add agreements")?.choose(&sample("bad/encrypted.pdf")?)?;
    w.find("password").await?.send_keys("guess").await?;
    w.click("password-open").await?;
    w.find("password-wrong").await?;
    w.shot("password.png").await?;
    w.find("password").await?.send_keys("secret").await?;
    w.click("password-open").await?;
    w.find("document-tab").await?;
    w.gone("password-dialog").await?;
    w.gone("error-list").await?;
    w.quit().await?;

    // The review was kept, the password was not: only the pages need it.
    let w = Window::open(&home).await?;
    w.click("matter-item").await?;
    w.click("toggle-pages").await?;
    w.css("[data-testid='page-error'] button").await?.click().await?;
    w.find("password").await?.send_keys("secret").await?;
    w.click("password-open").await?;
    w.css("[data-testid='page'][data-drawn='true']").await?;
    w.quit().await
}

#[tokio::test]
#[ignore = "needs a display: make test-window"]
async fn adding_is_stopped_and_the_window_lives_on() -> Result<()> {
    let home = Home::new()?;
    // Long enough that it is still read when it is stopped.
    let long = home.files().join("long.md");
    let clause = |n: usize| format!("## {n}. Support\n\nThe Provider answers calls within {n} hours.\n\n");
    fs::write(&long, (1..60_000).map(clause).collect::<String>())?;
    let w = Window::open(&home).await?;
    new_matter(&w, "Stopped").await?;
    w.click("add-files").await?;
    FileDialog::wait("Add agreements")?.choose(&long)?;
    w.click("cancel-adding").await?;
    let told = text(&w.find("error-list").await?).await?;
    assert!(told.contains("long.md") && told.contains("stopped on request"), "{told}");
    w.find("empty-matter").await?;
    w.click("sample-en").await?;
    w.find("finding-card").await?;
    w.quit().await
}

#[tokio::test]
#[ignore = "needs a display: make test-window"]
async fn a_broken_database_is_shown_and_can_be_mended() -> Result<()> {
    let home = Home::new()?;
    let database = home.data().join("carveout.db");
    fs::write(&database, "no database ".repeat(100))?;
    let w = Window::open(&home).await?;
    w.until("the window says so", "return document.body.innerText.includes('carveout.db')").await?;
    fs::remove_file(&database)?;
    w.css("main button").await?.click().await?;
    w.find("new-matter").await?;
    w.quit().await
}

#[tokio::test]
#[ignore = "needs a display: make test-window"]
async fn the_page_can_reach_nothing_but_its_commands() -> Result<()> {
    let home = Home::new()?;
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let outside = format!("http://127.0.0.1:{}/", listener.local_addr()?.port());
    let w = Window::open(&home).await?;
    w.find("new-matter").await?;
    assert_eq!(w.script("return typeof window.__TAURI__").await?, "undefined");
    let tries = format!(
        "fetch('{outside}').catch(() => 0); new Image().src = '{outside}x.png';
         const f = document.createElement('iframe'); f.src = '{outside}'; document.body.append(f);
         const s = document.createElement('script'); s.src = '{outside}x.js'; document.head.append(s);
         navigator.sendBeacon?.('{outside}b', 'x'); location.href = '{outside}page'; return true"
    );
    w.script(&tries).await?;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    assert!(listener.accept().is_err(), "a request left the window");
    w.find("new-matter").await?;
    for (command, refused) in [("plugin:dialog|open", true), ("plugin:event|emit", true), ("settings", false)] {
        let script = format!(
            "return window.__TAURI_INTERNALS__.invoke('{command}', {{ options: {{}}, event: 'x' }})
               .then(() => 'done', (e) => String(e?.message ?? e))"
        );
        let answer = w.script(&script).await?;
        let answer = answer.as_str().unwrap_or_default();
        assert_eq!(answer.contains("not allowed"), refused, "{command}: {answer}");
    }
    w.quit().await
}
