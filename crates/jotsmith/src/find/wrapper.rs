//! What stands before a token: its name, and what it was wrapped in.
//!
//! In goes the place where a token begins, out come the label (a cookie, a header line, a member), how the token
//! stands in the text, and a line for each wrapper that is left out. Looks back a bounded number of bytes.

use core::cell::Cell;

use super::take::Standing;
use super::{Cleaning, trimmed};
use crate::reason::Span;

/// Bytes before a token that are searched for its name.
const LOOKED_AT: usize = 512;

/// Bytes at the start of a text that tell what kind of text it is.
const HEAD: usize = 4096;

/// Characters of a name.
const NAME: usize = 64;

/// Authorization schemes (RFC 6750 section 2.1, RFC 9449 section 7.1) that stand before a token.
const SCHEMES: [&str; 3] = ["bearer", "dpop", "jwt"];

/// What was seen before a token.
pub(super) struct Wrapper<'t> {
    pub(super) label: Option<&'t str>,
    /// The label or the scheme says that a token follows.
    pub(super) says_token: bool,
    pub(super) standing: Standing,
    /// Nothing but this stands before the token.
    pub(super) alone: bool,
    /// Where the text that may belong to the token ends.
    pub(super) limit: usize,
    pub(super) cleanings: Vec<Cleaning>,
}

/// What a text is as a whole: looked at once, whatever the number of tokens in it.
#[derive(Debug)]
pub(super) struct Whole {
    /// Where the text begins, after a byte order mark and white space; none of a piece of a longer text.
    begin: Option<usize>,
    kind: Option<(&'static str, &'static str)>,
    /// The text without the white space around it.
    pub(super) inner: Span,
    /// Each quote with the place where it was found last: a row of tokens costs one look for it.
    quotes: [(char, Cell<usize>); 3],
}

impl Whole {
    pub(super) fn of(text: &str) -> Self {
        let inner = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
        Self { begin: Some(text.len() - inner.len()), kind: kind_of_text(inner), ..Self::piece(text) }
    }

    /// A piece of a longer text, of which nothing is known.
    pub(super) fn piece(text: &str) -> Self {
        let quotes = ['"', '\'', '`'].map(|quote| (quote, Cell::new(0)));
        Self { begin: None, kind: None, inner: trimmed(text), quotes }
    }

    /// The place of the first such quote at or after `start`; the end of the text where there is none.
    fn next_quote(&self, text: &str, quote: char, start: usize) -> usize {
        let find = || text.get(start..).and_then(|rest| rest.find(quote)).map_or(text.len(), |at| start + at);
        let Some((_, known)) = self.quotes.iter().find(|(known, _)| *known == quote) else { return find() };
        if known.get() < start {
            known.set(find());
        }
        known.get()
    }
}

/// Looks at what stands before the token that begins at `start`.
pub(super) fn around<'t>(text: &'t str, whole: &Whole, start: usize) -> Wrapper<'t> {
    let before = text.get(..start).unwrap_or_default();
    let recent = recent(before);
    let from = |left: Left<'_>| start - (recent.len() - left.text.len());
    let mut left = Left { text: recent };
    let quoted = left.strip_quotes();
    let scheme = left.strip_scheme();
    let from_scheme = from(left);
    left.strip_quotes();
    let named = left.strip_name();
    let (mut label, separator) = named.map_or((None, ' '), |named| (Some(named.name), named.separator));
    if label == Some("value") {
        label = left.sibling_name().or(label);
    }

    let mut cleanings = Vec::new();
    if text.starts_with('\u{feff}') {
        cleanings.push(Cleaning::new(
            "byte-order-mark",
            Span::new(0, 3),
            "The byte order mark was left out.",
        ));
    }
    if let Some((what, words)) = whole.kind {
        cleanings.push(Cleaning::new(what, Span::new(whole.begin.unwrap_or_default(), start), words));
    }
    if let Some((name, named)) = label.zip(named).filter(|(_, named)| !named.in_quotes) {
        let (what, place) = place_of_name(recent, &left, named.separator);
        let words = format!("The token was taken from the {place} {name}.");
        cleanings.push(Cleaning::new(what, Span::new(from(left), start), words));
    }
    if let Some(scheme) = scheme {
        let words = format!("The word {scheme} before the token was left out.");
        cleanings.push(Cleaning::new("authorization-scheme", Span::new(from_scheme, start), words));
    }
    if quoted && whole.kind.is_none() {
        let words = "Quotes around the token were left out.";
        cleanings.push(Cleaning::new("quotes", Span::new(start.saturating_sub(1), start), words));
    }

    let alone = whole.begin.is_some_and(|begin| {
        from(left) <= begin || (left.text.trim().is_empty() && before.len() - recent.len() <= begin)
    });
    let (standing, limit) = standing(text, whole, start, alone && separator != '=');
    let says_token = scheme.is_some() || label.is_some_and(names_token);
    Wrapper { label, says_token, standing, alone, limit, cleanings }
}

/// The place after the first authorization scheme of a text in which no token begins.
pub(super) fn after_scheme(text: &str) -> Option<usize> {
    let mut rest = text;
    while let Some(at) = rest.find(char::is_whitespace) {
        let (word, after) = rest.split_at_checked(at)?;
        rest = after.trim_start();
        let word = word.trim_start_matches(['"', '\'', '`']);
        if word.eq_ignore_ascii_case("bearer") || word.eq_ignore_ascii_case("dpop") {
            return Some(text.len() - rest.len());
        }
    }
    None
}

/// How the token stands in the text, and where that ends.
fn standing(text: &str, whole: &Whole, start: usize, alone: bool) -> (Standing, usize) {
    let before = text.get(..start).unwrap_or_default();
    match before.chars().next_back() {
        Some(quote @ ('"' | '\'' | '`')) => match whole.next_quote(text, quote, start) {
            // An escaped quote ends an escaped string.
            end if end < text.len() => {
                let inside = text.get(start..end).unwrap_or_default();
                (Standing::Quoted, start + inside.trim_end_matches('\\').len())
            }
            _ if alone => (Standing::Alone, text.len()),
            _ => (Standing::Among(None), text.len()),
        },
        Some('(') => (Standing::Among(Some(')')), text.len()),
        Some('[') => (Standing::Among(Some(']')), text.len()),
        Some('{') => (Standing::Among(Some('}')), text.len()),
        Some(_) | None if alone => (Standing::Alone, text.len()),
        Some(_) | None => (Standing::Among(None), text.len()),
    }
}

/// Whether a name says that its value is a token.
fn names_token(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("token") || name.contains("jwt")
}

/// What the text as a whole is, as far as its beginning tells.
fn kind_of_text(text: &str) -> Option<(&'static str, &'static str)> {
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or_default();
    if head.starts_with(['{', '[']) {
        return Some(if head.contains("\"log\"") && head.contains("\"version\"") {
            ("har", "The text is a HAR recording: the token was taken out of it.")
        } else {
            ("json", "The text is JSON: the token was taken out of it.")
        });
    }
    let command = head.trim_start_matches(['$', ' ']);
    command
        .starts_with("curl ")
        .then_some(("curl-command", "The text is a cURL command: the token was taken out of it."))
}

/// The code of the wrapper that the name stands for, and what to call its place.
fn place_of_name(recent: &str, left: &Left<'_>, separator: char) -> (&'static str, &'static str) {
    let line = recent.rsplit_once('\n').map_or(recent, |(_, line)| line).to_ascii_lowercase();
    if separator == ':' {
        return ("header-line", "line");
    }
    if left.ends_with_any(&["?", "&", "#", "%3f", "%26", "%23", "\\u0026", "&amp;"]) {
        return ("url", "URL parameter");
    }
    if line.contains("cookie:")
        || line.contains("cookie\"")
        || line.contains(" -b ")
        || line.contains("--cookie ")
    {
        return ("cookie", "cookie");
    }
    ("assignment", "value of")
}

/// The last bytes of the text before a token.
fn recent(before: &str) -> &str {
    before.get(before.ceil_char_boundary(before.len().saturating_sub(LOOKED_AT))..).unwrap_or_default()
}

#[derive(Clone, Copy)]
struct Named<'t> {
    name: &'t str,
    separator: char,
    in_quotes: bool,
}

/// The text before a token, eaten from its end.
#[derive(Clone, Copy)]
struct Left<'t> {
    text: &'t str,
}

impl<'t> Left<'t> {
    fn strip_quotes(&mut self) -> bool {
        let trimmed = self.text.trim_end_matches(['"', '\'', '`', '\\']);
        let trimmed = strip_suffix_ignoring_case(trimmed, "%22").unwrap_or(trimmed);
        let stripped = trimmed.len() != self.text.len();
        self.text = trimmed;
        stripped
    }

    fn strip_spaces(&mut self) -> bool {
        let before = self.text.len();
        self.text = self.text.trim_end();
        while let Some(rest) = self.text.strip_suffix("%20").or_else(|| self.text.strip_suffix('+')) {
            self.text = rest.trim_end();
        }
        self.text.len() != before
    }

    fn strip_scheme(&mut self) -> Option<&'t str> {
        let mut left = *self;
        if !left.strip_spaces() {
            return None;
        }
        let length =
            SCHEMES.iter().find(|scheme| strip_suffix_ignoring_case(left.text, scheme).is_some())?.len();
        let (rest, scheme) = left.text.split_at_checked(left.text.len() - length)?;
        if rest.ends_with(|c: char| c.is_alphanumeric() || c == '_') && !rest.ends_with("%20") {
            return None;
        }
        self.text = rest;
        Some(scheme)
    }

    /// A name with `:` or `=` after it.
    fn strip_name(&mut self) -> Option<Named<'t>> {
        let mut left = *self;
        left.strip_spaces();
        left.strip_quotes();
        let separators = [(":", ':'), ("=", '='), ("%3a", ':'), ("%3d", '='), ("\\u003d", '=')];
        let (rest, separator) = separators.iter().find_map(|(written, separator)| {
            Some((strip_suffix_ignoring_case(left.text, written)?, *separator))
        })?;
        left.text = rest;
        left.strip_spaces();
        let in_quotes = left.strip_quotes();
        let name = left.strip_word()?;
        *self = left;
        Some(Named { name, separator, in_quotes })
    }

    fn strip_word(&mut self) -> Option<&'t str> {
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let rest = self.text.trim_end_matches(is_name);
        let name = self.text.get(rest.len()..).filter(|name| !name.is_empty() && name.len() <= NAME)?;
        // `%26id_token`: the digits of an escape are no part of the name.
        let escaped = rest.ends_with('%').then(|| name.get(2..)).flatten().filter(|name| !name.is_empty());
        let name = escaped.unwrap_or(name);
        self.text = self.text.get(..self.text.len() - name.len()).unwrap_or_default();
        Some(name)
    }

    /// A HAR entry `"name": "Authorization", "value": …`: the name beside the value.
    fn sibling_name(mut self) -> Option<&'t str> {
        self.strip_quotes();
        self.text = self.text.trim_end().strip_suffix(',')?.trim_end();
        self.strip_quotes();
        let name = self.strip_word()?;
        self.strip_quotes();
        self.strip_name().filter(|named| named.name == "name").map(|_| name)
    }

    fn ends_with_any(&self, ends: &[&str]) -> bool {
        ends.iter().any(|end| strip_suffix_ignoring_case(self.text, end).is_some())
    }
}

fn strip_suffix_ignoring_case<'t>(text: &'t str, suffix: &str) -> Option<&'t str> {
    let (rest, end) = text.split_at_checked(text.len().checked_sub(suffix.len())?)?;
    end.eq_ignore_ascii_case(suffix).then_some(rest)
}
