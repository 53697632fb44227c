//! The commands of the shell over a mock window: list, permissions, interface, and what they do.
#![allow(clippy::unwrap_used, reason = "tests say what they expect")]

use carveout_desktop::{COMMANDS, Limits, State, Worker, builder, context};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};
use tauri::{
    App, Manager, WebviewWindow, WebviewWindowBuilder,
    ipc::{CallbackFn, InvokeBody, InvokeResponseBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder},
    webview::InvokeRequest,
};

/// The app over a folder of its own, with the permissions of the real one.
struct Desk {
    app: App<MockRuntime>,
    window: WebviewWindow<MockRuntime>,
    dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self::over(tempfile::tempdir().unwrap())
    }

    fn over(dir: tempfile::TempDir) -> Self {
        let app = app(dir.path());
        let window = window(&app, "main");
        Self { app, window, dir }
    }

    /// The app closed and started again over the same folder.
    fn restart(self) -> Self {
        Self::over(self.dir)
    }

    fn call(&self, command: &str, arguments: Value) -> Result<Value, String> {
        call(&self.window, command, arguments)
    }

    fn get(&self, command: &str, arguments: Value) -> Value {
        self.call(command, arguments.clone()).unwrap_or_else(|e| panic!("{command} {arguments}: {e}"))
    }

    /// A command that takes a channel for progress, which nobody listens to here.
    fn add(&self, command: &str, mut arguments: Value) -> Value {
        arguments["onProgress"] = json!("__CHANNEL__:1");
        self.get(command, arguments)
    }

    /// Adds these files as if they had been dropped on the window.
    fn drop(&self, matter: i64, files: &[&str]) -> Value {
        self.app.state::<State>().keep_dropped(files.iter().map(PathBuf::from).collect());
        self.add("add_dropped", json!({ "matter": matter }))
    }

    /// A picture of a page, or the whole error.
    fn picture(&self, document: &Value, page: usize, width: u32) -> Result<Vec<u8>, Value> {
        let arguments = json!({ "document": document, "page": page, "width": width });
        match invoke(&self.window, "page_picture", arguments)? {
            InvokeResponseBody::Raw(bytes) => Ok(bytes),
            InvokeResponseBody::Json(text) => panic!("no bytes but {text}"),
        }
    }

    fn matter(&self) -> i64 {
        self.get("create_matter", json!({ "name": "Acme", "side": "customer" }))["id"].as_i64().unwrap()
    }
}

fn app(dir: &Path) -> App<MockRuntime> {
    let mut context = context();
    context.config_mut().app.windows.clear();
    // A build for tests on a busy machine is slow: time is no matter here.
    let limits = Limits { time: Duration::from_secs(300), ..Limits::default() };
    let worker = Worker::of(env!("CARGO_BIN_EXE_carveout-desktop").into()).with_limits(limits);
    let state = State::in_dir(dir.to_path_buf()).with_worker(worker);
    builder(mock_builder(), state).build(context).unwrap()
}

fn window(app: &App<MockRuntime>, label: &str) -> WebviewWindow<MockRuntime> {
    WebviewWindowBuilder::new(app, label, Default::default()).build().unwrap()
}

fn call(window: &WebviewWindow<MockRuntime>, command: &str, arguments: Value) -> Result<Value, String> {
    match invoke(window, command, arguments) {
        Ok(body) => Ok(body.deserialize().unwrap()),
        Err(error) => Err(error["message"].as_str().map_or_else(|| error.to_string(), str::to_owned)),
    }
}

/// The answer as it is, or the whole error.
fn invoke(window: &WebviewWindow<MockRuntime>, command: &str, arguments: Value) -> Result<InvokeResponseBody, Value> {
    let request = InvokeRequest {
        cmd: command.into(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: "tauri://localhost".parse().unwrap(),
        body: InvokeBody::Json(arguments),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.into(),
    };
    get_ipc_response(window, request)
}

// ---- the list ----

#[test]
fn every_command_has_a_permission_that_the_main_window_holds() {
    let commands: BTreeSet<String> = COMMANDS.iter().map(|c| format!("allow-{}", c.replace('_', "-"))).collect();
    let permissions = fs::read_to_string("src-tauri/permissions/app.toml").unwrap();
    let named = |key: &str| -> BTreeSet<String> {
        let lines = permissions.lines().filter_map(|line| line.strip_prefix(key));
        lines.map(|value| value.trim_matches(['[', ']', '"', ' ', '=']).to_owned()).collect()
    };
    assert_eq!(named("identifier = "), commands);
    assert_eq!(named("commands.allow = "), COMMANDS.iter().map(|c| (*c).to_owned()).collect());

    let capability: Value =
        serde_json::from_str(&fs::read_to_string("src-tauri/capabilities/main.json").unwrap()).unwrap();
    assert_eq!(capability["windows"], json!(["main"]));
    let held: BTreeSet<String> =
        capability["permissions"].as_array().unwrap().iter().map(|p| p.as_str().unwrap().to_owned()).collect();
    let foreign: Vec<_> = held.difference(&commands).cloned().collect();
    assert_eq!(foreign, ["core:event:allow-listen", "core:event:allow-unlisten"]);
    assert!(held.is_superset(&commands), "{:?}", commands.difference(&held));
}

#[test]
fn the_interface_has_the_same_commands() {
    let interface = fs::read_to_string("ui/src/lib/backend.ts").unwrap();
    let body = interface.split("export interface Backend {").nth(1).unwrap();
    let methods: Vec<String> = body
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_once('('))
        .map(|(name, _)| name)
        .filter(|name| name.chars().all(char::is_alphanumeric) && *name != "onDrop")
        .map(snake_case)
        .collect();
    assert_eq!(methods, COMMANDS);

    let calls = fs::read_to_string("ui/src/lib/backend-tauri.ts").unwrap();
    for command in COMMANDS {
        assert!(calls.contains(&format!("('{command}'")), "backend-tauri.ts never calls {command}");
    }
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_uppercase() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

#[test]
fn other_windows_and_other_commands_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let app = app(dir.path());
    let (main, other) = (window(&app, "main"), window(&app, "other"));
    for command in COMMANDS {
        let error = call(&other, command, json!({})).unwrap_err();
        assert!(error.contains("not allowed"), "{command}: {error}");
        if let Err(error) = call(&main, command, json!({ "matter": "no number", "document": "no number" })) {
            assert!(!error.contains("not allowed"), "{command}: {error}");
        }
    }
    for command in ["plugin:event|emit", "plugin:window|close", "plugin:webview|create_webview", "plugin:fs|read_file"]
    {
        assert!(call(&main, command, json!({})).is_err(), "{command}");
    }
}

// ---- what they do ----

#[test]
fn the_app_tells_what_it_is() {
    let desk = Desk::new();
    let info = desk.get("app_info", json!({}));
    assert_eq!(info["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(info["dataDir"], desk.dir.path().to_str().unwrap());
    assert_eq!(info["libraryProblems"], json!([]));
    assert!(!info["libraryVersion"].as_str().unwrap().is_empty());
    let types = desk.get("clause_types", json!({}));
    assert!(types.as_array().unwrap().iter().any(|t| t["id"] == "compensation-cap/general-cap"));
}

#[test]
fn settings_are_kept_over_a_restart() {
    let desk = Desk::new();
    assert_eq!(desk.get("settings", json!({}))["theme"], "system");
    desk.get("save_settings", json!({ "settings": { "language": "zh", "theme": "dark" } }));
    assert_eq!(desk.restart().get("settings", json!({})), json!({ "language": "zh", "theme": "dark" }));
}

#[test]
fn a_setting_that_there_is_not_is_refused() {
    let error = Desk::new().call("save_settings", json!({ "settings": { "language": "fr", "theme": "dark" } }));
    assert!(error.unwrap_err().contains("fr"));
}

#[test]
fn a_sample_is_reviewed_decided_and_there_after_a_restart() {
    for language in ["en", "zh"] {
        let desk = Desk::new();
        let matter = desk.matter();
        let added = desk.add("add_sample", json!({ "matter": matter, "language": language }));
        assert_eq!(added[0]["error"], Value::Null, "{added}");
        let document = &added[0]["document"];
        assert_eq!((document["language"].as_str(), document["decided"].as_u64()), (Some(language), Some(0)));

        let id = document["id"].as_i64().unwrap();
        let review = desk.get("review", json!({ "document": id }));
        let findings = review["findings"].as_array().unwrap();
        assert!(!findings.is_empty());
        assert_eq!(document["findings"].as_u64(), Some(findings.len() as u64));
        let finding = findings[0]["id"].as_str().unwrap().to_owned();
        desk.get("decide", json!({ "document": id, "finding": finding, "decision": "accepted", "note": "为什么" }));

        let desk = desk.restart();
        let matters = desk.get("matters", json!({}));
        assert_eq!(matters[0]["documents"][0]["decided"], 1);
        let review = desk.get("review", json!({ "document": id }));
        assert_eq!(
            (review["findings"][0]["decision"].as_str(), review["findings"][0]["note"].as_str()),
            (Some("accepted"), Some("为什么"))
        );
        desk.get("decide", json!({ "document": id, "finding": finding, "decision": null, "note": "" }));
        assert_eq!(desk.get("matters", json!({}))[0]["documents"][0]["decided"], 0);

        let again = desk.add("add_sample", json!({ "matter": matter, "language": language }));
        assert!(again[0]["error"].as_str().unwrap().contains("already"), "{again}");
        assert_eq!(again[0]["document"], Value::Null);
        desk.get("delete_document", json!({ "id": id }));
        assert_eq!(desk.get("matters", json!({}))[0]["documents"], json!([]));
    }
}

#[test]
fn the_other_side_gets_a_review_of_its_own_and_decisions_stay() {
    let desk = Desk::new();
    let matter = desk.matter();
    let id = desk.add("add_sample", json!({ "matter": matter, "language": "en" }))[0]["document"]["id"].clone();
    let customer = desk.get("review", json!({ "document": id }));
    let finding = &customer["findings"][0]["id"];
    desk.get("decide", json!({ "document": id, "finding": finding, "decision": "rejected", "note": "" }));
    let changed = desk.get("update_matter", json!({ "id": matter, "name": "Acme 2", "side": "provider" }));
    assert_eq!((&changed["name"], &changed["side"]), (&json!("Acme 2"), &json!("provider")));
    let provider = desk.get("review", json!({ "document": id }));
    let severities = |review: &Value| -> Vec<Value> {
        review["findings"].as_array().unwrap().iter().map(|f| f["severity"].clone()).collect()
    };
    assert_ne!(severities(&customer), severities(&provider));
    assert_eq!(provider["findings"][0]["decision"], "rejected");
}

#[test]
fn dropped_files_are_added_once_and_a_bad_one_does_not_stop_the_others() {
    let desk = Desk::new();
    let matter = desk.matter();
    let files = tempfile::tempdir().unwrap();
    let path = |name: &str| files.path().join(name);
    fs::write(
        path("a.md"),
        "# 1. Liability\n\nOur total liability shall not exceed the fees paid in the last 6 months.\n",
    )
    .unwrap();
    fs::write(path("broken.docx"), "PK\u{3}\u{4} this is no Word file").unwrap();
    fs::write(path("empty.txt"), "").unwrap();
    fs::create_dir(path("folder")).unwrap();
    fs::write(path("协议.md"), "# 第一条 责任限制\n\n任何情况下，我方的赔偿责任总额不超过您已支付的服务费。\n")
        .unwrap();
    let names = ["a.md", "broken.docx", "empty.txt", "folder", "gone.pdf", "协议.md"];
    desk.app.state::<State>().keep_dropped(names.map(path).to_vec());

    let added = desk.add("add_dropped", json!({ "matter": matter }));
    let told: Vec<_> =
        added.as_array().unwrap().iter().map(|r| (r["file"].as_str().unwrap(), r["error"].as_str())).collect();
    assert_eq!(told.iter().map(|(file, _)| *file).collect::<Vec<_>>(), names);
    assert_eq!(told.iter().map(|(_, e)| e.is_none()).collect::<Vec<_>>(), [true, false, false, false, false, true]);
    for (file, words) in
        [("broken.docx", "damaged"), ("empty.txt", "empty"), ("folder", "folder"), ("gone.pdf", "cannot be read")]
    {
        let error = told.iter().find(|(f, _)| *f == file).unwrap().1.unwrap();
        assert!(error.contains(words), "{file}: {error}");
    }
    let documents = desk.get("matters", json!({}))[0]["documents"].clone();
    assert_eq!(documents.as_array().unwrap().len(), 2);
    assert_eq!(desk.add("add_dropped", json!({ "matter": matter })), json!([]), "paths are handed over once");
}

#[test]
fn what_is_gone_is_told() {
    let desk = Desk::new();
    for (command, arguments, words) in [
        ("review", json!({ "document": 7 }), "no agreement"),
        ("delete_document", json!({ "id": 7 }), "no agreement"),
        ("delete_matter", json!({ "id": 7 }), "no matter"),
        ("update_matter", json!({ "id": 7, "name": "x", "side": "customer" }), "no matter"),
        ("decide", json!({ "document": 7, "finding": "x", "decision": "accepted", "note": "" }), "no agreement"),
        ("create_matter", json!({ "name": "  ", "side": "customer" }), "needs a name"),
        ("create_matter", json!({ "name": "x", "side": "both" }), "side"),
        ("add_sample", json!({ "matter": 7, "language": "en", "onProgress": "__CHANNEL__:1" }), "no matter"),
    ] {
        let error = desk.call(command, arguments).unwrap_err();
        assert!(error.contains(words), "{command}: {error}");
    }
    let matter = desk.matter();
    desk.get("delete_matter", json!({ "id": matter }));
    assert_eq!(desk.get("matters", json!({})), json!([]));
}

#[test]
fn a_database_that_cannot_be_opened_is_told_until_it_is_mended() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("carveout.db");
    fs::write(&database, "no database".repeat(100)).unwrap();
    let desk = Desk::over(dir);
    for _ in 0..2 {
        let error = desk.call("matters", json!({})).unwrap_err();
        assert!(error.contains("carveout.db") && error.contains("damaged"), "{error}");
    }
    assert!(desk.call("app_info", json!({})).is_ok(), "the rest works");
    fs::remove_file(database).unwrap();
    assert_eq!(desk.get("matters", json!({})), json!([]));
}

#[test]
fn mistakes_in_the_users_library_are_told_and_the_built_in_one_is_used() {
    let dir = tempfile::tempdir().unwrap();
    let builtin = Desk::new().get("app_info", json!({}))["libraryVersion"].clone();
    fs::create_dir_all(dir.path().join("library/general")).unwrap();
    fs::write(dir.path().join("library/general/mine.md"), "+++\ntitle = 1\n+++\n").unwrap();
    let info = Desk::over(dir).get("app_info", json!({}));
    assert_eq!(info["libraryVersion"], builtin);
    let problems = info["libraryProblems"].as_array().unwrap();
    assert!(problems.iter().any(|p| p.as_str().unwrap().contains("mine.md")), "{problems:?}");
}

#[test]
fn a_new_library_makes_reviews_anew_and_keeps_decisions() {
    let desk = Desk::new();
    let matter = desk.matter();
    let id = desk.add("add_sample", json!({ "matter": matter, "language": "en" }))[0]["document"]["id"].clone();
    let before = desk.get("review", json!({ "document": id }));
    let finding = &before["findings"][0]["id"];
    desk.get("decide", json!({ "document": id, "finding": finding, "decision": "accepted", "note": "kept" }));

    let own = desk.dir.path().join("library/lexicon");
    fs::create_dir_all(&own).unwrap();
    fs::write(
        own.join("mine.md"),
        "+++\n[cue.house-word]\nen = [\"house word\"]\nzh = [\"自家词\"]\n+++\n# Mine\n\nA cue.\n",
    )
    .unwrap();
    let desk = desk.restart();
    assert_eq!(desk.get("app_info", json!({}))["libraryProblems"], json!([]));
    let after = desk.get("review", json!({ "document": id }));
    assert_ne!(after["library_version"], before["library_version"]);
    assert_eq!(after["findings"][0]["id"], *finding);
    assert_eq!(after["findings"][0]["note"], "kept");
    assert_eq!(desk.get("review", json!({ "document": id })), after, "the second time it comes from the database");
}

/// Width and height of a PNG picture.
fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn pages_of_a_pdf_are_drawn_and_its_text_knows_where_it_stands() {
    let desk = Desk::new();
    let matter = desk.matter();
    let added = desk.drop(matter, &["tests/agreements/sample-en.pdf", "tests/agreements/sample-en.md"]);
    let (pdf, markdown) = (&added[0]["document"]["id"], &added[1]["document"]["id"]);
    let review = desk.get("review", json!({ "document": pdf }));
    let pages = review["pages"].as_array().unwrap();
    let (width, height) = (pages[0]["width"].as_f64().unwrap(), pages[0]["height"].as_f64().unwrap());
    for block in review["blocks"].as_array().unwrap() {
        let length = block["text"].as_str().unwrap().encode_utf16().count() as u64;
        let lines = block["lines"].as_array().unwrap();
        assert!(!lines.is_empty(), "{block}");
        for line in lines {
            let page = line["page"].as_u64().unwrap() as usize;
            assert!((1..=pages.len()).contains(&page), "{line}");
            assert!(line["end"].as_u64().unwrap() <= length, "{line}");
            let number = |side: &str| line[side].as_f64().unwrap();
            assert!(0.0 <= number("left") && number("left") < number("right") && number("right") <= width, "{line}");
            assert!(0.0 <= number("top") && number("top") < number("bottom") && number("bottom") <= height, "{line}");
        }
    }

    let picture = desk.picture(pdf, 1, 600).unwrap();
    let (across, down) = size(&picture);
    assert_eq!(across, 600);
    assert!((f64::from(down) / 600.0 - height / width).abs() < 0.01, "{across} x {down} for {width} x {height}");
    assert_eq!(desk.picture(pdf, 1, 600).unwrap(), picture, "the second time it is at hand");
    assert_eq!(size(&desk.picture(pdf, pages.len(), 300).unwrap()).0, 300);

    for (document, page, words) in [
        (pdf, pages.len() + 1, "has no page"),
        (pdf, 0, "has no page"),
        (markdown, 1, "no PDF"),
        (&json!(99), 1, "no agreement"),
    ] {
        let error = desk.picture(document, page, 600).unwrap_err();
        assert!(error["message"].as_str().unwrap().contains(words), "{error}");
    }
    desk.get("delete_document", json!({ "id": pdf }));
    assert!(desk.picture(pdf, 1, 600).is_err(), "nothing of it is left");
}

#[test]
fn a_protected_pdf_asks_for_its_password() {
    let desk = Desk::new();
    let matter = desk.matter();
    let mut added = desk.drop(matter, &["tests/agreements/bad/encrypted.pdf"]);
    let again = |added: &Value, password: &str| {
        let arguments = json!({ "waiting": added[0]["waiting"], "password": password, "recognise": false });
        desk.add("add_waiting", arguments)
    };
    assert_eq!(added[0]["needs"], json!({ "kind": "password", "wrong": false }), "{added}");
    for wrong in ["Secret", ""] {
        added = again(&added, wrong);
        assert_eq!(added[0]["needs"], json!({ "kind": "password", "wrong": true }), "{added}");
        assert_eq!(added[0]["document"], Value::Null);
    }
    let waited = added[0]["waiting"].clone();
    added = again(&added, "secret");
    assert_eq!(added[0]["error"], Value::Null, "{added}");
    let id = added[0]["document"]["id"].clone();
    desk.picture(&id, 1, 300).unwrap();
    let arguments =
        json!({ "waiting": waited, "password": "secret", "recognise": false, "onProgress": "__CHANNEL__:1" });
    let error = desk.call("add_waiting", arguments).unwrap_err();
    assert!(error.contains("does not wait any more"), "{error}");

    // The review was kept, the password was not.
    let desk = desk.restart();
    let database = fs::read(desk.dir.path().join("carveout.db")).unwrap();
    assert!(!database.windows(6).any(|bytes| bytes == b"secret"));
    desk.get("review", json!({ "document": id }));
    let error = desk.picture(&id, 1, 300).unwrap_err();
    assert_eq!(error["needs"], json!({ "kind": "password", "wrong": false }), "{error}");
    // A matter that changes sides needs the file read again.
    desk.get("update_matter", json!({ "id": matter, "name": "Acme", "side": "provider" }));
    let error = invoke(&desk.window, "review", json!({ "document": id })).err().unwrap();
    assert_eq!(error["needs"], json!({ "kind": "password", "wrong": false }), "{error}");
    assert!(error["message"].as_str().unwrap().starts_with("encrypted.pdf is protected"), "{error}");
    let error = invoke(&desk.window, "unlock", json!({ "document": id, "password": "no" })).err().unwrap();
    assert_eq!(error["needs"], json!({ "kind": "password", "wrong": true }), "{error}");
    desk.get("unlock", json!({ "document": id, "password": "secret" }));
    desk.get("review", json!({ "document": id }));
    desk.picture(&id, 1, 300).unwrap();
}

#[test]
fn tracked_changes_are_read_in_the_way_chosen_and_stay_so() {
    let desk = Desk::new();
    let matter = desk.matter();
    let id = desk.drop(matter, &["tests/agreements/sample-en.docx"])[0]["document"]["id"].clone();
    let before = desk.get("review", json!({ "document": id }));
    let finding = &before["findings"][0]["id"];
    desk.get("decide", json!({ "document": id, "finding": finding, "decision": "accepted", "note": "kept" }));
    let marked = desk.get("read_as", json!({ "document": id, "revisions": "marked" }));
    assert_eq!(marked["findings"][0]["note"], "kept");
    let desk = desk.restart();
    assert_eq!(desk.get("matters", json!({}))[0]["documents"][0]["revisions"], "marked");
    assert_eq!(desk.get("review", json!({ "document": id })), marked);
    let error = desk.call("read_as", json!({ "document": id, "revisions": "guessed" })).unwrap_err();
    assert!(error.contains("guessed"), "{error}");
}

#[test]
fn nothing_is_kept_of_what_was_stopped() {
    let desk = Desk::new();
    let matter = desk.matter();
    let files = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..40).map(|i| format!("{i}.md")).collect();
    let paths: Vec<PathBuf> = names.iter().map(|name| files.path().join(name)).collect();
    for (i, path) in paths.iter().enumerate() {
        fs::write(path, format!("# {i}. Term\n\nThis agreement ends after {i} months.\n")).unwrap();
    }
    desk.app.state::<State>().keep_dropped(paths);
    let added = std::thread::scope(|scope| {
        let window = desk.window.clone();
        let adding = scope.spawn(move || {
            call(&window, "add_dropped", json!({ "matter": matter, "onProgress": "__CHANNEL__:1" })).unwrap()
        });
        // Once the first is there, the rest is stopped.
        while desk.get("matters", json!({}))[0]["documents"].as_array().unwrap().is_empty() {
            std::thread::sleep(Duration::from_millis(5));
        }
        desk.get("cancel_adding", json!({}));
        adding.join().unwrap()
    });
    let added = added.as_array().unwrap();
    let kept = added.iter().filter(|result| result["document"] != Value::Null).count();
    assert_eq!(added.len(), names.len());
    assert!(kept < names.len(), "it was stopped");
    for stopped in &added[kept..] {
        assert!(stopped["error"].as_str().unwrap().contains("stopped on request"), "{stopped}");
    }
    assert_eq!(desk.get("matters", json!({}))[0]["documents"].as_array().unwrap().len(), kept);
    // The next time nothing stands in the way.
    let rest = desk.drop(matter, &["tests/agreements/sample-zh.md"]);
    assert_eq!(rest[0]["error"], Value::Null);
}

#[test]
fn a_scanned_file_waits_for_text_recognition() {
    let desk = Desk::new();
    let matter = desk.matter();
    let info = desk.get("recogniser", json!({}));
    let ready = info["ready"].as_bool().unwrap();
    assert_eq!(info["version"].is_string(), ready);
    let added = desk.drop(matter, &["tests/agreements/bad/scanned.pdf"]);
    assert_eq!(added[0]["needs"], json!({ "kind": "recognition" }), "{added}");
    let arguments = json!({ "waiting": added[0]["waiting"], "password": null, "recognise": true });
    let added = desk.add("add_waiting", arguments);
    if !ready {
        assert!(added[0]["error"].as_str().unwrap().contains("Tesseract"), "{added}");
        assert!(added[0]["waiting"].is_u64(), "it waits until Tesseract is installed");
        return;
    }
    assert_eq!(added[0]["error"], Value::Null, "{added}");
    let id = &added[0]["document"]["id"];
    let review = desk.get("review", json!({ "document": id }));
    let recognised = review["recognised"].as_array().unwrap();
    assert!(!recognised.is_empty());
    for stretch in recognised {
        assert_eq!(stretch["page"], 1);
        let confidence = stretch["confidence"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&confidence), "{stretch}");
    }
    // Nothing is left to recognise, and the words are at hand when the file is read again.
    let arguments = json!({ "document": id, "onProgress": "__CHANNEL__:1" });
    let again = desk.get("recognise", arguments);
    assert_eq!(again, json!({ "review": review, "notes": [] }));
    desk.get("update_matter", json!({ "id": matter, "name": "Acme", "side": "provider" }));
    assert_eq!(desk.get("review", json!({ "document": id }))["recognised"], review["recognised"]);
}
