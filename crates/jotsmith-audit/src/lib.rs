//! Audit: what many texts give away.
//!
//! In go bytes of logs, recordings, dumps, as they come; out come findings, and the text without what must not be in
//! it. No file is opened here and no clock is read: a face feeds bytes and says the instant. What a token is, the engine
//! knows.
#![warn(clippy::exhaustive_enums, clippy::exhaustive_structs)]

pub mod scan;

/// The JSON Schemas of what this crate writes: name without version, and the schema as text.
pub const SCHEMAS: &[(&str, &str)] = &[("finding", include_str!("../schema/finding.json"))];
