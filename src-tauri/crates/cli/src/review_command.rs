//! `carveout review`.

use crate::args::{FormatArgument, ReviewArguments};
use crate::batch::{self, Printed};
use crate::inputs::{Input, expand};
use crate::output::{Output, refuse_overwriting};
use crate::reading::{Read, Reader};
use crate::{Failure, Outcome, library_commands, report};
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
    let gap = if args.format == FormatArgument::Json { "" } else { "\n\n" };
    let output = Output::open(args.out.as_deref())?;
    let work = Work {
        reader,
        reviewer,
        settings: Settings { side: args.side.into(), language: args.lang.map(Into::into) },
        format: args.format,
        width: report::width(args.out.is_none()),
    };
    complete &= batch::print(&inputs, output, gap, |input| work.one(input))?;
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
    /// Reviews one input, or says why it cannot be reviewed.
    fn one(&self, input: &Input) -> Result<Printed, String> {
        let Read { document, notes, complete } = self.reader.read(input)?;
        let review = review::run(&document, &self.reviewer, self.settings, &mut |_| {});
        let text = match self.format {
            FormatArgument::Json => {
                review.to_json_line().map_err(|e| format!("{}: cannot be written as JSON: {e}", input.name()))? + "\n"
            }
            FormatArgument::Text => report::text(&review, self.reviewer.library(), self.width),
        };
        Ok(Printed { text, notes, complete })
    }
}
