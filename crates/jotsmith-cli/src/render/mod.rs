//! What people see: a file per thing shown. In go answers of the engine, out come lines. Layout and colours are here;
//! words about tokens are the engine's.

pub(crate) mod certificate;
pub(crate) mod claim;
pub(crate) mod defect;
pub(crate) mod finding;
pub(crate) mod json;
pub(crate) mod key;
pub(crate) mod lines;
pub(crate) mod paint;
pub(crate) mod reason;
pub(crate) mod token;
pub(crate) mod verdict;

/// How many there are, in words: `1 key`, `3 keys`.
pub(crate) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
