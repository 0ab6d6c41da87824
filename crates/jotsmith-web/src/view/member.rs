//! What a member and its value mean, in the engine's words.

use jotsmith::NumericDate;
use jotsmith::describe;
use jotsmith::json::Node;
use jotsmith::reason::Part;

use crate::answer::RowView;
use crate::words::Words;

/// What is needed to say what a member means: the words for claims, and the instant that times are told from.
#[derive(Clone, Copy)]
pub(crate) struct Told<'w> {
    pub(crate) words: &'w Words,
    pub(crate) now: NumericDate,
}

/// Puts the words into the row of a member. Names mean something at the top of a part only; a number that looks like a
/// time does anywhere.
pub(super) fn explain(row: &mut RowView, part: Part, name: &str, value: &Node, told: Told<'_>) {
    let Told { words, now } = told;
    let name = if row.depth == 0 { name } else { "" };
    if row.depth == 0 {
        words.tell(row, part, name);
    }
    // Outside the years that are written with four digits an instant is no date, and is shown as its number.
    let instant = describe::instant(part, name, &value.kind).filter(|instant| instant.at.utc().is_some());
    if let Some(instant) = instant {
        row.words = Some(instant.distance(now));
        row.instant = Some(instant.at.0);
    } else if row.depth == 0 {
        row.words = describe::value(part, name, &value.kind, now);
    }
}
