//! Many inputs: worked on several at a time, with the results in the order of the inputs.

use crate::inputs::Input;
use crate::output::Output;
use crate::{Failure, complain, interrupt};
use rayon::iter::{ParallelBridge, ParallelIterator};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

/// What is printed for an input.
pub(crate) struct Printed {
    /// The result.
    pub(crate) text: String,
    /// What the user should know besides.
    pub(crate) notes: Vec<String>,
    /// Whether all that was asked for could be done.
    pub(crate) complete: bool,
}

/// Prints what `one` makes of each input, with `gap` between two results; messages go to standard error. Tells whether
/// all could be done.
pub(crate) fn print(
    inputs: &[Input],
    mut output: Output,
    gap: &str,
    one: impl Fn(&Input) -> Result<Printed, String> + Sync,
) -> Result<bool, Failure> {
    let (mut complete, mut first) = (true, true);
    each(inputs, one, |result| {
        if interrupt::asked() {
            return Err(Failure::Interrupted);
        }
        let printed =
            result.unwrap_or_else(|message| Printed { text: String::new(), notes: vec![message], complete: false });
        if !printed.text.is_empty() {
            output.write(&format!("{}{}", if first { "" } else { gap }, printed.text))?;
            first = false;
        }
        printed.notes.iter().for_each(|note| complain(note));
        complete &= printed.complete;
        Ok(())
    })?;
    output.close()?;
    Ok(complete)
}

/// Carries out `one` for all inputs in parallel and hands the results to `take` in order, each as soon as it and those
/// before it are there. Ends with the first failure of `take`.
fn each<T: Send>(
    inputs: &[Input],
    one: impl Fn(&Input) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    // Starting threads for one file would take longer than many a file.
    if let [input] = inputs {
        return take(one(input));
    }
    let stop = AtomicBool::new(false);
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        let (stop, one) = (&stop, &one);
        scope.spawn(move || {
            // A bridge and not a split range: files are begun in order, so that little has to wait for its turn.
            inputs.iter().enumerate().par_bridge().for_each_with(sender, |sender, (i, input)| {
                if !stop.load(Ordering::Relaxed) {
                    // The receiver goes only when `stop` is set; the result is not wanted then.
                    let _ = sender.send((i, one(input)));
                }
            });
        });
        let result = in_order(receiver.into_iter(), &mut take);
        stop.store(true, Ordering::Relaxed);
        result
    })
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

    #[test]
    fn the_first_failure_ends_it() {
        let inputs = vec![Input::Stdin; 50];
        let mut taken = 0;
        let result = each(
            &inputs,
            |_| (),
            |()| {
                taken += 1;
                if taken == 3 { Err(Failure::OutputClosed) } else { Ok(()) }
            },
        );
        assert!(matches!(result, Err(Failure::OutputClosed)));
        assert_eq!(taken, 3);
    }
}
