//! Which algorithms of a JWE a key may serve: by its type, curve and length, by its `alg`, `use` and `key_ops`, and by
//! the caller's list. The header of a token is only ever compared with that.

use super::key_management::{Mode, mode};
use crate::alg::{ContentEncryption, Curve, KeyManagement, KeyType};
use crate::key::{Held, Operations, Said};
use crate::reason::escape::quoted;

/// Whether the key's type, curve and length are those of the algorithm.
pub(super) fn can(key: &Held, algorithm: KeyManagement, enc: Option<ContentEncryption>) -> bool {
    let secret = key.secret_bytes().map(<[u8]>::len);
    match mode(algorithm) {
        Mode::Direct => {
            let fits = |enc: ContentEncryption| secret == Some(enc.key_bytes());
            enc.map_or_else(|| ContentEncryption::ALL.iter().any(|enc| fits(*enc)), fits)
        }
        Mode::Wrap(bytes) | Mode::GcmWrap(bytes) => secret == Some(bytes),
        Mode::Password { .. } => secret.is_some(),
        Mode::Oaep(_) | Mode::Pkcs1 => key.key_type() == KeyType::Rsa,
        Mode::Agree(_) => key.curve().is_some_and(agrees),
    }
}

/// Whether keys on the curve are agreed on by ECDH-ES (RFC 7518 section 4.6.1.1, RFC 8037 section 3.2).
const fn agrees(curve: Curve) -> bool {
    matches!(curve, Curve::P256 | Curve::P384 | Curve::P521 | Curve::X25519 | Curve::X448)
}

/// Whether the key is for the algorithm: it can be, and what it says does not forbid it. A key that says nothing serves
/// all that it can.
pub(super) fn is_for(key: &Held, algorithm: KeyManagement, enc: Option<ContentEncryption>) -> bool {
    let said = match key.said() {
        Said::Nothing => true,
        Said::Signs => false,
        Said::Named(alg) => {
            alg == algorithm.as_str()
                || algorithm == KeyManagement::Dir
                    && ContentEncryption::named(alg).is_some_and(|own| enc.is_none_or(|enc| enc == own))
        }
    };
    said && can(key, algorithm, enc)
}

/// What a key that lists its operations is asked for (RFC 7517 section 4.3).
///
/// What is done to the content encryption key has no one name: the Web Cryptography API encrypts and decrypts it where
/// the operation is the same as for a message, and libraries wrap it also by a key that was agreed on. All of these names
/// are taken, and none that means something else.
pub(super) const fn operations(algorithm: KeyManagement) -> Operations {
    let (encrypting, decrypting): (&[&str], &[&str]) = match mode(algorithm) {
        Mode::Direct => (&["encrypt"], &["decrypt"]),
        Mode::Wrap(_) | Mode::GcmWrap(_) | Mode::Oaep(_) | Mode::Pkcs1 => {
            (&["wrapKey", "encrypt"], &["unwrapKey", "decrypt"])
        }
        Mode::Agree(_) | Mode::Password { .. } => {
            (&["deriveKey", "deriveBits", "wrapKey"], &["deriveKey", "deriveBits", "unwrapKey"])
        }
    };
    Operations { encrypting, decrypting }
}

/// Whether the algorithm is known without being named: the key says it, or has a curve.
pub(super) fn is_named(key: &Held) -> bool {
    match key.said() {
        Said::Named(_) => true,
        Said::Nothing => key.curve().is_some(),
        Said::Signs => false,
    }
}

/// The algorithms that the key may serve, in the order of the table.
pub(super) fn algorithms(key: &Held) -> impl Iterator<Item = KeyManagement> {
    KeyManagement::ALL.iter().copied().filter(|algorithm| is_for(key, *algorithm, None))
}

/// The algorithms by their names, with commas.
pub(super) fn names(algorithms: impl Iterator<Item = KeyManagement>) -> String {
    algorithms.map(KeyManagement::as_str).collect::<Vec<_>>().join(", ")
}

/// Why the key does not serve the algorithm, as the end of "the key does not fit …: …".
pub(super) fn why(key: &Held, algorithm: KeyManagement, enc: Option<ContentEncryption>) -> String {
    match key.said() {
        Said::Signs => return "it is for signatures".into(),
        Said::Named(alg) if !is_for(key, algorithm, None) => return format!("it is for {}", quoted(alg)),
        Said::Named(_) | Said::Nothing => {}
    }
    let secret = key.secret_bytes().map(<[u8]>::len);
    let wanted = match mode(algorithm) {
        Mode::Direct => enc.map(ContentEncryption::key_bytes),
        Mode::Wrap(bytes) | Mode::GcmWrap(bytes) => Some(bytes),
        Mode::Password { .. } | Mode::Oaep(_) | Mode::Pkcs1 | Mode::Agree(_) => None,
    };
    if let (Some(found), Some(wanted)) = (secret, wanted)
        && found != wanted
    {
        return format!("it has {found} bytes, not {wanted}");
    }
    match key.curve() {
        Some(curve) => format!("it is a key on {curve}"),
        None => format!("it is a key of type {}", key.key_type().as_str()),
    }
}
