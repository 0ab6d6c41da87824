//! JSON that people and programs read alike: hostile characters escaped, order and number text kept.

use jotsmith::Verdict;
use jotsmith::json::{self, Writer};

/// The claims of an accepted token as one line; nothing of any other.
pub(crate) fn claims(verdict: &Verdict) -> Vec<u8> {
    let Some(tree) = verdict.payload().and_then(|payload| json::parse(payload).ok()) else {
        return Vec::new();
    };
    let mut w = Writer::new();
    w.node(tree.node());
    format!("{}\n", w.into_text()).into_bytes()
}
