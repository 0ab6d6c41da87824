//! SD-JWT: a JWT whose claims the holder discloses one by one (RFC 9901).
//!
//! [`SdJwtIssuer`] makes one, [`SdJwtHolder`] presents a part of it, [`SdJwtVerifier`] verifies what was presented. The
//! issuer signs digests; a disclosure beside them reveals one claim. A key binding JWT proves that the holder of the key
//! in `cnf` made the presentation, for this audience and nonce. All of it comes in compact form or in JSON serialization.

mod disclosure;
mod holder;
mod issue;
pub(super) mod key_binding;
mod parts;
mod reveal;
mod serialized;
mod signatures;
mod unverified;
mod verify;

#[cfg(test)]
mod tests;

pub use holder::SdJwtHolder;
pub use issue::SdJwtIssuer;
pub(super) use signatures::opened;
pub use unverified::{Unverified, unverified};
pub(super) use verify::judge_within;
pub use verify::{SdJwtVerifier, Undecided, VerifiedSdJwt, judge};
