//! A reason: one thing that speaks against a token or a key, or is worth knowing about it.
//!
//! The words live in [`catalogue`]; a [`Reason`] adds where it was seen, what was found and what was expected.
//! Faces print what they are handed and add no sentence of their own.

pub mod catalogue;
pub mod escape;
mod place;
mod row;
mod words;

pub use catalogue::Code;
pub(crate) use place::kept_pointer;
pub use place::{Part, Place, Span, push_pointer};
pub use row::Row;

use core::fmt;
use std::sync::Arc;

/// How much a reason weighs. Only an error makes a state `fail`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// It speaks against accepting.
    Error,
    /// It is worth mending, and nothing is refused for it.
    Warning,
    /// It is worth knowing.
    Note,
}

impl Severity {
    /// The name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// The question of the verdict that a reason answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Question {
    /// Is it well formed?
    Form,
    /// Does the signature, or the decryption, hold?
    Signature,
    /// Do the claims allow it, here and now?
    Claims,
    /// Where did the key come from, and is it strong enough?
    Trust,
}

impl Question {
    /// The name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Signature => "signature",
            Self::Claims => "claims",
            Self::Trust => "trust",
        }
    }
}

/// One reason with its place.
///
/// [`Display`](fmt::Display) is the message: one whole sentence. The remedy stays apart, for the face to print.
///
/// Its fields are shared between clones, so a key can keep one that it hands out again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(Arc<Fields>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Fields {
    code: Code,
    severity: Severity,
    place: Option<Place>,
    found: Option<String>,
    expected: Option<String>,
    words: Vec<(&'static str, String)>,
}

impl Reason {
    /// A reason with the severity of its row.
    pub fn new(code: Code) -> Self {
        let severity = code.row().severity;
        Self(Arc::new(Fields { code, severity, place: None, found: None, expected: None, words: Vec::new() }))
    }

    /// The fields, to be written: no longer shared.
    #[inline(never)]
    fn fields(&mut self) -> &mut Fields {
        Arc::make_mut(&mut self.0)
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        // What is there already stays shared.
        if self.0.place.as_ref() != Some(&place) {
            self.fields().place = Some(place);
        }
        self
    }

    /// Says what was found. The text is shown, so it must be escaped already and hold nothing secret.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.fields().found = Some(found.into());
        self
    }

    /// Says what was expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.fields().expected = Some(expected.into());
        self
    }

    /// Fills a word of the row's sentence, such as `{ago}`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.fields().words.push((name, value.into()));
        self
    }

    /// Lowers or raises the severity of the row.
    #[must_use]
    pub fn severe(mut self, severity: Severity) -> Self {
        self.fields().severity = severity;
        self
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// How much it weighs here.
    pub fn severity(&self) -> Severity {
        self.0.severity
    }

    /// The question it answers.
    pub fn question(&self) -> Question {
        self.0.code.row().question
    }

    /// Where it was seen.
    pub fn place(&self) -> Option<&Place> {
        self.0.place.as_ref()
    }

    /// The place, to be completed by a caller that knows more, such as the span in the input.
    pub fn place_mut(&mut self) -> Option<&mut Place> {
        self.fields().place.as_mut()
    }

    /// What was found, escaped.
    pub fn found_text(&self) -> Option<&str> {
        self.0.found.as_deref()
    }

    /// What was expected.
    pub fn expected_text(&self) -> Option<&str> {
        self.0.expected.as_deref()
    }

    /// The document and section that the rule comes from.
    pub fn source(&self) -> &'static str {
        self.0.code.row().source
    }

    /// What to do now: one or two sentences.
    pub fn remedy(&self) -> String {
        words::fill(self.0.code.row().remedy, self)
    }

    /// The reason as a clause that continues "Do not accept: …", without a full stop.
    pub fn clause(&self) -> String {
        words::fill(self.0.code.row().clause, self)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = self.0.code.row();
        f.write_str(&words::capitalised(&words::fill(row.clause, self)))?;
        f.write_str(&words::fill(row.more, self))?;
        f.write_str(".")
    }
}
