//! Keys for the algorithms of a JWE: named for one, or made for one.

use super::fit;
use super::key_management::{Mode, mode};
use crate::alg::{ContentEncryption, Curve, KeyManagement};
use crate::key::{AnyKey, Held, Key, KeyError, Kind, Private, Shared};
use crate::reason::{Code, Reason};

impl<K: Kind> Key<K> {
    /// The same key for this key management algorithm of a JWE and no other, as `alg` of a JWK would say.
    ///
    /// # Errors
    /// `alg-key-mismatch` if the key is for another algorithm, or has not its type, curve or length.
    pub fn with_key_management(self, algorithm: KeyManagement) -> Result<Self, KeyError> {
        may_be_for(self.held(), algorithm)?;
        Ok(self.bound_to_encryption(algorithm.as_str()))
    }
}

impl AnyKey {
    /// The same key for this key management algorithm of a JWE and no other; see [`Key::with_key_management`].
    ///
    /// # Errors
    /// `alg-key-mismatch` if the key is for another algorithm, or has not its type, curve or length.
    pub fn with_key_management(self, algorithm: KeyManagement) -> Result<Self, KeyError> {
        may_be_for(self.held(), algorithm)?;
        Ok(self.bound_to_encryption(algorithm.as_str()))
    }

    /// A fresh key that tokens are encrypted to by this algorithm (RFC 7518 section 4): a secret as long as the algorithm
    /// wants it, an RSA key of 3072 bits, an EC key on P-256. Of `dir` it is a secret for A256GCM.
    ///
    /// Others are made by their parts: [`Key::generate_direct`] for another content encryption, [`Key::generate`] or
    /// [`Key::generate_rsa`] with [`Key::with_key_management`] for another curve or size.
    ///
    /// # Errors
    /// `alg-disabled` for RSA1_5, which is never made; `alg-key-mismatch` for PBES2, which takes a password that people
    /// remember; `chance-failed` if the system gives no random bytes.
    ///
    /// # Examples
    /// ```
    /// use jotsmith::{AnyKey, alg::KeyManagement};
    ///
    /// let key = AnyKey::generate_for_encryption(KeyManagement::EcdhEsA256Kw)?;
    /// assert!(key.to_jwk()?.contains(r#""alg":"ECDH-ES+A256KW""#));
    /// # Ok::<(), jotsmith::KeyError>(())
    /// ```
    pub fn generate_for_encryption(algorithm: KeyManagement) -> Result<Self, KeyError> {
        let key = match mode(algorithm) {
            Mode::Direct => return Key::generate_direct(ContentEncryption::A256Gcm).map(Self::Shared),
            Mode::Wrap(bytes) | Mode::GcmWrap(bytes) => Key::random(bytes)?.into(),
            Mode::Oaep(_) => Key::generate_rsa(Key::<Private>::RSA_BITS)?.into(),
            Mode::Agree(_) => Key::<Private>::generate(Curve::P256)?.into(),
            Mode::Pkcs1 => return Err(Reason::new(Code::AlgDisabled).found(algorithm.as_str()).into()),
            Mode::Password { .. } => {
                return Err(mismatch(algorithm, "it takes a password, not a key".into()));
            }
        };
        Self::with_key_management(key, algorithm)
    }
}

impl Key<Shared> {
    /// A fresh secret that encrypts content itself, under `dir` (RFC 7518 section 4.5). Its JWK names the content
    /// encryption as `alg`.
    ///
    /// # Errors
    /// `chance-failed` if the system gives no random bytes.
    pub fn generate_direct(enc: ContentEncryption) -> Result<Self, KeyError> {
        Ok(Self::random(enc.key_bytes())?.bound_to_encryption(enc.as_str()))
    }
}

fn may_be_for(key: &Held, algorithm: KeyManagement) -> Result<(), KeyError> {
    if fit::is_for(key, algorithm, None) {
        return Ok(());
    }
    Err(mismatch(algorithm, fit::why(key, algorithm, None)))
}

fn mismatch(algorithm: KeyManagement, why: String) -> KeyError {
    Reason::new(Code::AlgKeyMismatch).found(algorithm.as_str()).expected(why).into()
}

#[cfg(test)]
mod tests {
    use super::super::{Decrypter, Encrypter};
    use super::*;

    #[test]
    fn a_key_made_for_an_algorithm_serves_it_and_says_so() {
        for algorithm in KeyManagement::ALL {
            let key = match (mode(*algorithm), AnyKey::generate_for_encryption(*algorithm)) {
                (Mode::Pkcs1, made) => {
                    assert_eq!(made.unwrap_err().code(), Code::AlgDisabled);
                    continue;
                }
                (Mode::Password { .. }, made) => {
                    assert_eq!(made.unwrap_err().code(), Code::AlgKeyMismatch);
                    continue;
                }
                (_, made) => made.unwrap(),
            };
            let jwk = key.to_jwk().unwrap();
            let says = if *algorithm == KeyManagement::Dir { "A256GCM" } else { algorithm.as_str() };
            assert!(jwk.contains(&format!("\"alg\":\"{says}\"")), "{}", *jwk);
            let read = AnyKey::read(jwk.as_bytes()).unwrap();
            let token = match &key {
                AnyKey::Private(key) => Encrypter::new(&key.public()).encrypt(b"for you"),
                AnyKey::Shared(key) => Encrypter::new(key).encrypt(b"for you"),
                AnyKey::Public(_) => panic!("a public key was made"),
            };
            let opened = Decrypter::with_keys(vec![read]).decrypt(&token.unwrap()).unwrap();
            assert_eq!(opened.plaintext(), b"for you", "{says}");
        }
    }

    #[test]
    fn each_content_encryption_has_a_key_of_its_length() {
        for enc in ContentEncryption::ALL {
            let key = Key::generate_direct(*enc).unwrap();
            assert_eq!(key.bits(), enc.key_bytes() * 8);
            let token = Encrypter::new(&key).encrypt(b"").unwrap();
            let header = token.split('.').next().unwrap();
            let header = crate::text::base64url::decode(header.as_bytes()).unwrap();
            assert!(String::from_utf8(header).unwrap().contains(&format!("\"enc\":\"{}\"", enc.as_str())));
        }
    }

    #[test]
    fn a_key_is_named_only_for_what_it_can() {
        let key = |curve| Key::<Private>::generate(curve).unwrap();
        let code = |made: Result<Key<Private>, KeyError>| made.map(|_| ()).unwrap_err().code();
        key(Curve::X25519).with_key_management(KeyManagement::EcdhEs).unwrap();
        assert_eq!(
            code(key(Curve::Ed25519).with_key_management(KeyManagement::EcdhEs)),
            Code::AlgKeyMismatch
        );
        assert_eq!(
            code(key(Curve::P256).with_key_management(KeyManagement::RsaOaep256)),
            Code::AlgKeyMismatch
        );
        let secret = |bytes| AnyKey::from(Key::random(bytes).unwrap());
        secret(16).with_key_management(KeyManagement::A128Kw).unwrap();
        let short = secret(16).with_key_management(KeyManagement::A256Kw).unwrap_err();
        assert_eq!(short.to_string(), "The key does not fit A256KW: it has 16 bytes, not 32.");
    }
}
