//! A JWK, or a set of them, that is kept encrypted with a password: a JWE of PBES2 whose content is the key (RFC 7517
//! section 7 and appendix C).

use super::{Decrypter, EncryptError, Encrypter};
use crate::alg::KeyManagement;
use crate::key::{AnyKey, Key, KeyError, KeySet, Secret, Shared};
use crate::reason::{Code, Reason};
use crate::token::{EncryptedToken, media_type};

/// The types of content that are keys (RFC 7517 section 8.5).
const TYPES: &[&str] = &["jwk+json", "jwk-set+json"];

/// The algorithms that a password opens.
const PASSWORDS: [KeyManagement; 3] =
    [KeyManagement::Pbes2Hs256A128Kw, KeyManagement::Pbes2Hs384A192Kw, KeyManagement::Pbes2Hs512A256Kw];

/// Whether the text is a key, or a set of keys, in a JWE that says so.
pub fn is_wrapped_key(text: &str) -> bool {
    EncryptedToken::is_shaped(text)
        && EncryptedToken::parse(text).is_ok_and(|token| {
            let cty = media_type(token.protected_text("cty").unwrap_or_default());
            TYPES.iter().any(|known| known.eq_ignore_ascii_case(cty))
        })
}

/// The keys in a JWE, opened with the password.
///
/// # Errors
/// `key-password` where the password does not open it, `jwe-pbes2-costly` where opening it would cost more than the
/// bound, the faults of the token, and those of the keys inside.
pub fn open_wrapped_keys(text: &str, password: &[u8]) -> Result<KeySet, KeyError> {
    let password = Key::of_secret(Secret::new(password))?;
    let opened =
        Decrypter::new(&password).algorithms(PASSWORDS).decrypt(text).map_err(|fault| {
            match fault.reasons().iter().next().cloned() {
                Some(reason) if reason.code() != Code::DecryptionFailed => KeyError::from(reason),
                Some(_) | None => KeyError::from(Reason::new(Code::KeyPassword)),
            }
        })?;
    KeySet::read(opened.plaintext())
}

/// The key as a JWK, encrypted with the password.
///
/// ```
/// use jotsmith::jwe::{open_wrapped_keys, wrap_key};
/// use jotsmith::{Algorithm, AnyKey};
///
/// let key = AnyKey::generate(Algorithm::Es256)?;
/// let kept = wrap_key(&key, b"correct horse battery staple")?;
/// let again = open_wrapped_keys(&kept, b"correct horse battery staple")?;
/// assert_eq!(again.keys().next().unwrap().1.thumbprint(), key.thumbprint());
/// let fault = open_wrapped_keys(&kept, b"another guess").unwrap_err();
/// assert_eq!(fault.to_string(), "The password does not open the key.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// `key-invalid` for an empty password, `key-form` for a key that no JWK holds, `chance-failed` if the system gives no
/// random bytes.
pub fn wrap_key(key: &AnyKey, password: &[u8]) -> Result<String, EncryptError> {
    let password: Key<Shared> = Key::of_secret(Secret::new(password))?;
    let jwk = key.to_jwk()?;
    Encrypter::new(&password)
        .algorithm(KeyManagement::Pbes2Hs256A128Kw)
        .cty("jwk+json")
        .encrypt(jwk.as_bytes())
}
