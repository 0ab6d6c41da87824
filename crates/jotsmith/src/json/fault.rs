//! What is wrong with a JSON text, and where.

use crate::reason::{Code, Part, Place, Reason, Severity, Span};

/// One fault of a JSON text. Offsets are bytes of that text, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// What kind of fault: a code of the question form.
    pub code: Code,
    /// Where.
    pub span: Span,
    /// What stands there, escaped.
    pub found: String,
    /// What should stand there; empty where the code says it.
    pub expected: &'static str,
    /// An error, but for a number that other readers may round: a warning, and the text is taken.
    pub severity: Severity,
}

impl Fault {
    /// The fault as a reason about `part`, whose JSON text is `json`. The span of the place is left to the caller,
    /// who knows where the JSON stands in the input.
    pub fn reason(&self, part: Part, json: &[u8]) -> Reason {
        let before = json.get(..self.span.start).unwrap_or(json);
        let line_start = before.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let column =
            String::from_utf8_lossy(before.get(line_start..).unwrap_or_default()).chars().count() + 1;
        let line = before.split(|b| *b == b'\n').count();
        let mut reason = Reason::new(self.code)
            .at(Place::part(part))
            .found(self.found.clone())
            .with("json_byte", (self.span.start + 1).to_string())
            .with("line", line.to_string())
            .with("column", column.to_string());
        if !self.expected.is_empty() {
            reason = reason.expected(self.expected);
        }
        reason.severe(self.severity)
    }
}
