//! `numbering.xml`: from list definitions to the labels that Word prints (`4.2`, `(a)`, `第三条`, `Article IV`).

use std::collections::{HashMap, HashSet};

use super::number_format::{format, format_like};
use super::styles::{ParagraphProperties, Styles};
use super::xml::{Cursor, Element, Node, Part, Vocabulary::Compatibility, Vocabulary::Word};
use crate::Error;

/// Levels of a list.
const LEVELS: usize = 9;
/// Longest chain of linked numbering styles that is followed.
const MAX_LINKS: usize = 8;

/// One level of a list definition.
#[derive(Clone, Debug)]
struct Level {
    start: i64,
    format: String,
    /// Example that a custom format is given by (`001, 002, ...`).
    example: Option<String>,
    /// Text with `%1` to `%9` for the numbers of the levels.
    text: String,
    /// Show all numbers as decimals ("legal" numbering).
    legal: bool,
    /// Restart only after a level above this one (counted from 1); 0 never restarts.
    restart: Option<usize>,
    /// Paragraph style that stands for this level.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 0,
            format: "decimal".into(),
            example: None,
            text: String::new(),
            legal: false,
            restart: None,
            style: None,
        }
    }
}

type Levels = HashMap<usize, Level>;

#[derive(Debug, Default)]
struct Definition {
    levels: Levels,
    /// This definition is that of a numbering style.
    style_link: Option<String>,
    /// Another definition, reached through a numbering style, holds the levels.
    number_style_link: Option<String>,
}

#[derive(Debug, Default)]
struct Instance {
    definition: u32,
    starts: HashMap<usize, i64>,
    levels: Levels,
}

/// All lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<u32, Definition>,
    instances: HashMap<u32, Instance>,
}

/// A paragraph's place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The list (`w:numId`).
    pub(super) list: u32,
    /// Level from 0.
    pub(super) level: usize,
}

/// What Word prints in front of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Printed {
    /// A bullet, whatever its shape.
    Bullet,
    /// A number or other text.
    Label(String),
    /// Nothing: the level has an empty text.
    Nothing,
}

impl Numbering {
    /// # Errors
    /// [`Error::Damaged`] where the XML is broken.
    pub(super) fn read(part: &Part) -> Result<Self, Error> {
        let mut numbering = Self::default();
        let mut cursor = Cursor::new(part);
        loop {
            match cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "numbering") => {}
                    (Word, "abstractNum") => {
                        let definition = definition(&mut cursor)?;
                        numbering.definitions.insert(e.number("abstractNumId").unwrap_or(0), definition);
                    }
                    (Word, "num") => {
                        let instance = instance(&mut cursor)?;
                        numbering.instances.insert(e.number("numId").unwrap_or(0), instance);
                    }
                    _ => cursor.skip()?,
                },
                Node::End => return Ok(numbering),
                _ => {}
            }
        }
    }

    /// Where a paragraph stands in which list: its own properties first, then those of its style. List 0 is "off".
    pub(super) fn place(&self, properties: &ParagraphProperties, styles: &Styles) -> Option<Place> {
        let by_style = styles.numbering(properties.style.as_deref());
        let list = properties.number.or(by_style.map(|(_, list, _)| list)).filter(|&list| list != 0)?;
        let style_level = || {
            let (style, _, stated) = by_style?;
            // The level that names the style counts; the one stated in the style is what Word falls back on.
            let linked = |style: &str| self.level_of_style(list, style, styles);
            properties.style.as_deref().and_then(linked).or_else(|| linked(style)).or(stated.map(usize::from))
        };
        let level = properties.number_level.map(usize::from).or_else(style_level).unwrap_or(0);
        (level < LEVELS).then_some(Place { list, level })
    }

    /// Whether a place shows a bullet.
    pub(super) fn is_bullet(&self, place: Place, styles: &Styles) -> bool {
        let level = || {
            let instance = self.instances.get(&place.list)?;
            let definition = self.definitions.get(&self.definition_of(place.list, styles)?)?;
            instance.levels.get(&place.level).or_else(|| definition.levels.get(&place.level))
        };
        level().is_some_and(|l| l.format == "bullet")
    }

    fn level_of_style(&self, list: u32, style: &str, styles: &Styles) -> Option<usize> {
        let instance = self.instances.get(&list)?;
        let definition = self.definitions.get(&self.definition_of(list, styles)?)?;
        let mut levels = instance.levels.iter().chain(&definition.levels);
        levels.find(|(_, l)| l.style.as_deref() == Some(style)).map(|(&i, _)| i)
    }

    /// The definition that holds the levels of a list, through numbering styles.
    fn definition_of(&self, list: u32, styles: &Styles) -> Option<u32> {
        let mut id = self.instances.get(&list)?.definition;
        for _ in 0..MAX_LINKS {
            let Some(link) = self.definitions.get(&id)?.number_style_link.as_deref() else { break };
            let linked = self.definitions.iter().find(|(_, d)| d.style_link.as_deref() == Some(link)).map(|(&i, _)| i);
            let through_style = || Some(self.instances.get(&styles.number_of(link)?)?.definition);
            match linked.or_else(through_style) {
                Some(next) if next != id => id = next,
                _ => break,
            }
        }
        Some(id)
    }
}

fn definition(cursor: &mut Cursor<'_>) -> Result<Definition, Error> {
    let mut definition = Definition::default();
    loop {
        match cursor.next()? {
            Node::Open(e) => match e.name() {
                (Word, "lvl") => {
                    let level = level(cursor)?;
                    definition.levels.insert(e.number("ilvl").unwrap_or(0), level);
                }
                (Word, "styleLink") => {
                    definition.style_link = e.attribute("val");
                    cursor.skip()?;
                }
                (Word, "numStyleLink") => {
                    definition.number_style_link = e.attribute("val");
                    cursor.skip()?;
                }
                _ => cursor.skip()?,
            },
            Node::Close | Node::End => return Ok(definition),
            _ => {}
        }
    }
}

fn instance(cursor: &mut Cursor<'_>) -> Result<Instance, Error> {
    let mut instance = Instance::default();
    loop {
        match cursor.next()? {
            Node::Open(e) => match e.name() {
                (Word, "abstractNumId") => {
                    instance.definition = e.number("val").unwrap_or(0);
                    cursor.skip()?;
                }
                (Word, "lvlOverride") => level_override(&e, cursor, &mut instance)?,
                _ => cursor.skip()?,
            },
            Node::Close | Node::End => return Ok(instance),
            _ => {}
        }
    }
}

fn level_override(element: &Element<'_>, cursor: &mut Cursor<'_>, instance: &mut Instance) -> Result<(), Error> {
    let index = element.number("ilvl").unwrap_or(0);
    loop {
        match cursor.next()? {
            Node::Open(e) => match e.name() {
                (Word, "startOverride") => {
                    if let Some(start) = e.number("val") {
                        instance.starts.insert(index, start);
                    }
                    cursor.skip()?;
                }
                (Word, "lvl") => {
                    let level = level(cursor)?;
                    instance.levels.insert(index, level);
                }
                _ => cursor.skip()?,
            },
            Node::Close | Node::End => return Ok(()),
            _ => {}
        }
    }
}

fn level(cursor: &mut Cursor<'_>) -> Result<Level, Error> {
    let mut level = Level::default();
    // Depth inside mc:AlternateContent; its first branch counts.
    let mut open = 0_usize;
    loop {
        match cursor.next()? {
            Node::Open(e) => {
                match e.name() {
                    (Compatibility, "AlternateContent" | "Choice") => {
                        open += 1;
                        continue;
                    }
                    (Word, "start") => level.start = e.number("val").unwrap_or(0),
                    (Word, "numFmt") => {
                        level.format = e.attribute("val").unwrap_or_else(|| "decimal".into());
                        level.example = e.attribute("format").filter(|_| level.format == "custom");
                    }
                    (Word, "lvlText") => level.text = e.attribute("val").unwrap_or_default(),
                    (Word, "isLgl") => level.legal = e.is_on(),
                    (Word, "lvlRestart") => level.restart = e.number("val"),
                    (Word, "pStyle") => level.style = e.attribute("val"),
                    (Word, "lvlPicBulletId") => level.format = "bullet".into(),
                    _ => {}
                }
                cursor.skip()?;
            }
            Node::Close if open > 0 => open -= 1,
            Node::Close | Node::End => return Ok(level),
            _ => {}
        }
    }
}

/// The counters, while a document is walked from top to bottom.
#[derive(Debug, Default)]
pub(super) struct Counters {
    /// By definition: lists that share one go on counting from each other.
    values: HashMap<u32, [Option<i64>; LEVELS]>,
    /// Start overrides that have been used; they count once.
    started: HashSet<(u32, usize)>,
}

impl Counters {
    /// Counts a paragraph and gives what is printed in front of it. `None` where the list is not defined.
    pub(super) fn next(&mut self, place: Place, numbering: &Numbering, styles: &Styles) -> Option<Printed> {
        let Place { list, level } = place;
        let id = numbering.definition_of(list, styles)?;
        let instance = numbering.instances.get(&list)?;
        let definition = numbering.definitions.get(&id)?;
        let at = |i: usize| instance.levels.get(&i).or_else(|| definition.levels.get(&i));
        let start = |i: usize| instance.starts.get(&i).copied().or(at(i).map(|l| l.start)).unwrap_or(1);
        let own = at(level)?;

        let values = self.values.entry(id).or_insert([None; LEVELS]);
        let restarts = instance.starts.contains_key(&level) && self.started.insert((list, level));
        values[level] = match values[level] {
            Some(value) if !restarts => Some(value.saturating_add(1)),
            _ => Some(start(level)),
        };
        for (i, value) in values.iter_mut().enumerate().take(level) {
            value.get_or_insert_with(|| start(i));
        }
        for (i, value) in values.iter_mut().enumerate().skip(level + 1) {
            let resets = match at(i).and_then(|l| l.restart) {
                Some(0) => false,
                Some(after) => level < after,
                None => true,
            };
            if resets {
                *value = None;
            }
        }

        if own.format == "bullet" {
            return Some(Printed::Bullet);
        }
        let mut label = String::new();
        let mut chars = own.text.chars().peekable();
        while let Some(c) = chars.next() {
            let digit = if c == '%' { chars.peek().and_then(|d| d.to_digit(10)).filter(|&d| d > 0) } else { None };
            let Some(digit) = digit else {
                label.push(c);
                continue;
            };
            chars.next();
            let i = digit as usize - 1;
            let value = values[i].unwrap_or_else(|| start(i));
            // Legal numbering leaves 01 as it is, whatever the standard says: "Section 4.01".
            let as_is = |l: &Level| !own.legal || l.format == "decimalZero";
            match at(i) {
                Some(l) if l.format == "none" || l.format == "bullet" => {}
                Some(l) if as_is(l) => match &l.example {
                    Some(example) => label.push_str(&format_like(value, example)),
                    None => label.push_str(&format(value, &l.format)),
                },
                _ => label.push_str(&value.to_string()),
            }
        }
        let label = label.trim();
        Some(if label.is_empty() { Printed::Nothing } else { Printed::Label(label.to_owned()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

    fn part(text: String) -> Part {
        Part { name: "word/x.xml".into(), text, offset: 0 }
    }

    fn numbering(body: &str) -> Numbering {
        Numbering::read(&part(format!("<w:numbering {W}>{body}</w:numbering>"))).unwrap()
    }

    fn styles(body: &str) -> Styles {
        Styles::read(&part(format!("<w:styles {W}>{body}</w:styles>"))).unwrap()
    }

    /// A level: format, text, and whatever else.
    fn lvl(index: usize, format: &str, text: &str, more: &str) -> String {
        format!(
            r#"<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
        )
    }

    /// Definition 0 with these levels, list 1 on it, and `more` after that.
    fn list(levels: &[String], more: &str) -> String {
        format!(
            r#"<w:abstractNum w:abstractNumId="0">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}"#,
            levels.concat()
        )
    }

    fn labels(numbering: &Numbering, styles: &Styles, places: &[(u32, usize)]) -> Vec<String> {
        let mut counters = Counters::default();
        let print = |&(list, level): &(u32, usize)| match counters.next(Place { list, level }, numbering, styles) {
            Some(Printed::Label(l)) => l,
            Some(Printed::Bullet) => "•".into(),
            Some(Printed::Nothing) => String::new(),
            None => "?".into(),
        };
        places.iter().map(print).collect()
    }

    struct Case {
        name: &'static str,
        body: String,
        places: &'static [(u32, usize)],
        labels: &'static [&'static str],
    }

    #[test]
    fn labels_are_those_that_word_prints() {
        let legal = [
            lvl(0, "upperRoman", "Article %1", ""),
            lvl(1, "decimalZero", "Section %1.%2", "<w:isLgl/>"),
            lvl(2, "lowerLetter", "(%3)", ""),
            lvl(3, "lowerRoman", "(%4)", ""),
        ];
        let decimal = [lvl(0, "decimal", "%1.", ""), lvl(1, "decimal", "%1.%2", ""), lvl(2, "lowerLetter", "(%3)", "")];
        let cases = [
            Case {
                name: "levels count, restart below, and show the numbers above",
                body: list(&decimal, ""),
                places: &[(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 1), (1, 0), (1, 1)],
                labels: &["1.", "1.1", "1.2", "(a)", "(b)", "1.3", "2.", "2.1"],
            },
            Case {
                name: "legal numbering shows decimals",
                body: list(&legal, ""),
                places: &[(1, 0), (1, 1), (1, 2), (1, 3), (1, 0), (1, 1)],
                labels: &["Article I", "Section 1.01", "(a)", "(i)", "Article II", "Section 2.01"],
            },
            Case {
                name: "a level entered without the ones above starts those",
                body: list(&decimal, ""),
                places: &[(1, 1), (1, 1), (1, 0)],
                labels: &["1.1", "1.2", "2."],
            },
            Case {
                name: "lists of one definition go on from each other; a start override counts once",
                body: list(
                    &decimal,
                    concat!(
                        r#"<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>"#,
                        r#"<w:num w:numId="3"><w:abstractNumId w:val="0"/>"#,
                        r#"<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>"#,
                    ),
                ),
                places: &[(1, 0), (2, 0), (3, 0), (3, 0), (1, 0)],
                labels: &["1.", "2.", "5.", "6.", "7."],
            },
            Case {
                name: "a list may replace a level",
                body: list(
                    &decimal,
                    &format!(
                        r#"<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1">{}</w:lvlOverride></w:num>"#,
                        lvl(1, "upperLetter", "%1-%2", "")
                    ),
                ),
                places: &[(2, 0), (2, 1), (2, 1)],
                labels: &["1.", "1-A", "1-B"],
            },
            Case {
                name: "lvlRestart 0 never restarts, 1 only after the first level",
                body: list(
                    &[
                        lvl(0, "decimal", "%1.", ""),
                        lvl(1, "decimal", "%2)", r#"<w:lvlRestart w:val="0"/>"#),
                        lvl(2, "lowerLetter", "%3)", r#"<w:lvlRestart w:val="1"/>"#),
                    ],
                    "",
                ),
                places: &[(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)],
                labels: &["1.", "1)", "a)", "2)", "b)", "2.", "3)", "a)"],
            },
            Case {
                name: "Chinese contract",
                body: list(
                    &[
                        lvl(0, "chineseCountingThousand", "第%1条", ""),
                        lvl(1, "decimal", "%1.%2", "<w:isLgl/>"),
                        lvl(2, "chineseCounting", "（%3）", ""),
                        lvl(3, "decimalEnclosedCircleChinese", "%4", ""),
                    ],
                    "",
                ),
                places: &[(1, 0), (1, 1), (1, 2), (1, 2), (1, 3), (1, 0)],
                labels: &["第一条", "1.1", "（一）", "（二）", "①", "第二条"],
            },
            Case {
                name: "bullets, levels without text, none, unknown lists",
                body: list(
                    &[
                        lvl(0, "bullet", "\u{F0B7}", ""),
                        lvl(1, "decimal", "", ""),
                        lvl(2, "none", "Note:", ""),
                        lvl(3, "decimal", "%1%2.%4", ""),
                    ],
                    "",
                ),
                places: &[(1, 0), (1, 1), (1, 2), (1, 3), (9, 0)],
                labels: &["•", "", "Note:", "1.1", "?"],
            },
            Case {
                name: "custom format with a fallback",
                body: list(
                    &[lvl(0, "decimal", "%1", "").replace(
                        r#"<w:numFmt w:val="decimal"/>"#,
                        concat!(
                            r#"<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">"#,
                            r#"<mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>"#,
                            r#"<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>"#,
                        ),
                    )],
                    "",
                ),
                places: &[(1, 0), (1, 0)],
                labels: &["001", "002"],
            },
        ];
        for case in cases {
            let numbering = numbering(&case.body);
            assert_eq!(labels(&numbering, &Styles::default(), case.places), case.labels, "{}", case.name);
        }
    }

    #[test]
    fn numbering_styles_lead_to_their_levels() {
        let body = concat!(
            r#"<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Legal"/></w:abstractNum>"#,
            r#"<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Legal"/>"#,
            r#"<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="§%1"/></w:lvl></w:abstractNum>"#,
            r#"<w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num>"#,
            r#"<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>"#,
        );
        assert_eq!(labels(&numbering(body), &Styles::default(), &[(4, 0), (5, 0)]), ["§3", "§4"]);
    }

    #[test]
    fn a_paragraph_finds_its_place() {
        let linked = [
            lvl(0, "decimal", "%1.", r#"<w:pStyle w:val="H1"/>"#),
            lvl(1, "decimal", "%1.%2", r#"<w:pStyle w:val="H2"/>"#),
        ];
        let numbering = numbering(&list(&linked, ""));
        let styles = styles(concat!(
            r#"<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#,
            r#"<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/></w:style>"#,
            r#"<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H2"/></w:style>"#,
            r#"<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#,
        ));
        let of = |style: Option<&str>, number, number_level| {
            let style = style.map(str::to_owned);
            let properties = ParagraphProperties { style, number, number_level, ..ParagraphProperties::default() };
            numbering.place(&properties, &styles).map(|p| (p.list, p.level))
        };
        assert_eq!(of(Some("H1"), None, None), Some((1, 0)));
        assert_eq!(of(Some("H2"), None, None), Some((1, 1)), "level that names the style");
        assert_eq!(of(Some("Own"), None, None), Some((1, 0)), "level that names the style that states the list");
        assert_eq!(of(Some("L"), None, None), Some((1, 1)), "level stated in the style");
        assert_eq!(of(Some("H2"), Some(0), None), None, "switched off");
        assert_eq!(of(Some("H1"), None, Some(1)), Some((1, 1)), "direct level");
        assert_eq!(of(None, Some(1), None), Some((1, 0)), "direct list");
        assert_eq!(of(None, Some(1), Some(12)), None, "no such level");
    }
}
