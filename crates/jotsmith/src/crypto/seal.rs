//! Content encryption: AES-CBC with HMAC (RFC 7518 section 5.2) and AES-GCM (section 5.3), by whichever provider.
//!
//! Of CBC with HMAC the MAC is made over the ciphertext and checked before anything is decrypted, in constant time.
//! Opening fails in one way only: nothing says whether the tag or the padding was wrong.

use zeroize::Zeroizing;

use super::provider::{cbc_open, cbc_seal, gcm_open, gcm_seal};
use super::{Mac, SealFault, Sealed, equal};
use crate::alg::{ContentEncryption, Hash};

/// The hash of the composite; none of AES-GCM.
const fn hash(enc: ContentEncryption) -> Option<Hash> {
    match enc {
        ContentEncryption::A128CbcHs256 => Some(Hash::Sha256),
        ContentEncryption::A192CbcHs384 => Some(Hash::Sha384),
        ContentEncryption::A256CbcHs512 => Some(Hash::Sha512),
        ContentEncryption::A128Gcm | ContentEncryption::A192Gcm | ContentEncryption::A256Gcm => None,
    }
}

/// Encrypts the plaintext, and authenticates it with `aad`.
pub(crate) fn seal(
    enc: ContentEncryption,
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    plaintext: &[u8],
) -> Result<Sealed, SealFault> {
    if key.len() != enc.key_bytes() || iv.len() != enc.iv_bytes() {
        return Err(SealFault);
    }
    let Some(hash) = hash(enc) else { return gcm_seal(key, iv, aad, plaintext) };
    let (mac_key, cipher_key) = key.split_at_checked(key.len() / 2).ok_or(SealFault)?;
    let ciphertext = cbc_seal(cipher_key, iv, plaintext)?;
    let mut tag = mac(hash, mac_key, iv, aad, &ciphertext);
    tag.truncate(enc.tag_bytes());
    Ok(Sealed { ciphertext, tag })
}

/// The plaintext, if the tag holds.
pub(crate) fn open(
    enc: ContentEncryption,
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    ciphertext: &[u8],
    tag: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    if key.len() != enc.key_bytes() || iv.len() != enc.iv_bytes() || tag.len() != enc.tag_bytes() {
        return Err(SealFault);
    }
    let Some(hash) = hash(enc) else { return gcm_open(key, iv, aad, ciphertext, tag) };
    let (mac_key, cipher_key) = key.split_at_checked(key.len() / 2).ok_or(SealFault)?;
    let mut made = mac(hash, mac_key, iv, aad, ciphertext);
    made.truncate(enc.tag_bytes());
    if !equal(&made, tag) {
        return Err(SealFault);
    }
    cbc_open(cipher_key, iv, ciphertext)
}

/// HMAC over AAD, IV, ciphertext and the length of the AAD in bits (RFC 7518 section 5.2.2.1).
fn mac(hash: Hash, key: &[u8], iv: &[u8], aad: &[u8], ciphertext: &[u8]) -> Vec<u8> {
    let bits = u64::try_from(aad.len()).unwrap_or(u64::MAX).saturating_mul(8).to_be_bytes();
    let mut made = Vec::with_capacity(hash.len_bytes());
    Mac::new(hash, key).sign(&[aad, iv, ciphertext, &bits].concat(), &mut made);
    made
}
