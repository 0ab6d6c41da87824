//! The names in the headers of one signature or recipient: each may stand in one of them only (RFC 7515 section 7.2.1,
//! RFC 7516 section 7.2.1).

use crate::json::Value;

/// The names in the headers that were looked at, sorted: a name of the next is found without looking at each of them.
#[derive(Debug, Default)]
pub(crate) struct HeaderNames<'t>(Vec<&'t str>);

impl<'t> HeaderNames<'t> {
    /// Takes in the names of a header.
    pub(crate) fn extend(&mut self, header: Option<Value<'t>>) {
        self.0.extend(header.into_iter().flat_map(Value::members).map(|(name, _)| name));
        self.0.sort_unstable();
    }

    /// Whether one of them has it.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.binary_search(&name).is_ok()
    }

    /// The first name of a header that one of them has.
    #[cfg(feature = "jwe")]
    pub(crate) fn again(&self, header: Option<Value<'t>>) -> Option<&'t str> {
        header.into_iter().flat_map(Value::members).map(|(name, _)| name).find(|name| self.has(name))
    }
}
