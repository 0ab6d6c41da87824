//! What a member of the header or a claim means, in the engine's words.

use jotsmith::NumericDate;
use jotsmith::json::Node;
use jotsmith::reason::Part;

use crate::answer::RowView;

/// Puts the words into the row of a member.
pub(super) fn explain(row: &mut RowView, part: Part, name: &str, value: &Node, now: NumericDate) {
    let _ = (row, part, name, value, now);
}
