//! What stands beside a member: the engine's words, with instants as the person wants to see them.

use jotsmith::json::Kind;
use jotsmith::reason::Part;
use jotsmith::{NumericDate, describe};

use crate::args::time::Times;

/// The words beside a member of header or payload; none below the top, where a name means what its owner says.
pub(crate) fn words(part: Part, name: &str, value: &Kind, now: NumericDate, times: Times) -> String {
    describe::line(part, name, value, now, |at| times.shown(at))
}
