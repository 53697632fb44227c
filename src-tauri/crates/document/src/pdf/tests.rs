use super::*;
#[test]
fn dump() {
    let Ok(path) = std::env::var("DUMP") else { return };
    let bytes = std::fs::read(path).unwrap();
    let raw = read("x", &bytes, &Options::default()).unwrap();
    println!("{:?}", raw.title);
    for b in &raw.blocks {
        println!(
            "{:?} {:?} em={}",
            b.kind,
            b.text,
            b.emphasis
                .iter()
                .map(|e| format!(
                    "{}{}{}",
                    if e.bold { "b" } else { "" },
                    if e.italic { "i" } else { "" },
                    if e.underline { "u" } else { "" }
                ))
                .collect::<Vec<_>>()
                .join(",")
        );
    }
    println!("{:?}", raw.unread);
}
