//! Weak keys, and secrets that are none. `key-invalid` faults of the numbers themselves are found when a key is read.

use super::material::{Held, PublicMaterial};
use super::{KeyError, Secret, detect};
use crate::alg::Algorithm;
use crate::limits::RSA_STRONG_BITS;
use crate::reason::{Code, Part, Place, Reason};

/// What makes the key too weak for the algorithm.
pub(super) fn weaknesses(held: &Held, algorithm: Algorithm) -> Vec<Reason> {
    if let (Some(secret), Some(least)) = (held.secret(), algorithm.hmac_key_bytes())
        && secret.bytes().len() >= least
    {
        return Vec::new();
    }
    let mut weaknesses = Vec::new();
    let place = Place::part(Part::Key(0));
    if let (Some(secret), Some(least)) = (held.secret(), algorithm.hmac_key_bytes()) {
        let found = secret.bytes().len();
        if found < least {
            weaknesses.push(
                Reason::new(Code::HmacKeyShort)
                    .at(place)
                    .found(found.to_string())
                    .expected(least.to_string())
                    .with("alg", algorithm.as_str()),
            );
        }
    } else if let Some(PublicMaterial::Rsa { roca, .. }) = held.public_material() {
        let found = held.bits();
        if found < RSA_STRONG_BITS {
            weaknesses.push(
                Reason::new(Code::RsaKeyShort)
                    .at(place.clone())
                    .found(found.to_string())
                    .expected(RSA_STRONG_BITS.to_string()),
            );
        }
        if *roca {
            weaknesses.push(Reason::new(Code::RsaRoca).at(place));
        }
    }
    weaknesses
}

/// What no setting allows: the empty secret, and a public key in the place of a secret.
pub(super) fn fit_for_hmac(secret: &Secret) -> Result<(), KeyError> {
    if secret.bytes().is_empty() {
        return Err(KeyError::invalid("the secret is empty"));
    }
    if secret_is_public_key(secret.bytes()) {
        return Err(Reason::new(Code::HmacPublicKey).into());
    }
    Ok(())
}

/// Whether the bytes are the text of a public key: PEM, DER, a JWK, an OpenSSH line, a certificate. Whoever reads the
/// public key could sign under such a secret (RFC 8725 section 2.1).
pub fn secret_is_public_key(secret: &[u8]) -> bool {
    detect::is_public_key_text(secret)
}
