//! THE parser: RFC 8259 with its faults named, for both strictnesses.
//!
//! It hands what it sees to a [`Sink`]: the builder of trees, or the checker of the accept path that allocates nothing.
//! Strict, it stops at the first fault; tolerant, it goes on as long as the text has one meaning.

use super::fault::Fault;
use super::names::Names;
use super::string::{Piece, Pieces};
use crate::limits::{DEFECTS, JSON_DEPTH};
use crate::reason::escape::{quoted, visible};
use crate::reason::{Code, Severity, Span};
use crate::text::utf8;

/// Whether faults that leave one meaning are refused or listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strictness {
    Strict,
    Tolerant,
}

/// A value that holds no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    Null,
    Bool(bool),
    /// The text of the span is the number.
    Number,
    /// The span is that of the inside; whether it holds an escape.
    String {
        escaped: bool,
    },
}

/// What takes the events of the parser.
pub(crate) trait Sink {
    /// A `{` or `[` stands at `at`.
    fn open(&mut self, at: usize, object: bool);
    /// A member name; `inside` is what stands between its quotes.
    fn name(&mut self, inside: Span, escaped: bool);
    /// A scalar. For a string, `span` covers the quotes.
    fn scalar(&mut self, scalar: Scalar, span: Span);
    /// The innermost array or object ends before `end`; not `complete` where the text ended first.
    fn close(&mut self, end: usize, complete: bool);
}

/// Parses `bytes` into `sink`. The faults come in the order of the text: strictly at most one.
pub(crate) fn run(
    bytes: &[u8],
    strictness: Strictness,
    names: &mut Names,
    sink: &mut impl Sink,
) -> Vec<Fault> {
    let (text, bad_byte) = utf8::read(bytes);
    let invalid = bad_byte.map(|at| Fault {
        code: Code::Utf8Invalid,
        span: Span::byte(at),
        found: format!("byte 0x{:02x}", bytes.get(at).copied().unwrap_or_default()),
        expected: "UTF-8",
        severity: Severity::Error,
    });
    if strictness == Strictness::Strict
        && let Some(invalid) = invalid
    {
        return vec![invalid];
    }
    names.clear();
    let mut parser =
        Parser { text, bytes: text.as_bytes(), at: 0, depth: 0, strictness, names, sink, faults: Vec::new() };
    // `Err` only says that reading stopped; the fault is in the list.
    let stopped = parser.document(bad_byte.is_some()).is_err();
    let mut faults = parser.faults;
    if let Some(invalid) = invalid {
        // What ends at the bad byte ends because of it.
        if stopped {
            faults.retain(|fault| !(fault.code == Code::JsonSyntax && fault.span.start >= text.len()));
        }
        faults.push(invalid);
    }
    faults
}

/// How far a value was read that stands in a longer text.
pub(crate) struct Within {
    /// Where reading stopped: after the value, or at the byte that no JSON has there.
    pub(crate) end: usize,
    /// Whether the value was read to its end.
    pub(crate) complete: bool,
}

/// Reads the one value that begins at `start` of a longer text, tolerantly. What follows it is not looked at.
pub(crate) fn run_within(text: &str, start: usize, names: &mut Names, sink: &mut impl Sink) -> Within {
    names.clear();
    let (bytes, strictness) = (text.as_bytes(), Strictness::Tolerant);
    let mut parser = Parser { text, bytes, at: start, depth: 0, strictness, names, sink, faults: Vec::new() };
    let complete = parser.value().is_ok();
    Within { end: parser.at, complete }
}

/// Reading cannot go on.
struct Stop;

struct Parser<'p, S> {
    text: &'p str,
    bytes: &'p [u8],
    at: usize,
    depth: usize,
    strictness: Strictness,
    names: &'p mut Names,
    sink: &'p mut S,
    faults: Vec<Fault>,
}

impl<S: Sink> Parser<'_, S> {
    fn document(&mut self, cut: bool) -> Result<(), Stop> {
        if self.text.starts_with('\u{feff}') {
            self.fault(Code::ByteOrderMark, Span::new(0, 3), "a byte order mark", "JSON")?;
            self.at = 3;
        }
        self.value()?;
        self.white_space();
        if self.at < self.bytes.len() && !cut {
            let found = self.what_stands(self.at);
            self.fault(Code::JsonTrailingData, Span::new(self.at, self.bytes.len()), &found, "nothing more")?;
        }
        Ok(())
    }

    fn value(&mut self) -> Result<(), Stop> {
        self.white_space();
        match self.peek() {
            Some(b'{') => self.container(true),
            Some(b'[') => self.container(false),
            Some(b'"') => {
                let start = self.at;
                let (_, escaped) = self.string()?;
                self.sink.scalar(Scalar::String { escaped }, Span::new(start, self.at));
                Ok(())
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.literal("true", Scalar::Bool(true)),
            Some(b'f') => self.literal("false", Scalar::Bool(false)),
            Some(b'n') => self.literal("null", Scalar::Null),
            _ => Err(self.syntax("a JSON value")),
        }
    }

    fn container(&mut self, object: bool) -> Result<(), Stop> {
        if self.depth == JSON_DEPTH {
            self.faults.push(Fault {
                code: Code::JsonDepth,
                span: Span::byte(self.at),
                found: format!("level {}", self.depth + 1),
                expected: "64",
                severity: Severity::Error,
            });
            return Err(Stop);
        }
        self.depth += 1;
        self.sink.open(self.at, object);
        self.at += 1;
        let frame = self.names.open();
        let inside = if object { self.members(frame) } else { self.elements() };
        let complete = inside.is_ok();
        self.sink.close(self.at, complete);
        self.depth -= 1;
        for span in self.names.close(frame, self.text) {
            self.duplicate(span)?;
        }
        inside
    }

    fn members(&mut self, frame: usize) -> Result<(), Stop> {
        self.white_space();
        if self.take(b'}') {
            return Ok(());
        }
        loop {
            self.white_space();
            if self.peek() != Some(b'"') {
                return Err(self.syntax("a member name in double quotes"));
            }
            let (inside, escaped) = self.string()?;
            if self.names.add(frame, self.text, inside, escaped) {
                self.duplicate(inside)?;
            }
            self.sink.name(inside, escaped);
            self.white_space();
            if !self.take(b':') {
                return Err(self.syntax("':'"));
            }
            self.value()?;
            self.white_space();
            if self.take(b'}') {
                return Ok(());
            }
            if !self.take(b',') {
                return Err(self.syntax("',' or '}'"));
            }
        }
    }

    fn elements(&mut self) -> Result<(), Stop> {
        self.white_space();
        if self.take(b']') {
            return Ok(());
        }
        loop {
            self.value()?;
            self.white_space();
            if self.take(b']') {
                return Ok(());
            }
            if !self.take(b',') {
                return Err(self.syntax("',' or ']'"));
            }
        }
    }

    /// Reads a string from its opening quote; gives the inside and whether it holds an escape.
    fn string(&mut self) -> Result<(Span, bool), Stop> {
        let opening = self.at;
        self.at += 1;
        let mut escaped = false;
        let mut surrogate = false;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.at += 1;
                    match self.peek() {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
                        Some(b'u') => {
                            self.at += 1;
                            surrogate |= matches!(self.peek(), Some(b'd' | b'D'));
                            for _ in 0..4 {
                                if !self.peek().is_some_and(|b| b.is_ascii_hexdigit()) {
                                    return Err(self.syntax("4 hexadecimal digits"));
                                }
                                self.at += 1;
                            }
                        }
                        _ => return Err(self.syntax("an escape: one of \" \\ / b f n r t u")),
                    }
                }
                Some(0..=0x1f) => return Err(self.syntax("an escape for the control character")),
                Some(_) => self.at += 1,
                None => return Err(self.syntax("the end of the string")),
            }
        }
        let inside = Span::new(opening + 1, self.at);
        self.at += 1;
        if surrogate && Pieces::new(inside.of_str(self.text)).any(|piece| piece == Piece::LoneSurrogate) {
            self.fault(Code::JsonUnportable, inside, "an unpaired surrogate", "a whole character")?;
        }
        Ok((inside, escaped))
    }

    fn number(&mut self) -> Result<(), Stop> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') && self.digits() == 0 {
            return Err(self.syntax("a digit"));
        }
        if matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.syntax("no digit after a leading 0"));
        }
        if self.take(b'.') && self.digits() == 0 {
            return Err(self.syntax("a digit after the point"));
        }
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'+') {
                self.take(b'-');
            }
            if self.digits() == 0 {
                return Err(self.syntax("a digit of the exponent"));
            }
        }
        let span = Span::new(start, self.at);
        // Both strictnesses take it: the text of the number is exact here, and only other readers may round it.
        let number = span.of_str(self.text);
        if self.strictness == Strictness::Tolerant && is_unportable(number) && self.faults.len() < DEFECTS {
            self.faults.push(Fault {
                code: Code::JsonUnportable,
                span,
                found: format!("the number {}", quoted(number).replace('"', "")),
                expected: "an integer within 2^53 - 1",
                severity: Severity::Warning,
            });
        }
        self.sink.scalar(Scalar::Number, span);
        Ok(())
    }

    fn literal(&mut self, literal: &'static str, scalar: Scalar) -> Result<(), Stop> {
        let start = self.at;
        if self.bytes.get(start..).is_some_and(|rest| rest.starts_with(literal.as_bytes())) {
            self.at += literal.len();
            self.sink.scalar(scalar, Span::new(start, self.at));
            return Ok(());
        }
        Err(self.syntax("a JSON value"))
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at - start
    }

    fn white_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn duplicate(&mut self, inside: Span) -> Result<(), Stop> {
        let found = quoted(&super::string::unescaped(inside.of_str(self.text)));
        self.fault(Code::DuplicateMember, inside, &found, "each name once")
    }

    /// A fault that leaves one meaning: strictly the end, tolerantly one more on the list.
    fn fault(&mut self, code: Code, span: Span, found: &str, expected: &'static str) -> Result<(), Stop> {
        if self.faults.len() < DEFECTS {
            self.faults.push(Fault { code, span, found: found.into(), expected, severity: Severity::Error });
        }
        if self.strictness == Strictness::Strict { Err(Stop) } else { Ok(()) }
    }

    /// A fault at the place reached that leaves no meaning.
    fn syntax(&mut self, expected: &'static str) -> Stop {
        let found = self.what_stands(self.at);
        let end = self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
            .map_or(self.at, |c| self.at + c.len_utf8());
        self.faults.push(Fault {
            code: Code::JsonSyntax,
            span: Span::new(self.at, end),
            found,
            expected,
            severity: Severity::Error,
        });
        Stop
    }

    fn what_stands(&self, at: usize) -> String {
        match self.text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(c) => format!("'{}'", visible(c.encode_utf8(&mut [0; 4]))),
            None => "the end".into(),
        }
    }
}

/// An integer outside plus or minus 2^53 - 1, which readers that use doubles round.
fn is_unportable(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    digits.bytes().all(|b| b.is_ascii_digit())
        && (digits.len() > 16 || digits.parse::<u64>().is_ok_and(|n| n > (1 << 53) - 1))
}
