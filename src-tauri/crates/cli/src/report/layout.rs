//! Lines of a fixed width in a terminal, where a Chinese character takes two columns.

use textwrap::core::display_width;
use textwrap::{Options, wrap};

/// A page that is written from top to bottom.
pub(crate) struct Page {
    width: usize,
    out: String,
}

impl Page {
    /// An empty page.
    pub(crate) fn new(width: usize) -> Self {
        Self { width, out: String::new() }
    }

    /// The page's text.
    pub(crate) fn finish(self) -> String {
        let kept = self.out.trim_end().len();
        let mut out = self.out;
        out.truncate(kept);
        out.push('\n');
        out
    }

    /// An empty line, unless there is one.
    pub(crate) fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// A title with a rule below.
    pub(crate) fn title(&mut self, text: &str) {
        self.gap();
        self.text("", "", text);
        self.out.push_str(&"═".repeat(self.width));
        self.out.push('\n');
    }

    /// Text, wrapped; line feeds in it are kept. `first` stands before the first line, `rest` before the others.
    pub(crate) fn text(&mut self, first: &str, rest: &str, text: &str) {
        let mut lead = first;
        for paragraph in text.split('\n') {
            let options = Options::new(self.width).initial_indent(lead).subsequent_indent(rest);
            if paragraph.trim().is_empty() {
                self.out.push_str(lead.trim_end());
                self.out.push('\n');
                lead = rest;
                continue;
            }
            for line in wrap(&visible(paragraph), options) {
                self.out.push_str(line.trim_end());
                self.out.push('\n');
            }
            lead = rest;
        }
    }

    /// A label with text beside it; `column` is where the text begins.
    pub(crate) fn labelled(&mut self, indent: usize, column: usize, label: &str, text: &str) {
        let first = format!("{}{} ", " ".repeat(indent), pad(label, column.saturating_sub(indent + 1)));
        self.text(&first, &" ".repeat(column), text);
    }

    /// A small table without rules: the first column as wide as its widest label, the second wrapped.
    pub(crate) fn table(&mut self, indent: usize, rows: &[(String, String)]) {
        let wide = rows.iter().map(|(label, _)| display_width(label)).max().unwrap_or(0).min(self.width / 2);
        for (label, text) in rows {
            self.labelled(indent, indent + wide + 2, label, text);
        }
    }
}

/// A text filled up with blanks to `width` columns.
pub(crate) fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(display_width(text))))
}

/// A text filled up with blanks on its left.
pub(crate) fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(display_width(text))))
}

/// A text without what would move the cursor or colour the terminal: an agreement must not be able to do that.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| if c == '\t' { '\u{a0}' } else { c })
        .filter(|c| !c.is_control())
        .collect::<String>()
        .replace('\u{a0}', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(width: usize, f: impl Fn(&mut Page)) -> Vec<String> {
        let mut page = Page::new(width);
        f(&mut page);
        page.finish().lines().map(str::to_owned).collect()
    }

    #[test]
    fn chinese_takes_two_columns_and_breaks_anywhere_but_before_a_stop() {
        let got = lines(20, |p| p.text("", "", "乙方的赔偿责任总额不超过已付费用的百分之百。"));
        assert!(got.iter().all(|l| display_width(l) <= 20), "{got:?}");
        assert!(got.iter().all(|l| !l.starts_with('。')), "{got:?}");
    }

    #[test]
    fn hanging_labels_and_tables() {
        assert_eq!(
            lines(24, |p| p.labelled(2, 8, "Why", "one two three four five")),
            ["  Why   one two three", "        four five"]
        );
        let rows = vec![("基数".into(), "paid".into()), ("Look-back".into(), String::new())];
        assert_eq!(lines(40, |p| p.table(1, &rows)), [" 基数       paid", " Look-back"]);
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(lines(40, |p| p.text("", "", "a\u{1b}[31mb\tc\u{7}")), ["a[31mb c"]);
    }
}
