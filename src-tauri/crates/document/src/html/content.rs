//! Which element of a page holds the agreement, and which are the site around it.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::walker::{VOID, class_of, is_skipped};

/// Letters of running text below which a candidate says nothing.
const ENOUGH: usize = 200;

#[derive(Debug)]
struct Node {
    parent: usize,
    /// Where its start tag begins.
    start: usize,
    /// Characters of text in it outside links, navigation and what is not shown.
    prose: usize,
    /// Text in here does not count.
    aside: bool,
    marked: bool,
    container: bool,
}

/// Where the start tag of the main element begins; `None` where all of the page is the agreement.
pub(super) fn main_element(html: &str) -> Option<usize> {
    let nodes = measure(html);
    let total = nodes.first().map_or(0, |n| n.prose);
    if total < ENOUGH {
        return None;
    }
    let marked = nodes.iter().filter(|n| n.marked && !n.aside).max_by_key(|n| (n.prose, std::cmp::Reverse(n.start)));
    if let Some(node) = marked.filter(|n| n.prose >= ENOUGH && n.prose * 2 >= total) {
        return Some(node.start);
    }
    // Down from the top, as long as one child holds nearly all of the text. Parents stand before their children.
    let mut at = 0;
    for (i, node) in nodes.iter().enumerate().skip(1) {
        if node.parent == at && node.container && node.prose * 10 >= total * 9 {
            at = i;
        }
    }
    (at > 0).then(|| nodes[at].start)
}

fn measure(html: &str) -> Vec<Node> {
    let root = Node { parent: 0, start: 0, prose: 0, aside: false, marked: false, container: true };
    let mut nodes = vec![root];
    let mut open: Vec<(Vec<u8>, usize)> = Vec::new();
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
        let current = open.last().map_or(0, |(_, i)| *i);
        match token {
            Token::StartTag(tag) if !VOID.contains(&tag.name.0.as_slice()) && open.len() < 512 => {
                let name = tag.name.0.as_slice();
                let attribute = |key: &str| {
                    tag.attributes
                        .iter()
                        .find(|(k, _)| k.0 == key.as_bytes())
                        .map(|(_, v)| String::from_utf8_lossy(&v.value.0).into_owned())
                };
                let aside = nodes[current].aside
                    || is_skipped(name)
                    || matches!(name, b"a" | b"head" | b"title" | b"header" | b"footer")
                    || class_of(name, &attribute).is_some();
                let role = attribute("role").unwrap_or_default();
                let marked = matches!(name, b"main" | b"article") || role == "main";
                let container = matches!(
                    name,
                    b"html"
                        | b"body"
                        | b"div"
                        | b"section"
                        | b"main"
                        | b"article"
                        | b"template"
                        | b"table"
                        | b"tbody"
                        | b"tr"
                        | b"td"
                        | b"form"
                        | b"center"
                );
                nodes.push(Node { parent: current, start: tag.span.start, prose: 0, aside, marked, container });
                open.push((tag.name.0, nodes.len() - 1));
            }
            Token::EndTag(tag) => {
                if let Some(at) = open.iter().rposition(|(n, _)| *n == tag.name.0) {
                    open.truncate(at);
                }
            }
            Token::String(text) if !nodes[current].aside => {
                nodes[current].prose +=
                    String::from_utf8_lossy(&text.value.0).chars().filter(|c| !c.is_whitespace()).count();
            }
            _ => {}
        }
    }
    // Children add to their parents, last first.
    for i in (1..nodes.len()).rev() {
        let (parent, prose) = (nodes[i].parent, nodes[i].prose);
        nodes[parent].prose += prose;
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn main_elements() {
        let text = "Either party may end this agreement on thirty days' notice. ".repeat(8);
        let cases = [
            (format!("<body><nav>Home</nav><main><p>{text}</main></body>"), Some("<main>")),
            (
                format!("<div><div class=a>Menu</div><div id=x><p>{text}</p><p>{text}</p></div></div>"),
                Some("<div id=x>"),
            ),
            (format!("<p>{text}</p><p>{text}</p>"), None),
            (format!("<article>Teaser</article><div role=main><p>{text}</p></div>"), Some("<div role=main>")),
            ("<main>Short</main>".to_owned(), None),
        ];
        for (html, expected) in cases {
            let found = main_element(&html).map(|at| &html[at..at + html[at..].find('>').unwrap() + 1]);
            assert_eq!(found, expected, "{html}");
        }
    }
}
