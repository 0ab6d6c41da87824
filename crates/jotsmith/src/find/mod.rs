//! Tokens in what people paste: header lines, cookies, URLs, commands, responses, recordings, logs.
//!
//! In goes any text, out come the tokens in it, cleaned, with the byte of the text that each of their bytes stands
//! at, and the credentials of other kinds. Only wrappers, white space and escapes are left out, and each is listed;
//! a malformed token comes out whole, with its faults. Nothing here says whether a token is one: the parser does.
//!
//! Every text costs a bounded number of passes, whatever stands in it.

mod anchor;
mod edge;
mod escaped;
pub mod foreign;
mod object;
mod pem;
mod take;
mod wrapper;

pub use foreign::Foreign;
pub use object::{Objects, PRIVATE_MEMBERS, PrivateKey, objects};

use crate::json;
use crate::limits::FOUND_TOKENS;
use crate::reason::Span;
use crate::text::base64url;
use take::{Taken, Tally, take};
use wrapper::{Whole, Wrapper};

/// What was found in a text.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Findings {
    /// The tokens in the order of the text, at most [`FOUND_TOKENS`].
    pub tokens: Vec<Found>,
    /// The credentials of other kinds in the order of the text, at most [`FOUND_TOKENS`].
    pub foreign: Vec<Foreign>,
    /// Whether there was more than is listed.
    pub more: bool,
}

/// What a token is by its shape alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// A JSON object: flattened or general serialization.
    Json,
    /// Five parts.
    Jwe,
    /// Three parts.
    Jws,
    /// A tilde after the parts.
    SdJwt,
    /// None of these: cut, or no token.
    Unknown,
}

/// One token as it was found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Found {
    /// The token, cleaned.
    pub text: String,
    /// What it is by its shape.
    pub shape: Shape,
    /// What the text calls it: `access_token`, `id_token`, the name of a cookie or of a header line.
    pub label: Option<String>,
    /// The bytes of the text as given that it was taken from.
    pub span: Span,
    /// What was left out, in words.
    pub cleanings: Vec<Cleaning>,
    /// Which byte of the text each byte of the token stands at.
    pub runs: Vec<Run>,
}

/// Something that was left out around or inside a token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cleaning {
    /// Its name, kebab-case.
    pub what: &'static str,
    /// Where, in the text as given: from the first place to the last.
    pub span: Span,
    /// One sentence.
    pub words: String,
}

/// Bytes of a token that stand side by side in the text as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Run {
    /// The first byte in the token.
    pub cleaned: usize,
    /// The first byte in the text as given.
    pub given: usize,
    /// Bytes of the text that stand for one byte of the token: 1, or the length of an escape.
    pub width: usize,
}

impl Cleaning {
    fn new(what: &'static str, span: Span, words: impl Into<String>) -> Self {
        Self { what, span, words: words.into() }
    }
}

impl Run {
    const fn given_at(self, cleaned: usize) -> usize {
        self.given + (cleaned - self.cleaned) * self.width
    }
}

impl Found {
    /// A text that is a token as it stands, with nothing around it.
    pub fn bare(text: &str) -> Self {
        Self::literal(text, Span::new(0, text.len()))
    }

    /// The bytes of the text as given that a span of the token stands for.
    pub fn given(&self, span: Span) -> Span {
        let start = given(&self.runs, span.start).start;
        let end = if span.is_empty() { start } else { given(&self.runs, span.end - 1).end };
        Span::new(start, end)
    }

    /// Whether the token is the text as given, byte for byte.
    pub const fn is_untouched(&self) -> bool {
        self.cleanings.is_empty()
    }

    fn literal(text: &str, span: Span) -> Self {
        let inner = trimmed(text);
        Self {
            text: span.of_str(text).to_owned(),
            shape: shape(span.of_str(text)),
            label: None,
            span,
            cleanings: outer_white_space(text, inner, span).into_iter().collect(),
            runs: vec![Run { cleaned: 0, given: span.start, width: 1 }],
        }
    }

    fn new(text: &str, whole: &Whole, start: usize, wrapper: Wrapper<'_>, taken: Taken) -> Self {
        let end = taken.text.len().checked_sub(1).map_or(start, |last| taken.given(last).end);
        let span = Span::new(start, end);
        let mut cleanings = wrapper.cleanings;
        let inside = [
            ("percent-encoding", taken.percent, "Percent-encoding was undone"),
            ("json-escapes", taken.json, "Escapes of JSON were undone"),
            ("line-breaks", taken.line_breaks, "Line breaks inside the token were left out"),
            ("spaces", taken.spaces, "Spaces inside the token were left out"),
            ("trailing-punctuation", taken.trailing, "Punctuation after the token was left out"),
        ];
        for (what, Tally { count, span }, words) in inside {
            if count > 0 {
                let places = if count == 1 { "1 place" } else { &format!("{count} places") };
                cleanings.push(Cleaning::new(what, span, format!("{words}, in {places}.")));
            }
        }
        if cleanings.is_empty() {
            cleanings.extend(outer_white_space(text, whole.inner, span));
        }
        let shape = shape(&taken.text);
        Self {
            text: taken.text,
            shape,
            label: wrapper.label.map(str::to_owned),
            span,
            cleanings,
            runs: taken.runs,
        }
    }
}

/// The compact tokens of a text one after another, however many there are.
#[derive(Debug)]
pub struct Finder<'t> {
    text: &'t str,
    whole: Whole,
    from: usize,
    /// Bytes at the end of the text in which more may follow what stands there.
    hold: usize,
    held: Option<usize>,
}

impl<'t> Finder<'t> {
    /// Looks through a text.
    pub fn new(text: &'t str) -> Self {
        Self { text, whole: Whole::of(text), from: 0, hold: 0, held: None }
    }

    /// Looks through a piece of a longer text, from the byte `from` on. What stands before it in the piece is looked at
    /// for names and wrappers.
    pub fn within(text: &'t str, from: usize) -> Self {
        Self { text, whole: Whole::piece(text), from, hold: 0, held: None }
    }

    /// Where more of the text may follow what ends within so many bytes of its end.
    #[must_use]
    pub const fn holding(mut self, bytes: usize) -> Self {
        self.hold = bytes;
        self
    }

    /// Where the first word begins that was passed over, and may be the header of a token whose dot is still to come.
    pub const fn held(&self) -> Option<usize> {
        self.held
    }

    /// Where looking goes on: what stands before it was read.
    pub const fn next_from(&self) -> usize {
        self.from
    }
}

impl Iterator for Finder<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let start = anchor::next(self.text, self.from)?;
            let wrapper = wrapper::around(self.text, &self.whole, start);
            let taken = take(self.text, start, wrapper.limit, wrapper.standing);
            self.from = taken.end.max(start + 1);
            if taken.text.contains('.') || wrapper.says_token || (wrapper.alone && wrapper.label.is_none()) {
                return Some(Found::new(self.text, &self.whole, start, wrapper, taken));
            }
            if self.hold != 0 && self.from + self.hold > self.text.len() {
                self.held = self.held.or(Some(start));
            }
        }
    }
}

/// Finds the tokens in a text, and the credentials of other kinds.
pub fn find(text: &str) -> Findings {
    let mut findings = Findings::default();
    if let Some(whole) = serialization(text).or_else(|| unencoded(text)) {
        findings.tokens.push(whole);
        return findings;
    }
    let mut finder = Finder::new(text);
    findings.tokens.extend(finder.by_ref().take(FOUND_TOKENS));
    findings.more = findings.tokens.len() == FOUND_TOKENS && anchor::next(text, finder.next_from()).is_some();
    foreign::scan(text, &mut findings);
    findings
}

/// The one token of a text: the first that is found, else the whole text without the white space around it.
pub fn clean_one(text: &str) -> Found {
    find(text).tokens.into_iter().next().unwrap_or_else(|| whole(text))
}

/// The text as one token, although none begins in it.
pub(crate) fn whole(text: &str) -> Found {
    let trimmed = trimmed(text);
    let inside = trimmed.of_str(text);
    let start = match wrapper::after_scheme(inside) {
        Some(after) => trimmed.start + after,
        None => trimmed.start + inside.len() - inside.trim_start_matches(['"', '\'', '`']).len(),
    };
    if start >= trimmed.end || !inside.contains('.') {
        return Found::literal(text, trimmed);
    }
    let whole = Whole::of(text);
    let wrapper = wrapper::around(text, &whole, start);
    let taken = take(text, start, wrapper.limit, wrapper.standing);
    let rest = text.get(taken.end..).unwrap_or_default();
    if rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | ';')).is_empty()
    {
        Found::new(text, &whole, start, wrapper, taken)
    } else {
        Found::literal(text, trimmed)
    }
}

/// A token in JSON serialization (RFC 7515 section 7.2, RFC 7516 section 7.2): the whole text is the token.
fn serialization(text: &str) -> Option<Found> {
    let span = trimmed(text);
    let object = span.of_str(text);
    let has = |name: &str| object.contains(name);
    // A payload may be detached (RFC 7515 appendix F): what is signed is then told by its protected header.
    let signed =
        (has("\"signature\"") && (has("\"payload\"") || has("\"protected\""))) || has("\"signatures\"");
    let is_one = object.starts_with('{') && (signed || has("\"ciphertext\""));
    is_one.then(|| {
        let mut found = Found::literal(text, span);
        found.shape = Shape::Json;
        found
    })
}

/// A compact JWS whose payload stands in it as it is (RFC 7797 section 5.2): spaces and punctuation belong to it, so the
/// whole text is the token.
fn unencoded(text: &str) -> Option<Found> {
    let span = trimmed(text);
    let (head, _) = span.of_str(text).split_once('.').filter(|(head, _)| head.starts_with("ey"))?;
    let json = base64url::decode(head.as_bytes()).ok()?;
    let header = json::parse(&json).ok()?;
    let unencoded = header.root().member("b64").and_then(json::Value::as_bool) == Some(false);
    unencoded.then(|| Found::literal(text, span))
}

/// The text without a byte order mark and the white space around it.
fn trimmed(text: &str) -> Span {
    let inner = text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    let start = text.len() - inner.len();
    Span::new(start, start + inner.trim_end().len())
}

/// What was left out around a token: no more than white space, if it is all that `inner` is, the text without that.
fn outer_white_space(text: &str, inner: Span, span: Span) -> Option<Cleaning> {
    if span.start == 0 && span.end == text.len() {
        return None;
    }
    let whole = Span::new(0, text.len());
    Some(if span.start <= inner.start && inner.end <= span.end {
        Cleaning::new("white-space", whole, "White space around the token was left out.")
    } else {
        Cleaning::new("surrounding-text", whole, "The text around the token was left out.")
    })
}

fn shape(token: &str) -> Shape {
    if token.contains('~') {
        return Shape::SdJwt;
    }
    match token.bytes().filter(|byte| *byte == b'.').count() {
        2 => Shape::Jws,
        4 => Shape::Jwe,
        _ => Shape::Unknown,
    }
}

/// The bytes of the text that one byte of the token stands for. Past the end it is the place after the last byte.
fn given(runs: &[Run], at: usize) -> Span {
    let index = runs.partition_point(|run| run.cleaned <= at);
    match index.checked_sub(1).and_then(|index| runs.get(index)) {
        Some(run) => {
            let start = run.given_at(at);
            Span::new(start, start + run.width)
        }
        None => Span::new(at, at + 1),
    }
}

#[cfg(test)]
mod tests;
