//! What stands in the place of `inside/` in the module that the page loads first: it opens nothing of the kind, and
//! the second one is asked.

use jotsmith::inspect::Layer;

/// What a token in JSON serialization is.
pub(super) fn serialization_words(_: &Layer) -> String {
    "JSON serialization".into()
}
