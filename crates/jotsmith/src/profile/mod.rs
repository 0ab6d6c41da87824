//! Kinds of token with rules of their own, above what every JWS and JWT has.
//!
//! SD-JWTs (RFC 9901) and DPoP proofs (RFC 9449) enter as text; verdicts and verified results leave, made by the same checks as those of
//! [`Verifier`](crate::Verifier). What every token has does not belong here.

#[cfg(feature = "profiles")]
pub mod dpop;
#[cfg(feature = "profiles")]
mod held;
#[cfg(feature = "profiles")]
mod jws;
#[cfg(feature = "profiles")]
mod opened;
#[cfg(feature = "profiles")]
pub mod sd_jwt;

#[cfg(not(feature = "profiles"))]
#[path = "absent.rs"]
mod opened;

pub use opened::is_left_out;
pub(crate) use opened::{held, judged, nested};

/// A token that stands in a claim.
#[derive(Debug)]
pub(crate) struct Held {
    /// Where it stands in the payload: a JSON pointer (RFC 6901), cut where it is longer than the bound.
    pub(crate) pointer: String,
    /// The token as it stands there, escapes undone.
    pub(crate) text: String,
}
