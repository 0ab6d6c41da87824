//! The Concat KDF of ECDH-ES (NIST SP 800-56A section 5.8.1 as RFC 7518 section 4.6.2 uses it), with SHA-256.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// `bytes` bytes of key from the secret `z`: `algorithm` is the name that the key is for, `apu` and `apv` tell of the
/// two parties.
pub(crate) fn concat_kdf(
    z: &[u8],
    algorithm: &str,
    apu: &[u8],
    apv: &[u8],
    bytes: usize,
) -> Zeroizing<Vec<u8>> {
    let length = |part: &[u8]| u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes();
    let bits = u32::try_from(bytes).unwrap_or(u32::MAX).saturating_mul(8).to_be_bytes();
    let mut key = Zeroizing::new(Vec::with_capacity(bytes.next_multiple_of(32)));
    for round in 1_u32.. {
        if key.len() >= bytes {
            break;
        }
        let mut hash = Sha256::new();
        hash.update(round.to_be_bytes());
        hash.update(z);
        for part in [algorithm.as_bytes(), apu, apv] {
            hash.update(length(part));
            hash.update(part);
        }
        hash.update(bits);
        key.extend_from_slice(&hash.finalize());
    }
    key.truncate(bytes);
    key
}
