//! `carveout text` and `carveout outline`: what was read of a file.

mod json;
mod outline;
mod place;
#[cfg(test)]
mod tests;
mod text;

use crate::args::{FormatArgument, OutlineArguments, PrintingArguments, ReadingArguments, TextArguments};
use crate::inputs::expand;
use crate::output::Output;
use crate::reading::Reader;
use crate::report::Words;
use crate::{Failure, Outcome, batch, complain, interrupt};
use document::{Document, Language};

/// Prints the text of agreements.
pub(crate) fn text(args: &TextArguments) -> Result<Outcome, Failure> {
    run(&args.reading, &args.printing, &|document, words| text::text(document, words, args.all, args.anchors))
}

/// Prints the outline of agreements.
pub(crate) fn outline(args: &OutlineArguments) -> Result<Outcome, Failure> {
    run(&args.reading, &args.printing, &|document, words| outline::outline(document, words, args.links))
}

/// What is to be printed of a document, and what is to be told about it.
type Shown = Result<(String, Vec<String>), String>;

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
    let mut output = Output::open(printing.out.as_deref())?;
    let as_json = printing.format == FormatArgument::Json;
    let one = |input: &_| -> Shown {
        let document = reader.read(input)?;
        let language = printing.lang.map_or(document.language, Language::from);
        let notes = notes(&document, language);
        let mut out = String::new();
        if as_json {
            out = json::line(&document).map_err(|e| format!("{}: cannot be written as JSON: {e}", input.name()))?;
        } else {
            if inputs.len() > 1 {
                out = format!("==> {} <==\n\n", document.source);
            }
            out.push_str(&show(&document, Words(language)));
        }
        Ok((out, notes.into_iter().map(|note| format!("{}: {note}", input.name())).collect()))
    };
    let mut first = true;
    batch::each(&inputs, one, |shown| {
        if interrupt::asked() {
            return Err(Failure::Interrupted);
        }
        match shown {
            Ok((text, notes)) => {
                let gap = if first || as_json { "" } else { "\n" };
                first = false;
                output.write(&format!("{gap}{text}"))?;
                notes.iter().for_each(|note| complain(note));
            }
            Err(message) => {
                complete = false;
                complain(&message);
            }
        }
        Ok(())
    })?;
    output.close()?;
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
