//! The command line from outside: the built program, what is typed and what comes out.
#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests start the program, make its files, and may panic"
)]

mod common;
mod encryption;
mod examples;
mod files;
mod lines;
mod manual;
mod policy;
mod scan;
mod streams;
mod transcripts;
mod vectors;
