use super::*;
use crate::RecognisedWord;

const HEAD: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";

/// Words of an answer for a page of 1000 by 2000 pixels.
fn words(rows: &[&str]) -> Result<Vec<RecognisedWord>, usize> {
    let page = "1\t1\t0\t0\t0\t0\t0\t0\t1000\t2000\t-1\t";
    tsv::words(&format!("{HEAD}{page}\n{}\n", rows.join("\n")))
}

#[test]
fn words_have_shares_of_the_page_confidence_and_line() {
    let found = words(&[
        "2\t1\t1\t0\t0\t0\t100\t200\t300\t400\t-1\t",
        "4\t1\t1\t1\t1\t0\t100\t200\t300\t400\t-1\t",
        "5\t1\t1\t1\t1\t1\t100\t200\t50\t40\t96.5\tLiability",
        "5\t1\t1\t1\t1\t2\t200\t200\t50\t40\t0\tcap",
        "5\t1\t1\t1\t2\t1\t100\t300\t50\t40\t91.25\t责任",
        "5\t1\t2\t1\t1\t1\t990\t1990\t50\t40\t120\tx\"y",
    ])
    .unwrap();
    let short: Vec<_> = found.iter().map(|w| (w.text.as_str(), w.line, w.confidence)).collect();
    assert_eq!(short, [("Liability", 0, 0.965), ("cap", 0, 0.0), ("责任", 1, 0.9125), ("x\"y", 2, 1.0)]);
    assert_eq!(found[0].bbox, [0.1, 0.1, 0.15, 0.12]);
    assert_eq!(found[3].bbox, [0.99, 0.995, 1.0, 1.0], "what sticks out is cut off");
}

#[test]
fn rows_that_are_no_words_are_passed_over_and_broken_ones_are_told() {
    let cases: [(&str, Result<usize, usize>); 13] = [
        ("", Ok(0)),
        ("5\t1\t1\t1\t1\t1\t1\t1\t1\t1\t95\t   ", Ok(0)),
        ("5\t1\t1\t1\t1\t1\t1\t1\t1\t1\t95", Ok(0)),
        ("4\t1\t1\t1\t1\t1\t1\t1\t1\t1\t-1\tnot a word", Ok(0)),
        ("5\t1\t1\t1\t1\t1\t-5\t-5\t1\t1\t95\tx", Ok(1)),
        ("5\t1\t1\t1\t1\t1\t1\t1\t1\t1\t-1\tx", Ok(1)),
        ("5\t1\t1\t1\t1\t1\t1\t1\t1\t1\t95\ta\tb", Ok(1)),
        ("5\t1\t1", Err(3)),
        ("five\t1\t1\t1\t1\t1\t1\t1\t1\t1\t95\tx", Err(3)),
        ("5\t1\t1\t1\t99999999999\t1\t1\t1\t1\t1\t95\tx", Err(3)),
        ("5\t1\t1\t1\t1\t1\tNaN\t1\t1\t1\t95\tx", Err(3)),
        ("5\t1\t1\t1\t1\t1\t1\t1\t1\tinf\t95\tx", Err(3)),
        ("5 1 1 1 1 1 1 1 1 1 95 x", Err(3)),
    ];
    for (row, want) in cases {
        assert_eq!(words(&[row]).map(|w| w.len()), want, "{row:?}");
    }
}

#[test]
fn words_without_a_page_are_not_understood() {
    let word = "5\t1\t1\t1\t1\t1\t1\t1\t1\t1\t95\tx\n";
    assert_eq!(tsv::words(word), Err(1));
    assert_eq!(tsv::words(&format!("1\t1\t0\t0\t0\t0\t0\t0\t0\t0\t-1\t\n{word}")), Err(2));
    assert_eq!(tsv::words(HEAD), Ok(Vec::new()));
}

#[test]
fn languages_are_those_of_the_document_as_far_as_installed() {
    let recogniser = |installed: &[&str]| Recogniser {
        program: "tesseract".into(),
        version: "5.3.0".into(),
        installed: installed.iter().map(|&l| l.to_owned()).collect(),
        chosen: Vec::new(),
        page_time: PAGE_TIME,
    };
    let all = ["chi_sim", "chi_tra", "eng", "osd"];
    for (installed, language, used, missing) in [
        (&all[..], Some(Language::En), "eng", ""),
        (&all, Some(Language::Zh), "chi_sim eng", ""),
        (&all, None, "eng chi_sim", ""),
        (&["eng", "osd"], None, "eng", "chi_sim"),
        (&["eng"], Some(Language::Zh), "eng", "chi_sim"),
        (&["chi_sim"], Some(Language::En), "", "eng"),
        (&[], None, "", "eng chi_sim"),
    ] {
        match recogniser(installed).languages(language) {
            Ok(languages) => {
                assert_eq!((languages.used.join(" "), languages.missing.join(" ")), (used.into(), missing.into()));
                assert_eq!(languages.advice().is_some(), !missing.is_empty());
            }
            Err(RecogniseError::NoLanguage { wanted }) => assert_eq!(("", wanted.join(" ").as_str()), (used, missing)),
            Err(other) => panic!("{other}"),
        }
    }
    let chosen = recogniser(&all).with_languages(vec!["chi_tra".into(), "deu".into()]).languages(None).unwrap();
    assert_eq!((chosen.used, chosen.missing.clone()), (vec!["chi_tra".to_owned()], vec!["deu".to_owned()]));
    let advice = recogniser(&["eng"]).languages(None).unwrap().advice().unwrap();
    for words in ["simplified Chinese (chi_sim)", "apt install tesseract-ocr-chi-sim", "brew", "Windows"] {
        assert!(advice.contains(words), "{advice}");
    }
}

#[test]
fn a_program_that_is_no_tesseract_is_told() {
    assert!(matches!(Recogniser::of("/no/such/program".into()), Err(RecogniseError::Broken { .. })));
}

/// Scripts in place of the program.
#[cfg(unix)]
mod scripts {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    fn run(text: &str, input: Vec<u8>, time: Duration, stop: bool) -> Result<process::Answer, Ended> {
        let arguments = ["-c", text].map(OsStr::new);
        process::run("/bin/sh".as_ref(), &arguments, input, time, &AtomicBool::new(stop))
    }

    #[test]
    fn version_and_languages_are_asked_for() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("tesseract");
        let script = "#!/bin/sh\ncase $1 in --version) echo 'tesseract 9.9.9' >&2; echo ' leptonica' >&2;; \
             *) printf 'List of available languages in \"/x/\" (2):\\neng\\nchi_sim\\n';; esac";
        // Written by another program: a file that this one has open for writing may not be started by its other threads.
        let write = ["-c", "printf %s \"$1\" >\"$0\" && chmod +x \"$0\""].map(OsStr::new);
        let arguments = [&write[..], &[path.as_os_str(), OsStr::new(script)]].concat();
        process::run("/bin/sh".as_ref(), &arguments, Vec::new(), LONG, &AtomicBool::new(false)).unwrap();
        let recogniser = Recogniser::of(path).unwrap();
        assert_eq!(recogniser.version(), "9.9.9");
        assert_eq!(recogniser.installed(), ["eng", "chi_sim"]);
    }

    #[test]
    fn input_goes_in_and_output_comes_out() {
        let answer = run("cat; echo $OMP_THREAD_LIMIT >&2", vec![b'x'; 300_000], LONG, false).unwrap();
        assert_eq!((answer.output.len(), answer.noise.trim()), (300_000, "1"));
        let deaf = run("echo enough", vec![b'x'; 300_000], LONG, false).unwrap();
        assert_eq!(deaf.output, "enough\n");
    }

    #[test]
    fn errors_late_answers_and_stops_are_told_apart() {
        let failed = run("echo first >&2; echo 'no data' >&2; exit 3", Vec::new(), LONG, false);
        assert!(matches!(failed, Err(Ended::Badly(d)) if d.starts_with("no data (exit status: 3")));
        let short = Duration::from_millis(200);
        assert!(matches!(run("exec sleep 60", Vec::new(), short, false), Err(Ended::Late)));
        // A grandchild keeps the output open; nobody waits for it.
        assert!(matches!(run("sleep 5 & exit 0", Vec::new(), short, false), Err(Ended::Late)));
        assert!(matches!(run("exec >&- 2>&-; exec sleep 60", Vec::new(), short, false), Err(Ended::Late)));
        assert!(matches!(run("exec sleep 60", Vec::new(), LONG, true), Err(Ended::Cancelled)));
    }
}
