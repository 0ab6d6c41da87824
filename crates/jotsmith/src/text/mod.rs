//! Texts that are more than text: base64url, UTF-8 with its place, times and durations.

pub mod base64url;
pub mod time;
pub mod utf8;
