//! DPoP: a proof, sent beside an access token, that the sender holds the key that the token is bound to (RFC 9449).
//!
//! [`DpopProof`] makes one for a request, [`DpopVerifier`] checks one. Replay cannot be seen from one proof: the caller
//! remembers each `jti` while proofs are fresh, and the verdict lists `replay` among what was not checked.

mod make;
mod target;
mod verify;

pub use make::DpopProof;
pub use verify::{DpopVerifier, Undecided, VerifiedProof};

pub(super) use verify::opened;

/// The type of a DPoP proof.
const TYP: &str = "dpop+jwt";

/// The methods that everybody knows: in small letters they are no methods.
const METHODS: &[&str] =
    &["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"];

/// Whether the text is a method of HTTP: a token of RFC 9110 section 5.6.2, and not a known one in other letters.
pub fn is_method(text: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let misspelt = METHODS.iter().any(|known| known.eq_ignore_ascii_case(text) && *known != text);
    !text.is_empty() && text.bytes().all(token) && !misspelt
}

/// Whether the text is the URL of a request: absolute, of http or https.
pub fn is_target(text: &str) -> bool {
    target::Target::parse(text).is_ok()
}
