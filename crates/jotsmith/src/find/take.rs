//! Takes one token out of the text around it.
//!
//! In goes the place where it begins, out come its characters with the byte of the text that each stands at. Only
//! white space, escapes and what stands around the token are left out, and all of it is counted. What is wrong with
//! the token stays in it: a foreign character is shown to the reader, never dropped.

use super::{Run, anchor};
use crate::alg::Algorithm;
use crate::reason::Span;
use crate::text::base64url;

/// How the token stands in the text, which says where it ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// The text begins with it: everything that can belong to it does.
    Alone,
    /// Something else stands before it: it ends where words end, and at this bracket.
    Among(Option<char>),
    /// Quotes stand around it: it ends with them.
    Quoted,
}

/// What was left out, how often, and where.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) count: usize,
    pub(super) span: Span,
}

impl Tally {
    fn add(&mut self, span: Span) {
        if self.count == 0 {
            self.span = span;
        }
        self.count += 1;
        self.span.end = span.end;
    }
}

/// One token as it was taken out.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
    /// One past the last byte of the text that was read.
    pub(super) end: usize,
    pub(super) line_breaks: Tally,
    pub(super) spaces: Tally,
    pub(super) percent: Tally,
    pub(super) json: Tally,
    pub(super) trailing: Tally,
}

/// Ends a word that stands among others; the last begins the code of a colour.
const ENDS: [char; 11] = ['"', '\'', '`', ',', ';', '&', '<', '>', '|', '#', '\u{1b}'];

/// Characters of a name that `&` or `;` may bring after a token.
const NAME: usize = 64;

/// The least characters of a line that a terminal or a mail program wrapped.
const WRAPPED_LINE: usize = 40;

/// Characters of an RSA signature with a modulus of 1024, 2048, 3072, 4096 or 8192 bits.
const RSA_SIGNATURES: [usize; 5] = [171, 342, 512, 683, 1366];

/// Takes the token that begins at `start` and ends at `limit` or before.
pub(super) fn take(text: &str, start: usize, limit: usize, standing: Standing) -> Taken {
    let mut taking = Taking {
        text,
        limit,
        standing,
        taken: Taken::default(),
        dots: 0,
        last_dot: 0,
        disclosed: false,
        line: 0,
        expected: Expected { dots: 2, signature: None },
    };
    let mut at = start;
    while let Some(unit) = taking.unit(at) {
        if unit.character.is_whitespace() {
            match taking.past_gap(at) {
                Some(next) => at = next,
                None => break,
            }
        } else if taking.ends_at(&unit) {
            break;
        } else {
            taking.push(&unit);
            at = unit.span.end;
        }
    }
    taking.taken.end = at;
    taking.trim();
    taking.taken
}

/// One character, and the bytes that stand for it.
struct Unit {
    character: char,
    span: Span,
    escape: Escape,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Escape {
    None,
    Json,
    Percent,
}

/// What the header says of the parts that follow it.
struct Expected {
    dots: usize,
    /// Characters of the signature, where the algorithm says it.
    signature: Option<usize>,
}

struct Taking<'t> {
    text: &'t str,
    limit: usize,
    standing: Standing,
    taken: Taken,
    dots: usize,
    last_dot: usize,
    /// A tilde was seen: disclosures follow, and a key binding with dots of its own.
    disclosed: bool,
    /// Characters since the last line break.
    line: usize,
    expected: Expected,
}

impl Taking<'_> {
    fn unit(&self, at: usize) -> Option<Unit> {
        if at >= self.limit {
            return None;
        }
        let from = self.text.get(at..self.limit)?;
        let plain = from.chars().next()?;
        let (character, bytes, escape) = match plain {
            '%' => percent(from).map_or((plain, 1, Escape::None), |c| (c, 3, Escape::Percent)),
            '\\' => json(from).map_or((plain, 1, Escape::None), |(c, bytes)| (c, bytes, Escape::Json)),
            c => (c, c.len_utf8(), Escape::None),
        };
        Some(Unit { character, span: Span::new(at, at + bytes), escape })
    }

    fn push(&mut self, unit: &Unit) {
        let taken = &mut self.taken;
        let width = match unit.escape {
            Escape::None => 1,
            Escape::Json | Escape::Percent => unit.span.len(),
        };
        let cleaned = taken.text.len();
        let continues = taken
            .runs
            .last()
            .is_some_and(|run| run.width == width && run.given_at(cleaned) == unit.span.start);
        if !continues {
            taken.runs.push(Run { cleaned, given: unit.span.start, width });
        }
        match unit.escape {
            Escape::None => {}
            Escape::Json => taken.json.add(unit.span),
            Escape::Percent => taken.percent.add(unit.span),
        }
        taken.text.push(unit.character);
        self.line += 1;
        match unit.character {
            '.' => {
                if self.dots == 0 {
                    self.expected = expected(taken.text.as_bytes());
                }
                self.dots += 1;
                self.last_dot = cleaned;
            }
            '~' => self.disclosed = true,
            _ => {}
        }
    }

    const fn is_complete(&self) -> bool {
        self.dots >= self.expected.dots
    }

    /// Characters of the signature that are there, and whether they are all.
    fn is_finished(&self) -> bool {
        if !self.is_complete() || self.disclosed || self.expected.dots != 2 {
            return false;
        }
        let there = self.signature_characters();
        match self.expected.signature {
            Some(all) => there >= all,
            None => RSA_SIGNATURES.contains(&there),
        }
    }

    fn signature_characters(&self) -> usize {
        self.taken.text.len().saturating_sub(self.last_dot + 1)
    }

    /// Whether this character ends the token.
    fn ends_at(&self, unit: &Unit) -> bool {
        let c = unit.character;
        if let Standing::Among(closer) = self.standing {
            return ENDS.contains(&c) || Some(c) == closer || (c == '\\' && unit.escape == Escape::None);
        }
        match c {
            '"' | '\'' | '`' | '<' => self.is_complete(),
            '&' | ';' => self.is_complete() && (self.name_follows(unit) || self.token_follows(unit)),
            ',' | '|' => self.is_complete() && self.token_follows(unit),
            _ => false,
        }
    }

    fn after(&self, unit: &Unit) -> &str {
        self.text.get(unit.span.end..self.limit).unwrap_or_default()
    }

    fn name_follows(&self, unit: &Unit) -> bool {
        let rest = self.after(unit).trim_start_matches(' ').as_bytes();
        let name =
            rest.iter().take(NAME).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        let name = name.count();
        name > 0 && rest.get(name) == Some(&b'=')
    }

    fn token_follows(&self, unit: &Unit) -> bool {
        let rest = self.after(unit);
        let gap = rest.bytes().take(8).take_while(u8::is_ascii_whitespace).count();
        anchor::is_at(self.text, unit.span.end + gap)
    }

    /// The place past white space at `at`, if what follows belongs to the token.
    fn past_gap(&mut self, at: usize) -> Option<usize> {
        let mut end = at;
        let mut broken = false;
        while let Some(unit) = self.unit(end).filter(|unit| unit.character.is_whitespace()) {
            broken |= matches!(unit.character, '\n' | '\r' | '\u{2028}' | '\u{85}');
            end = unit.span.end;
        }
        if !self.joins(end, broken) {
            return None;
        }
        let gap = Span::new(at, end);
        if broken {
            self.taken.line_breaks.add(gap);
            self.line = 0;
        } else {
            self.taken.spaces.add(gap);
        }
        Some(end)
    }

    /// Whether the word after white space belongs to the token. A wrapped line does, prose and the next token do not.
    fn joins(&self, at: usize, broken: bool) -> bool {
        let rest = self.text.get(at..self.limit).unwrap_or_default();
        let among = matches!(self.standing, Standing::Among(_));
        // An escape of white space ends the word too, or a row of them would cost a pass each.
        let ends = |at: usize, c: char| match c {
            '\\' => true,
            '%' => rest.get(at..).and_then(percent).is_some_and(char::is_whitespace),
            c => c.is_whitespace() || (among && ENDS.contains(&c)),
        };
        let end = rest.char_indices().find(|(at, c)| ends(*at, *c)).map_or(rest.len(), |(at, _)| at);
        let word = rest.get(..end).unwrap_or_default();
        let after = rest.get(word.len()..).unwrap_or_default();
        let word = if among { word } else { word.trim_end_matches(['"', '\'', '`', ',', ';']) };
        let complete = self.is_complete();
        let text = &self.taken.text;
        let at_dot = !complete && (text.ends_with('.') || word.starts_with('.'));
        if word.is_empty() || word.ends_with(':') || self.is_finished() {
            return false;
        }
        if (complete && text.ends_with([',', ';'])) || (anchor::is_at(self.text, at) && !at_dot) {
            return false;
        }
        let dots = self.dots + word.bytes().filter(|byte| *byte == b'.').count();
        if dots > self.expected.dots && !self.disclosed && !word.contains('~') {
            return false;
        }
        if !word.bytes().all(is_token_byte) {
            return !complete && !among && looks_random(word);
        }
        if at_dot || (complete && self.expected.signature == Some(self.signature_characters() + word.len())) {
            return true;
        }
        let alone = after.is_empty() || after.starts_with(['\n', '\r', '\\', '"', '\'', '`']);
        if broken {
            (alone && self.line >= WRAPPED_LINE) || (looks_random(word) && (alone || !complete))
        } else {
            looks_random(word) && !(complete && among)
        }
    }

    /// Leaves out quotes, commas and, where the token stands among other words, the brackets and stops after it.
    fn trim(&mut self) {
        while let Some(last) = self.taken.text.chars().next_back() {
            let surplus_stop = last == '.' && self.is_complete() && self.dots > self.expected.dots;
            let wrapper = match self.standing {
                Standing::Alone | Standing::Quoted => matches!(last, '"' | '\'' | '`' | ',' | ';'),
                Standing::Among(_) => matches!(last, ')' | ']' | '}' | ':' | '!' | '?') || surplus_stop,
            };
            if !wrapper {
                break;
            }
            if last == '.' {
                self.dots -= 1;
            }
            self.taken.pop();
        }
    }
}

impl Taken {
    /// The bytes of the text that one byte of the token stands for.
    pub(super) fn given(&self, at: usize) -> Span {
        super::given(&self.runs, at)
    }

    fn pop(&mut self) {
        let end = self.text.len();
        self.text.pop();
        let at = self.text.len();
        let span = Span::new(self.given(at).start, self.given(end - 1).end);
        self.trailing.span =
            if self.trailing.count == 0 { span } else { Span::new(span.start, self.trailing.span.end) };
        self.trailing.count += 1;
        while self.runs.pop_if(|run| run.cleaned >= at).is_some() {}
    }
}

/// Whether a byte can stand in a token: base64 of either alphabet, padding, the dots, the tilde, an escape.
const fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'+' | b'/' | b'=' | b'%')
}

/// Whether a word is no word of a language: small and large letters mixed, or long with digits and letters.
fn looks_random(word: &str) -> bool {
    let small = word.bytes().any(|b| b.is_ascii_lowercase());
    let large_inside = word.bytes().skip(1).any(|b| b.is_ascii_uppercase());
    let letter = word.bytes().any(|b| b.is_ascii_alphabetic());
    let digit = word.bytes().any(|b| b.is_ascii_digit());
    (small && large_inside) || (letter && digit && word.len() >= 12)
}

/// What a header, with the dot after it, says of the parts that follow.
fn expected(header: &[u8]) -> Expected {
    let header = base64url::read(header.strip_suffix(b".").unwrap_or(header)).bytes;
    let header = String::from_utf8_lossy(&header);
    if header.contains("\"enc\"") {
        return Expected { dots: 4, signature: None };
    }
    let algorithm = header.split_once("\"alg\"").and_then(|(_, rest)| {
        rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?.split('"').next()
    });
    let signature = match algorithm {
        Some("none") => Some(0),
        Some(name) => Algorithm::named(name).and_then(Algorithm::signature_bytes).map(base64url::encoded_len),
        None => None,
    };
    Expected { dots: 2, signature }
}

/// The character of a percent escape (RFC 3986 section 2.1) at the start of the text, if it is one that is shown.
fn percent(text: &str) -> Option<char> {
    let digits = text.get(1..3)?;
    escaped(digits)
}

/// The character of a JSON escape (RFC 8259 section 7) at the start of the text, or of a line that a shell continues,
/// and its length in bytes.
fn json(text: &str) -> Option<(char, usize)> {
    match text.as_bytes() {
        [_, b'/', ..] => Some(('/', 2)),
        // A line break after the backslash: a shell continues the line.
        [_, b'n' | b'\n', ..] => Some(('\n', 2)),
        [_, b'r', ..] => Some(('\r', 2)),
        [_, b't', ..] => Some(('\t', 2)),
        [_, b'\r', b'\n', ..] => Some(('\n', 3)),
        [_, b'u', b'0', b'0', ..] => Some((escaped(text.get(4..6)?)?, 6)),
        _ => None,
    }
}

fn escaped(digits: &str) -> Option<char> {
    let digits = Some(digits).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let byte = u8::from_str_radix(digits, 16).ok()?;
    Some(char::from(byte)).filter(|c| c.is_ascii_graphic() || c.is_ascii_whitespace())
}
