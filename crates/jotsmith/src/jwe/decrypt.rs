//! The door to what is encrypted: keys and allow-lists in, the plaintext out, or why not.

use core::fmt;

use zeroize::Zeroizing;

use super::budget::Budget;
use super::error::DecryptError;
use super::key_management::is_shared;
use super::open::{Allowed, open};
use crate::alg::{ContentEncryption, KeyManagement};
use crate::key::{AnyKey, Decrypts, Key, KeySet, WeakKeys};
use crate::limits::Bounds;
use crate::reason::Severity;
use crate::token::EncryptedToken;

/// What a decrypter takes as its keys: one key, or a set.
pub trait DecryptingKeys: sealed::Sealed {
    /// The keys, and whether they are a set.
    #[doc(hidden)]
    fn decrypting_keys(&self) -> (Vec<AnyKey>, bool);
}

mod sealed {
    /// Only the engine says what a key is.
    #[expect(unnameable_types, reason = "that nobody can name it is the point")]
    pub trait Sealed {}
    impl<K: super::Decrypts> Sealed for super::Key<K> {}
    impl Sealed for super::KeySet {}
}

impl<K: Decrypts> DecryptingKeys for Key<K> {
    fn decrypting_keys(&self) -> (Vec<AnyKey>, bool) {
        (vec![self.to_any()], false)
    }
}

impl DecryptingKeys for KeySet {
    fn decrypting_keys(&self) -> (Vec<AnyKey>, bool) {
        (self.keys().map(|(_, key)| key.clone()).collect(), true)
    }
}

/// Decrypts JWEs of every serialization. A public key does not fit: `Decrypter::new` takes a kind that decrypts.
///
/// ```
/// use jotsmith::alg::KeyManagement;
/// use jotsmith::key::{Key, Secret};
/// use jotsmith::{Decrypter, Encrypter};
///
/// let key = Key::of_secret(Secret::new(&[7; 32]))?.with_key_management(KeyManagement::Dir)?;
/// let token = Encrypter::new(&key).encrypt(b"between us")?;
///
/// let decrypted = Decrypter::new(&key).decrypt(&token)?;
/// assert_eq!(decrypted.plaintext(), b"between us");
/// assert!(decrypted.authenticates_sender(), "whoever encrypted it held the key");
///
/// let refused = Decrypter::new(&key).algorithms([KeyManagement::A256Kw]).decrypt(&token).unwrap_err();
/// assert_eq!(refused.to_string(), "The algorithm dir is not allowed; allowed: A256KW.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Decrypter {
    keys: Vec<AnyKey>,
    allowed: Allowed,
    bounds: Bounds,
}

impl Decrypter {
    /// A decrypter with one key, or a set of them.
    pub fn new(keys: &impl DecryptingKeys) -> Self {
        let (keys, set) = keys.decrypting_keys();
        Self { keys, allowed: Allowed { set, ..Allowed::default() }, bounds: Bounds::default() }
    }

    /// A decrypter with keys whose kinds are known only when the program runs. A public key among them opens nothing.
    pub fn with_keys(keys: Vec<AnyKey>) -> Self {
        Self { keys, allowed: Allowed::default(), bounds: Bounds::default() }
    }

    /// Says that the keys are a set: then the token's kid chooses among them even where there is one.
    pub const fn of_set(mut self) -> Self {
        self.allowed.set = true;
        self
    }

    /// Allows these key management algorithms and no other. A key that names its own algorithm serves no other; one that
    /// names none serves those of the list that it can (RFC 8725 section 3.1).
    pub fn algorithms(mut self, algorithms: impl IntoIterator<Item = KeyManagement>) -> Self {
        self.allowed.algorithms = Some(algorithms.into_iter().collect());
        self
    }

    /// Allows these content encryptions and no other.
    pub fn contents(mut self, contents: impl IntoIterator<Item = ContentEncryption>) -> Self {
        self.allowed.contents = Some(contents.into_iter().collect());
        self
    }

    /// Switches RSA1_5 on, whose padding can be attacked (RFC 8725 section 3.2). All that fails under it fails alike. Only
    /// the native provider has it.
    pub const fn insecure_rsa1_5(mut self) -> Self {
        self.allowed.rsa1_5 = true;
        self
    }

    /// What is done with an RSA key that is too short; refused unless said.
    pub const fn weak_keys(mut self, setting: WeakKeys) -> Self {
        self.allowed.weak_keys = setting;
        self
    }

    /// How long a token may be, and how much work one call: iterations, inflated bytes, keys tried. The rest of the
    /// bounds is for verifiers.
    pub const fn bounds(mut self, bounds: Bounds) -> Self {
        self.bounds = bounds;
        self
    }

    /// Decrypts a token of any serialization.
    ///
    /// # Errors
    /// Every fault of form; `alg-not-allowed`, `alg-disabled`, `kid-unknown`, `alg-key-mismatch` and the other reasons
    /// why no key was tried; `jwe-pbes2-costly` before any work is done; `decryption-failed` for all that fails once a
    /// key is tried.
    pub fn decrypt(&self, token: &str) -> Result<Decrypted, DecryptError> {
        let token = EncryptedToken::parse_within(token, self.bounds.token_bytes).map_err(DecryptError::of)?;
        let opened = open(&token, &self.keys, &self.allowed, &mut Budget::of(self.bounds));
        let errors = opened.reasons.iter().any(|reason| reason.severity() == Severity::Error);
        match (opened.plaintext, opened.algorithm, opened.encryption) {
            (Some(plaintext), Some(algorithm), Some(encryption)) if !errors => Ok(Decrypted {
                key: opened.key.and_then(|index| self.keys.get(index)).cloned(),
                token,
                plaintext,
                algorithm,
                encryption,
                recipient: opened.recipient,
                warnings: opened.reasons,
            }),
            (_, _, _) => {
                let (mut errors, others): (Vec<_>, Vec<_>) =
                    opened.reasons.into_iter().partition(|reason| reason.severity() == Severity::Error);
                errors.extend(others);
                Err(DecryptError::of(errors))
            }
        }
    }
}

/// What was inside, and what is known about who put it there. The plaintext is wiped on drop.
pub struct Decrypted {
    token: EncryptedToken,
    plaintext: Zeroizing<Vec<u8>>,
    algorithm: KeyManagement,
    encryption: ContentEncryption,
    recipient: usize,
    key: Option<AnyKey>,
    warnings: Vec<crate::reason::Reason>,
}

impl Decrypted {
    /// The plaintext. Unless [`authenticates_sender`](Self::authenticates_sender) holds, anybody may have written it.
    pub fn plaintext(&self) -> &[u8] {
        &self.plaintext
    }

    /// Whether the sender held a secret that the receiver holds too: `dir`, key wrap and passwords. Under RSA and ECDH-ES
    /// anybody may have encrypted; then only a nested signature says who wrote it (RFC 8725 section 3.3).
    pub const fn authenticates_sender(&self) -> bool {
        is_shared(self.algorithm)
    }

    /// The key management algorithm.
    pub const fn algorithm(&self) -> KeyManagement {
        self.algorithm
    }

    /// The content encryption.
    pub const fn encryption(&self) -> ContentEncryption {
        self.encryption
    }

    /// Which recipient of the token was opened, from 0.
    pub const fn recipient(&self) -> usize {
        self.recipient
    }

    /// The key that opened it.
    pub const fn key(&self) -> Option<&AnyKey> {
        self.key.as_ref()
    }

    /// The type, `typ`, of the protected header.
    pub fn typ(&self) -> Option<&str> {
        self.token.protected_text("typ")
    }

    /// The content type, `cty`, of the protected header; `JWT` says that the content is a token (RFC 7519 section 5.2).
    pub fn cty(&self) -> Option<&str> {
        self.token.protected_text("cty")
    }

    /// The token that was opened, with its header: the tag vouches for the protected one.
    pub const fn token(&self) -> &EncryptedToken {
        &self.token
    }

    /// What is worth knowing and refuses nothing.
    pub fn warnings(&self) -> &[crate::reason::Reason] {
        &self.warnings
    }
}

impl fmt::Debug for Decrypted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (algorithm, encryption) = (self.algorithm.as_str(), self.encryption.as_str());
        write!(f, "Decrypted({algorithm}, {encryption}, {} bytes)", self.plaintext.len())
    }
}
