//! JSON Web Tokens: make, read, check and explain; safe by default.
//!
//! The modules stand in the order of the data, and a module uses only modules above it.
#![forbid(unsafe_code)]
#![warn(clippy::exhaustive_enums, clippy::exhaustive_structs)]

pub mod limits;
pub mod reason;
pub mod text;
pub mod json;
pub mod alg;
pub mod find;
pub mod token;
mod crypto;
pub mod key;
pub mod jws;
pub mod check;
pub mod verdict;
pub mod verify;
pub mod inspect;

pub use alg::Algorithm;
pub use inspect::inspect;
pub use jws::{SignError, Signer};
pub use key::{AnyKey, Key, KeyError, KeySet};
pub use text::time::{NumericDate, Seconds};
pub use token::Token;
pub use verdict::Verdict;
pub use verify::{Rejection, Scratch, Verified, Verifier};

/// The example of the README, so that it is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
#[derive(Debug)]
struct Readme;
