//! `carveout review`.

use crate::args::{FormatArgument, ReviewArguments};
use crate::inputs::{Input, expand};
use crate::output::Output;
use crate::{Failure, Outcome, complain, library_commands, report};
use document::{Options, Worker};
use rayon::iter::{ParallelBridge, ParallelIterator};
use review::{Reviewer, Settings};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

/// Reviews the files, several at a time, and writes the results in the order of the files as they become ready.
pub(crate) fn run(args: &ReviewArguments) -> Result<Outcome, Failure> {
    let (inputs, mut complete) = expand(&args.files);
    if let Some(out) = &args.out {
        refuse_overwriting(out, &inputs)?;
    }
    let library = library_commands::load(args.library.as_deref())?;
    let reviewer =
        Reviewer::new(library).map_err(|e| Failure::Work(format!("the clause library cannot be used: {e}")))?;
    let mut output = Output::open(args.out.as_deref())?;
    let work = Work {
        worker: Worker::this_program().map_err(|e| Failure::Work(format!("files {e}")))?,
        reviewer,
        settings: Settings { side: args.side.into(), language: args.lang.map(Into::into) },
        format: args.format,
        width: report::width(args.out.is_none()),
    };
    let mut first = true;
    work.all(&inputs, |result| {
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
    })?;
    output.close()?;
    Ok(if complete { Outcome::Done } else { Outcome::Partly })
}

/// Refuses to write the results over one of the agreements.
fn refuse_overwriting(out: &Path, inputs: &[Input]) -> Result<(), Failure> {
    let Ok(target) = out.canonicalize() else { return Ok(()) };
    let same = |input: &Input| matches!(input, Input::File(path) if path.canonicalize().is_ok_and(|p| p == target));
    if inputs.iter().any(same) {
        let name = out.display();
        return Err(Failure::Usage(format!(
            "{name}: is one of the agreements to be reviewed. Choose another name for --out"
        )));
    }
    Ok(())
}

/// What every file needs.
struct Work {
    worker: Worker,
    reviewer: Reviewer,
    settings: Settings,
    format: FormatArgument,
    width: usize,
}

impl Work {
    /// Reviews one input: its text for the output, or a message.
    fn one(&self, input: &Input) -> Result<String, String> {
        let document =
            input.read(&self.worker, &Options::default()).map_err(|error| format!("{}: {error}", input.name()))?;
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

    /// Reviews all inputs in parallel and hands the results to `take` in order, each as soon as it and those before it
    /// are there.
    fn all(
        &self,
        inputs: &[Input],
        mut take: impl FnMut(Result<String, String>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let stop = AtomicBool::new(false);
        let (sender, receiver) = mpsc::channel();
        std::thread::scope(|scope| {
            let stop = &stop;
            scope.spawn(move || {
                // A bridge and not a split range: files are begun in order, so that little has to wait for its turn.
                inputs.iter().enumerate().par_bridge().for_each_with(sender, |sender, (i, input)| {
                    if !stop.load(Ordering::Relaxed) {
                        // The receiver goes only when `stop` is set; the result is not wanted then.
                        let _ = sender.send((i, self.one(input)));
                    }
                });
            });
            let result = in_order(receiver.into_iter(), &mut take);
            stop.store(true, Ordering::Relaxed);
            result
        })
    }
}

/// Hands numbered results on in the order of their numbers.
fn in_order<T>(
    results: impl Iterator<Item = (usize, T)>,
    take: &mut impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    for (i, result) in results {
        waiting.insert(i, result);
        while let Some(result) = waiting.remove(&next) {
            take(result)?;
            next += 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_out_in_order() {
        let mut out = Vec::new();
        let mixed = [(2, "c"), (0, "a"), (3, "d"), (1, "b")];
        in_order(mixed.into_iter(), &mut |x| {
            out.push(x);
            Ok(())
        })
        .unwrap();
        assert_eq!(out, ["a", "b", "c", "d"]);
    }
}
