//! The number by which a person would cite a clause.

use super::labels::{Digits, Reading, Shape, Word};
use super::outline::Node;

/// The label joined to those around it, where it does not stand for itself: `9.2(a)`, `第三条（一）`, `Schedule 2, 1.1`.
pub(crate) fn compose(nodes: &[Node], parent: Option<usize>, reading: Option<&Reading>, label: &str) -> String {
    let core = core(reading, label);
    let mut around = std::iter::successors(parent, |&p| nodes[p].parent);
    let above = around.clone().find(|&p| nodes[p].number.is_some());
    let scope = around.find(|&p| is_schedule(&nodes[p]));
    let Some((reading, above)) = reading.zip(above) else {
        // "1)" alone is cited as 1.
        return if reading.is_some_and(|r| r.shape == Shape::Half) {
            core.trim_end_matches([')', '）']).to_owned()
        } else {
            core
        };
    };
    let number = |i: usize| nodes[i].number.as_deref().unwrap_or("");
    match reading.shape {
        Shape::Word(Word::Schedule) => core,
        // These say their place themselves; only the schedule they stand in is missing.
        Shape::Path | Shape::Round | Shape::Dash | Shape::Word(Word::Article | Word::Chapter | Word::Part) => {
            match scope {
                Some(s) => join(number(s), ", ", " ", &core),
                None => core,
            }
        }
        Shape::Word(Word::Section)
            if nodes[above]
                .reading
                .as_ref()
                .is_none_or(|r| reading.path.len() > 1 || !matches!(r.shape, Shape::Word(Word::Article))) =>
        {
            match scope {
                Some(s) => join(number(s), ", ", " ", label.trim_end_matches(['.', ':', '：'])),
                None => core,
            }
        }
        Shape::Word(_) => join(number(above), ", ", "", label.trim_end_matches(['.', ':', '：'])),
        Shape::Paren | Shape::Circle => format!("{}{core}", number(above)),
        Shape::Half => format!("{} {core}", number(above)),
        Shape::Dot | Shape::Comma | Shape::Bare => {
            if is_schedule(&nodes[above]) {
                return join(number(above), ", ", " ", &core);
            }
            let latin = number(above).ends_with(|c: char| c.is_ascii_alphanumeric() || c == ')');
            let words = number(above).contains(' ');
            if latin && words {
                format!("{}, {core}", number(above))
            } else if latin && reading.digits != Digits::Han {
                format!("{}.{core}", number(above))
            } else if nodes[above].reading.as_ref().is_some_and(|r| r.digits == Digits::Han && r.shape == Shape::Comma)
            {
                format!("{}、{core}", number(above))
            } else {
                format!("{} {core}", number(above))
            }
        }
    }
}

fn is_schedule(node: &Node) -> bool {
    node.reading.as_ref().is_some_and(|r| r.shape == Shape::Word(Word::Schedule))
}

fn join(above: &str, latin: &str, wide: &str, core: &str) -> String {
    let glue = if above.is_ascii() { latin } else { wide };
    format!("{above}{glue}{core}")
}

fn core(reading: Option<&Reading>, label: &str) -> String {
    let trimmed = label.trim_end_matches(['.', '、', '：', ':', '．', ' ', '，']);
    match reading.map(|r| r.shape) {
        Some(Shape::Path) => trimmed.trim_start_matches(['(', '（']).trim_end_matches([')', '）']).to_owned(),
        // "Section 4" is cited as 4, "Article IV" as it stands.
        Some(Shape::Word(Word::Section)) if label.is_ascii() => {
            trimmed.split_whitespace().next_back().unwrap_or(trimmed).to_owned()
        }
        _ => trimmed.to_owned(),
    }
}
