//! JSON Web Tokens: make, read, check and explain; safe by default.
//!
//! Tokens come in as text, claims go out verified, or a [`Verdict`] says why not: every check that failed, each with a
//! stable code, the bytes it is about and what to do. What this crate promises:
//!
//! - **The token chooses nothing.** A key carries its algorithm; the header's `alg` is only compared with it.
//! - **There is one way to [`Verified`] claims:** a [`Verifier`], which does not exist before it was said whose tokens
//!   are expected and for whom. Expiry is required unless it is waived by name.
//! - **Weak and broken keys are refused**, and so is every token that two readers could understand in two ways.
//! - **It is a function of its arguments:** no file, no network, no clock, no global state. Time is an argument.
//!
//! ```
//! use jotsmith::{Algorithm, Key, NumericDate, Signer, Verifier};
//!
//! let key = Key::hmac(Algorithm::Hs256, b"0123456789abcdef0123456789abcdef")?;
//! let token = Signer::new(&key).sign_json(br#"{"iss":"https://a.example","aud":"api","sub":"u_42","exp":1795443431}"#)?;
//!
//! let verifier = Verifier::new(&key).issuer("https://a.example").audience("api").build();
//! let verdict = verifier.judge(&token, NumericDate(1_795_442_711));
//! assert_eq!(verdict.sentence(), "Accept: valid HS256 MAC, issuer and audience as expected, expires in 12 minutes.");
//! let verdict = verifier.judge(&token, NumericDate(1_795_443_611));
//! assert_eq!(verdict.sentence(), "Do not accept: the token expired 3 minutes ago.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The modules stand in the order of the data, and a module uses only modules above it. [`manual`] tells what is
//! defended against, why each default is what it is, and how common tasks are done.
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
#[cfg(feature = "jwe")]
pub mod jwe;
pub mod check;
pub mod verdict;
pub mod verify;
pub mod profile;
#[cfg(feature = "policy")]
pub mod policy;
#[cfg(feature = "diagnosis")]
pub mod diagnose;
#[cfg(not(feature = "diagnosis"))]
#[path = "diagnose_absent.rs"]
pub mod diagnose;
pub mod describe;
pub mod inspect;
pub mod line;
pub mod schema;

pub mod manual;

pub use alg::Algorithm;
pub use diagnose::diagnose;
pub use inspect::inspect;
#[cfg(feature = "jwe")]
pub use jwe::{Decrypted, Decrypter, Encrypter};
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
