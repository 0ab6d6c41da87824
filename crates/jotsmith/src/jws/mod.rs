//! JWS: signing. Whether a signature holds is asked in `check/`, and only a verifier asks it.

pub(crate) mod payload;
#[cfg(feature = "serializations")]
mod serialize;
mod sign;

pub use sign::{SignError, Signer, insecure_unsigned};
