//! The pieces of an SD-JWT in compact form: the issuer-signed JWT, the disclosures, the key binding JWT, each followed
//! by `~` but the last (RFC 9901 section 4).

use crate::reason::{Code, Part, Place, Reason, Span};
use crate::token::{check_disclosures, check_length, lost_tilde};

/// Where the pieces stand in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// The issuer-signed JWT.
    pub(super) jwt: Span,
    /// The disclosures.
    pub(super) disclosures: Vec<Span>,
    /// The key binding JWT, where there is one.
    pub(super) key_binding: Option<Span>,
    /// What `sd_hash` covers: everything before the key binding, the last `~` with it (RFC 9901 section 4.3.1).
    pub(super) hashed: Span,
}

impl Parts {
    /// Nothing yet, for who writes the pieces.
    pub(super) const fn none() -> Self {
        let nowhere = Span::new(0, 0);
        Self { jwt: nowhere, disclosures: Vec::new(), key_binding: None, hashed: nowhere }
    }

    /// Splits a text that is within the bounds.
    pub(super) fn split(text: &str, token_bytes: usize) -> Result<Self, Reason> {
        check_length(text, token_bytes)?;
        let mut pieces = Vec::new();
        let mut start = 0;
        check_disclosures(text)?;
        for piece in text.split('~') {
            let span = Span::new(start, start + piece.len());
            start = span.end + 1;
            pieces.push(span);
        }
        let last = pieces.pop().unwrap_or_default();
        if pieces.is_empty() {
            let place = Place::part(Part::Token).span(Span::new(0, text.len()));
            return Err(Reason::new(Code::SdForm).at(place).found("no ~ follows the signature"));
        }
        if let Some(reason) = lost_tilde(text) {
            return Err(reason);
        }
        let jwt = pieces.remove(0);
        let key_binding = (!last.is_empty()).then_some(last);
        Ok(Self { jwt, disclosures: pieces, key_binding, hashed: Span::new(0, last.start) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> (&str, Vec<&str>, Option<&str>, &str) {
        let parts = Parts::split(text, 1000).unwrap();
        let of = |span: Span| span.of_str(text);
        let disclosures = parts.disclosures.iter().copied().map(of).collect();
        (of(parts.jwt), disclosures, parts.key_binding.map(of), of(parts.hashed))
    }

    #[test]
    fn what_follows_the_last_tilde_is_the_key_binding() {
        assert_eq!(split("a.b.c~"), ("a.b.c", vec![], None, "a.b.c~"));
        assert_eq!(split("a.b.c~d~e~"), ("a.b.c", vec!["d", "e"], None, "a.b.c~d~e~"));
        assert_eq!(split("a.b.c~d~k.k.k"), ("a.b.c", vec!["d"], Some("k.k.k"), "a.b.c~d~"));
        assert_eq!(split("a.b.c~~"), ("a.b.c", vec![""], None, "a.b.c~~"));
    }

    #[test]
    fn a_jwt_without_a_tilde_is_no_sd_jwt() {
        assert_eq!(Parts::split("a.b.c", 1000).unwrap_err().code(), Code::SdForm);
        let lost = Parts::split("a.b.c~d~e", 1000).unwrap_err();
        assert_eq!((lost.code(), lost.place().unwrap().span), (Code::SdForm, Some(Span::new(8, 9))));
        assert_eq!(Parts::split(" ", 1000).unwrap_err().code(), Code::EmptyInput);
        assert_eq!(Parts::split("a.b.c~", 5).unwrap_err().code(), Code::TooLong);
    }
}
