//! `carveout review`.

use crate::args::{FormatArgument, ReviewArguments};
use crate::inputs::{Input, expand};
use crate::output::{Output, refuse_overwriting};
use crate::reading::Reader;
use crate::{Failure, Outcome, batch, complain, interrupt, library_commands, report};
use review::{Reviewer, Settings};

/// Reviews the files, several at a time, and writes the results in the order of the files as they become ready.
pub(crate) fn run(args: &ReviewArguments) -> Result<Outcome, Failure> {
    let (inputs, mut complete) = expand(&args.reading.files);
    if let Some(out) = &args.out {
        refuse_overwriting(out, &inputs)?;
    }
    let reader = Reader::new(&args.reading)?;
    let library = library_commands::load(args.library.as_deref())?;
    let reviewer =
        Reviewer::new(library).map_err(|e| Failure::Work(format!("the clause library cannot be used: {e}")))?;
    let mut output = Output::open(args.out.as_deref())?;
    let work = Work {
        reader,
        reviewer,
        settings: Settings { side: args.side.into(), language: args.lang.map(Into::into) },
        format: args.format,
        width: report::width(args.out.is_none()),
    };
    let mut first = true;
    batch::each(
        &inputs,
        |input| work.one(input),
        |result| {
            if interrupt::asked() {
                return Err(Failure::Interrupted);
            }
            match result {
                Ok(text) => {
                    let gap = if first || args.format == FormatArgument::Json { "" } else { "\n\n" };
                    first = false;
                    output.write(&format!("{gap}{text}"))?;
                }
                Err(message) => {
                    complete = false;
                    complain(&message);
                }
            }
            Ok(())
        },
    )?;
    output.close()?;
    Ok(if complete { Outcome::Done } else { Outcome::Partly })
}

/// What every file needs.
struct Work {
    reader: Reader,
    reviewer: Reviewer,
    settings: Settings,
    format: FormatArgument,
    width: usize,
}

impl Work {
    /// Reviews one input: its text for the output, or a message.
    fn one(&self, input: &Input) -> Result<String, String> {
        let document = self.reader.read(input)?;
        let review = review::run(&document, &self.reviewer, self.settings, &mut |_| {});
        match self.format {
            FormatArgument::Json => {
                let line =
                    review.to_json_line().map_err(|e| format!("{}: cannot be written as JSON: {e}", input.name()))?;
                Ok(line + "\n")
            }
            FormatArgument::Text => Ok(report::text(&review, self.reviewer.library(), self.width)),
        }
    }
}
