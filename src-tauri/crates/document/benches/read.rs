//! How fast agreements are read, by format and language. `cargo bench -p document`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use document::{Options, read_bytes};

/// A made-up agreement of about `clauses` clauses.
fn english(clauses: usize) -> String {
    let mut out = String::from("# Hosting Agreement\n\n");
    for n in 1..=clauses / 5 {
        out.push_str(&format!(
            "## {n}. Service Levels\n\n{n}.1 Availability. Provider keeps the service available for 99.9% of each month, \
             as measured by Provider (e.g. by probes). If it does not, Customer may ask for a credit.\n\n{n}.2 Exclusions. \
             The following do not count as downtime:\n\n(a) planned maintenance of which Customer was told;\n\n(b) faults \
             of Customer's own equipment; and\n\n(c) events beyond Provider's reasonable control.\n\n\
             | Availability | Credit |\n|---|---|\n| below 99.9% | 10% |\n| below 99.0% | 25% |\n\n"
        ));
    }
    out
}

fn chinese(clauses: usize) -> String {
    let mut out = String::from("# 托管服务协议\n\n");
    for n in 1..=clauses / 5 {
        out.push_str(&format!(
            "## {n}、服务可用性\n\n{n}.1 服务商承诺服务可用性不低于99.95%，未达到的，您可以申请赔偿。赔偿总额不超过当月服务费。\n\n\
             {n}.2 由以下原因导致的不可用，不计入不可用时间：\n\n（1）预先通知的系统维护；\n\n（2）您自身设备的故障；\n\n\
             （3）不可抗力引起的中断。\n\n"
        ));
    }
    out
}

fn benches(c: &mut Criterion) {
    let en = english(400);
    let zh = chinese(400);
    let html = format!(
        "<html><body><main>{}</main></body></html>",
        en.lines().map(|l| format!("<p>{l}</p>\n")).collect::<String>()
    );
    let cases = [
        ("markdown-en", "a.md", &en),
        ("markdown-zh", "a.md", &zh),
        ("html-en", "a.html", &html),
        ("text-en", "a.txt", &en),
        ("text-zh", "a.txt", &zh),
    ];
    let options = Options::default();
    let mut group = c.benchmark_group("read");
    for (id, name, text) in cases {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(id, |b| b.iter(|| read_bytes(name, text.as_bytes(), &options)));
    }
    group.finish();
}

criterion_group!(read, benches);
criterion_main!(read);
