use super::*;
#[test]
fn dump() {
    let Ok(path) = std::env::var("DUMP") else { return };
    let bytes = std::fs::read(path).unwrap();
    let raw = read("x", &bytes, &Options::default()).unwrap();
    println!("{:?}", raw.title);
    for b in &raw.blocks {
        println!(
            "{:?} L{:?} [{}] {:?} em={}",
            b.kind,
            b.level,
            b.auto_label.clone().unwrap_or_default(),
            b.text,
            b.emphasis.len()
        );
    }
    println!("{:?}", raw.unread);
}
