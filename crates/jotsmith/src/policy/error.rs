//! What is wrong with a policy: every fault of it, in the order of the file, each with line, column and byte.

use core::fmt;
use core::ops::Range;

use crate::limits::DEFECTS;
use crate::reason::{Code, Part, Place, Reason, Span};

/// A policy that is not taken. `Display` is the first fault: one whole sentence; the remedy stays apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    reasons: Vec<Reason>,
}

impl PolicyError {
    /// Every fault, at most [`DEFECTS`], in the order of the file.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// The stable code of the first fault.
    pub fn code(&self) -> Code {
        self.reasons.first().map_or(Code::PolicySyntax, Reason::code)
    }

    /// Where the first fault is: a JSON pointer as if the TOML were JSON, and the bytes of the file.
    pub fn place(&self) -> Option<&Place> {
        self.reasons.first().and_then(Reason::place)
    }

    /// What to do now about the first fault.
    pub fn remedy(&self) -> String {
        self.reasons.first().map(Reason::remedy).unwrap_or_default()
    }

    /// The document and section that the first rule comes from.
    pub fn source(&self) -> &'static str {
        self.reasons.first().map_or("", Reason::source)
    }
}

impl From<Reason> for PolicyError {
    fn from(reason: Reason) -> Self {
        Self { reasons: vec![reason] }
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reasons.first().map_or(Ok(()), |reason| reason.fmt(f))
    }
}

impl core::error::Error for PolicyError {}

/// The faults of one file while it is read, and the way from bytes to lines.
#[derive(Clone, Debug)]
pub(super) struct Faults {
    /// The first byte of each line.
    lines: Vec<usize>,
    text: String,
    reasons: Vec<Reason>,
}

impl Faults {
    pub(super) fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { lines: core::iter::once(0).chain(ends).collect(), text: text.to_owned(), reasons: Vec::new() }
    }

    /// Adds a fault at these bytes.
    pub(super) fn push(&mut self, reason: Reason, pointer: &str, span: Range<usize>) {
        if !self.are_full() {
            let reason = self.located(reason, pointer, span);
            self.reasons.push(reason);
        }
    }

    /// The reason with its place, line and column, which count from 1; columns count characters.
    fn located(&self, reason: Reason, pointer: &str, span: Range<usize>) -> Reason {
        let line = self.lines.partition_point(|start| *start <= span.start).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start..span.start.min(self.text.len())).unwrap_or_default();
        let mut place = Place::part(Part::Policy).span(Span::new(span.start, span.end));
        place.pointer = (!pointer.is_empty()).then(|| pointer.to_owned());
        let column = before.chars().count() + 1;
        reason.at(place).with("line", line.to_string()).with("column", column.to_string())
    }

    /// Whether no more are listed.
    pub(super) const fn are_full(&self) -> bool {
        self.reasons.len() >= DEFECTS
    }

    /// The value, where there is no fault.
    pub(super) fn none_or<T>(self, value: T) -> Result<T, PolicyError> {
        if self.reasons.is_empty() { Ok(value) } else { Err(self.into_error()) }
    }

    /// The error, its faults in the order of the file.
    pub(super) fn into_error(mut self) -> PolicyError {
        self.reasons.sort_by_key(|reason| reason.place().and_then(|place| place.span));
        PolicyError { reasons: self.reasons }
    }
}
