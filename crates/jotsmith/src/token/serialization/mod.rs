//! JSON serialization, flattened and general: RFC 7515 section 7.2, RFC 7516 section 7.2.
//!
//! In goes the text of an object, out comes what a JWS in it says, strictly parsed or tolerantly read, each byte with
//! its place in the text. Here stand the steps that JWS and JWE share: the object, its strings, its headers. The rules
//! of a JWS stand in `jws.rs`; nothing here looks at a key.

mod document;
mod jws;
mod reading;

pub(crate) use jws::Role;
pub use jws::{JsonJws, JsonSignature};

pub(crate) use document::{Family, Text, family, kind_fault, malformed, parse};
pub(crate) use reading::read;
