//! The random values of an encryption, in the order in which they are drawn: content encryption key, what key management
//! draws for each recipient (ephemeral key, salt, initialization vector), initialization vector of the content.

use zeroize::Zeroizing;

use crate::crypto;
use crate::key::KeyError;

/// Where random values come from: the provider, or in tests of published examples the values that they state.
#[derive(Debug, Default)]
pub(super) struct Chance {
    #[cfg(test)]
    stated: std::collections::VecDeque<Vec<u8>>,
}

impl Chance {
    /// The values, in order; after the last the provider's.
    #[cfg(test)]
    pub(super) fn stated(values: Vec<Vec<u8>>) -> Self {
        Self { stated: values.into() }
    }

    #[cfg(test)]
    fn next_stated(&mut self) -> Option<Vec<u8>> {
        self.stated.pop_front()
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "tests keep their values in it")]
    const fn next_stated(&mut self) -> Option<Vec<u8>> {
        None
    }

    /// Random bytes.
    pub(super) fn bytes(&mut self, count: usize) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        if let Some(stated) = self.next_stated() {
            return Ok(Zeroizing::new(stated));
        }
        let mut bytes = Zeroizing::new(vec![0; count]);
        crypto::random(&mut bytes)?;
        Ok(bytes)
    }

    /// The private number that an example states for its ephemeral key; none: make a fresh one.
    pub(super) fn number(&mut self) -> Option<Zeroizing<Vec<u8>>> {
        self.next_stated().map(Zeroizing::new)
    }
}
