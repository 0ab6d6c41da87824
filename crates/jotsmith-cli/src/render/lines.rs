//! What is said after many lines: how many there were, and how it went.

use super::paint::Paint;
use crate::lines::Tally;
use crate::output::Taken;

/// After verifying; nothing where nobody read on.
pub(crate) fn verified(tally: &Tally, paint: Paint) -> String {
    if tally.taken == Taken::No {
        return String::new();
    }
    let refused = tally.lines.saturating_sub(tally.fine);
    let text = format!("{}: {} accepted, {refused} not.", counted(tally.lines), tally.fine);
    if refused == 0 { paint.good(&text) } else { paint.bad(&text) }
}

/// After decoding; nothing where nobody read on.
pub(crate) fn decoded(tally: &Tally) -> String {
    if tally.taken == Taken::No {
        return String::new();
    }
    let broken = tally.lines.saturating_sub(tally.fine);
    format!("{}: {} read, {broken} not well formed.", counted(tally.lines), tally.fine)
}

fn counted(lines: u64) -> String {
    if lines == 1 { "1 line".into() } else { format!("{lines} lines") }
}
