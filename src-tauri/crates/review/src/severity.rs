//! How much a finding matters to a side.

use library::{Rating, Severity, Side, SideSeverity};

/// The severity of a finding.
///
/// It is the entry's severity for the side. For the customer the rating moves it, as ratings are given from the
/// customer's chair: `preferred` and `fallback` lower it by one step (high, medium, low, info; info stays), `walk-away`
/// makes it high, `poor` and no rating leave it. For the provider it stays as the entry has it.
///
/// ```
/// use library::{Rating, Severity, Side, SideSeverity};
/// let entry = SideSeverity { customer: Severity::Medium, provider: Severity::Low };
/// assert_eq!(review::severity(entry, Side::Customer, Some(Rating::WalkAway)), Severity::High);
/// assert_eq!(review::severity(entry, Side::Customer, Some(Rating::Preferred)), Severity::Low);
/// assert_eq!(review::severity(entry, Side::Provider, Some(Rating::WalkAway)), Severity::Low);
/// ```
#[must_use]
pub const fn severity(entry: SideSeverity, side: Side, rating: Option<Rating>) -> Severity {
    let own = entry.of(side);
    match (side, rating) {
        (Side::Customer, Some(Rating::WalkAway)) => Severity::High,
        (Side::Customer, Some(Rating::Preferred | Rating::Fallback)) => lower(own),
        _ => own,
    }
}

const fn lower(severity: Severity) -> Severity {
    match severity {
        Severity::High => Severity::Medium,
        Severity::Medium => Severity::Low,
        Severity::Low | Severity::Info => Severity::Info,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Severity::{High, Info, Low, Medium};

    #[test]
    fn every_rating_for_the_customer() {
        let cases = [
            (None, [Info, Low, Medium, High]),
            (Some(Rating::Poor), [Info, Low, Medium, High]),
            (Some(Rating::WalkAway), [High, High, High, High]),
            (Some(Rating::Fallback), [Info, Info, Low, Medium]),
            (Some(Rating::Preferred), [Info, Info, Low, Medium]),
        ];
        for (rating, want) in cases {
            for (own, want) in [Info, Low, Medium, High].into_iter().zip(want) {
                let entry = SideSeverity { customer: own, provider: Info };
                assert_eq!(severity(entry, Side::Customer, rating), want, "{own:?} {rating:?}");
                let entry = SideSeverity { customer: Info, provider: own };
                assert_eq!(severity(entry, Side::Provider, rating), own, "{own:?} {rating:?}");
            }
        }
    }
}
