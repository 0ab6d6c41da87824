//! The boundary between the page and the engine: one question in, one answer out, both JSON text.
//!
//! Keys stay here behind handles. Nothing about tokens is decided in the page.

pub mod answer;
pub mod request;
#[cfg(test)]
mod typescript;
