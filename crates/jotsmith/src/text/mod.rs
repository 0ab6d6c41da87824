//! Texts that are more than text: base64url, UTF-8 with its place, times and durations.

pub mod base64url;
mod digits;
#[cfg(feature = "native")]
mod swift;
#[cfg(not(feature = "native"))]
#[path = "swift_absent.rs"]
mod swift;
pub mod time;
pub mod utf8;

pub(crate) use digits::digits;
#[cfg(feature = "native")]
pub(crate) use digits::leading_digits;
