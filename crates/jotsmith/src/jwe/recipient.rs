//! One receiver of an encrypted token: its key, and what is said to it alone.

use super::fit;
use super::key_management::Parties;
use crate::alg::{ContentEncryption, KeyManagement};
use crate::key::{Encrypts, Held, Key, Said};
use crate::reason::{Code, Part, Place, Reason};

/// One receiver: its key, the algorithm, its name.
#[derive(Clone, Debug)]
#[must_use]
pub struct Recipient<'k> {
    pub(super) key: &'k Held,
    pub(super) algorithm: Option<KeyManagement>,
    pub(super) kid: Option<String>,
    pub(super) parties: Parties,
    pub(super) iterations: Option<u32>,
}

impl<'k> Recipient<'k> {
    /// The holder of the private half, or of the same secret.
    pub fn new<K: Encrypts>(key: &'k Key<K>) -> Self {
        let key = key.held();
        let kid = key.kid().map(|kid| kid.as_str().into());
        Self { key, algorithm: None, kid, parties: Parties::default(), iterations: None }
    }

    /// Names the algorithm, for a key that serves several.
    pub const fn algorithm(mut self, algorithm: KeyManagement) -> Self {
        self.algorithm = Some(algorithm);
        self
    }

    /// The key ID, `kid`; the key's own unless said.
    pub fn kid(mut self, kid: Option<&str>) -> Self {
        self.kid = kid.map(Into::into);
        self
    }

    /// What is said of sender and receiver, `apu` and `apv`: both hash it into the agreed key (RFC 7518 section 4.6.1).
    pub fn parties(mut self, sender: &[u8], receiver: &[u8]) -> Self {
        self.parties = Parties { apu: Some(sender.to_vec()), apv: Some(receiver.to_vec()) };
        self
    }

    /// The algorithm that was named, or the key's own; a key on a curve has ECDH-ES, with key wrap where there are
    /// several recipients.
    pub(super) fn chosen(&self, several: bool) -> Result<KeyManagement, Reason> {
        let own = match self.key.said() {
            Said::Named(alg) => KeyManagement::named(alg)
                .or_else(|| ContentEncryption::named(alg).map(|_| KeyManagement::Dir)),
            Said::Nothing if self.key.curve().is_some() => {
                Some(if several { KeyManagement::EcdhEsA256Kw } else { KeyManagement::EcdhEs })
            }
            Said::Nothing | Said::Signs => None,
        };
        if let Some(algorithm) = self.algorithm.or(own) {
            return Ok(algorithm);
        }
        let place = Place::part(Part::Key(0));
        if self.key.said() == Said::Nothing {
            let choices = fit::names(fit::algorithms(self.key).filter(|a| *a != KeyManagement::Rsa15));
            return Err(Reason::new(Code::KeyWithoutAlgorithm).at(place).expected(choices));
        }
        let reason = Reason::new(Code::AlgKeyMismatch).at(place).found("encryption");
        Err(reason.expected(fit::why(self.key, KeyManagement::Dir, None)))
    }

    /// The content encryption that the key itself names or, under `dir`, has the length of.
    pub(super) fn encryption(&self, algorithm: KeyManagement) -> Option<ContentEncryption> {
        if algorithm != KeyManagement::Dir {
            return None;
        }
        if let Said::Named(alg) = self.key.said()
            && let Some(named) = ContentEncryption::named(alg)
        {
            return Some(named);
        }
        let bytes = self.key.secret_bytes()?.len();
        // Of 32 bytes AES-GCM is the choice: the table has the composites first.
        ContentEncryption::ALL.iter().rev().copied().find(|enc| enc.key_bytes() == bytes)
    }
}
