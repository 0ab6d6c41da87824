//! What must not be in a copy: the bytes of a finding that a redacted text leaves out.

use jotsmith::Token;
use jotsmith::find::{Foreign, Found, Shape};
use jotsmith::reason::Span;

use super::Hit;
use super::finding::Seen;

/// Bytes in which the end of a private key is looked for.
pub(super) const KEY_BYTES: usize = 32 * 1024;

/// A token; nothing where its header is none of a token, or where nothing follows the header.
pub(super) fn of_token(found: Found) -> Option<Hit> {
    let reading = Token::read(&found.text);
    let (alg, enc) = (reading.header_text("alg"), reading.header_text("enc"));
    if (alg.is_none() && enc.is_none()) || !found.text.contains('.') {
        return None;
    }
    let encrypted = found.shape == Shape::Jwe || enc.is_some();
    let parts = if encrypted { 1 } else { 2 };
    let secret = found.text.match_indices('.').nth(parts - 1).map_or(found.text.len(), |(at, _)| at + 1);
    let span = found.given(Span::new(secret, found.text.len()));
    let span =
        if secret == found.text.len() { (found.span.end, found.span.end) } else { (span.start, span.end) };
    Some(Hit {
        start: found.span.start,
        end: found.span.end,
        secret: span,
        what: Seen::Token { found: Box::new(found), reading: Box::new(reading) },
    })
}

/// Another credential.
pub(super) fn of_foreign(foreign: Foreign, text: &str) -> Hit {
    let span = foreign.span;
    let text = span.of_str(text).to_owned();
    Hit {
        start: span.start,
        end: span.end,
        secret: (span.start, span.end),
        what: Seen::Foreign { foreign: Box::new(foreign), text },
    }
}
