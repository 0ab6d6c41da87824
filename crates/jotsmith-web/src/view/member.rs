//! What a member and its value mean, in the engine's words.

use jotsmith::NumericDate;
use jotsmith::describe;
use jotsmith::json::Node;
use jotsmith::reason::Part;

use crate::answer::RowView;

/// Puts the words into the row of a member. Names mean something at the top of a part only; a number that looks like a
/// time does anywhere.
pub(super) fn explain(row: &mut RowView, part: Part, name: &str, value: &Node, now: NumericDate) {
    let name = if row.depth == 0 { name } else { "" };
    if row.depth == 0 {
        let description = describe::member(part, name);
        row.class = Some(description.class().as_str().into());
        row.short = Some(description.short().into());
        row.sentence = Some(description.sentence().into());
        row.source = Some(description.source());
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
