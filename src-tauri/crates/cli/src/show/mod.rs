//! `carveout text` and `carveout outline`: what was read of a file.

mod json;
mod outline;
mod place;
#[cfg(test)]
mod tests;
mod text;

use crate::args::{FormatArgument, OutlineArguments, PrintingArguments, ReadingArguments, TextArguments};
use crate::batch::{self, Printed};
use crate::inputs::expand;
use crate::output::Output;
use crate::reading::{Read, Reader};
use crate::report::Words;
use crate::{Failure, Outcome};
use document::{Document, Language};

/// Prints the text of agreements.
pub(crate) fn text(args: &TextArguments) -> Result<Outcome, Failure> {
    run(&args.reading, &args.printing, &|document, words| text::text(document, words, args.all, args.anchors))
}

/// Prints the outline of agreements.
pub(crate) fn outline(args: &OutlineArguments) -> Result<Outcome, Failure> {
    run(&args.reading, &args.printing, &|document, words| outline::outline(document, words, args.links))
}

/// Reads all inputs and prints what `show` makes of each.
fn run(
    reading: &ReadingArguments,
    printing: &PrintingArguments,
    show: &(dyn Fn(&Document, Words) -> String + Sync),
) -> Result<Outcome, Failure> {
    let (inputs, mut complete) = expand(&reading.files);
    if let Some(out) = &printing.out {
        crate::output::refuse_overwriting(out, &inputs)?;
    }
    let reader = Reader::new(reading)?;
    let output = Output::open(printing.out.as_deref())?;
    let as_json = printing.format == FormatArgument::Json;
    let one = |input: &_| -> Result<Printed, String> {
        let Read { document, notes: told, complete } = reader.read(input)?;
        let language = printing.lang.map_or(document.language, Language::from);
        let mut out = String::new();
        if as_json {
            out = json::line(&document).map_err(|e| format!("{}: cannot be written as JSON: {e}", input.name()))?;
        } else {
            if inputs.len() > 1 {
                out = format!("==> {} <==\n\n", document.source);
            }
            out.push_str(&show(&document, Words(language)));
        }
        let notes = notes(&document, language).into_iter().map(|note| format!("{}: {note}", input.name()));
        Ok(Printed { text: out, notes: notes.chain(told).collect(), complete })
    };
    let gap = if as_json { "" } else { "\n" };
    complete &= batch::print(&inputs, output, gap, one)?;
    Ok(if complete { Outcome::Done } else { Outcome::Partly })
}

/// What could not be read, and what else the user should know.
fn notes(document: &Document, language: Language) -> Vec<String> {
    let words = Words(language);
    let unread = document.unread.iter();
    let unread = unread.map(|u| format!("{} {}: {}", u.place, words.pick("was not read", "未能读取"), u.reason));
    let warnings = review::reading_warnings(document, language).into_iter().map(|w| w.text);
    unread.chain(warnings).collect()
}
