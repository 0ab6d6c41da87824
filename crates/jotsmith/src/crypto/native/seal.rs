//! AES by aws-lc-rs: GCM, CBC with PKCS#7 padding, key wrap; and PBKDF2.

use core::num::NonZeroU32;

use aws_lc_rs::aead::{AES_128_GCM, AES_192_GCM, AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::cipher::{
    AES_128, AES_192, AES_256, DecryptionContext, EncryptionContext, PaddedBlockDecryptingKey,
    PaddedBlockEncryptingKey, UnboundCipherKey,
};
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::key_wrap::{self, AesKek, KeyWrap as _};
use aws_lc_rs::pbkdf2;
use zeroize::Zeroizing;

use super::super::key_wrap as portable_wrap;
use super::super::{SealFault, Sealed};
use crate::alg::Hash;

fn gcm(key: &[u8], iv: &[u8]) -> Result<(LessSafeKey, Nonce), SealFault> {
    let algorithm = match key.len() {
        16 => &AES_128_GCM,
        24 => &AES_192_GCM,
        32 => &AES_256_GCM,
        _ => return Err(SealFault),
    };
    let key = UnboundKey::new(algorithm, key).map_err(|_| SealFault)?;
    let nonce = Nonce::try_assume_unique_for_key(iv).map_err(|_| SealFault)?;
    Ok((LessSafeKey::new(key), nonce))
}

/// AES-GCM with a 12-byte initialization vector and a 16-byte tag. The length of the key says which AES.
pub(crate) fn gcm_seal(key: &[u8], iv: &[u8], aad: &[u8], plaintext: &[u8]) -> Result<Sealed, SealFault> {
    let (key, nonce) = gcm(key, iv)?;
    let mut ciphertext = plaintext.to_vec();
    let tag =
        key.seal_in_place_separate_tag(nonce, Aad::from(aad), &mut ciphertext).map_err(|_| SealFault)?;
    Ok(Sealed { ciphertext, tag: tag.as_ref().to_vec() })
}

/// The plaintext, if the tag holds.
pub(crate) fn gcm_open(
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    ciphertext: &[u8],
    tag: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    let (key, nonce) = gcm(key, iv)?;
    let mut plaintext = Zeroizing::new(ciphertext.to_vec());
    key.open_in_place_separate_tag(nonce, Aad::from(aad), tag, &mut plaintext).map_err(|_| SealFault)?;
    Ok(plaintext)
}

fn cbc(key: &[u8], iv: &[u8]) -> Result<(UnboundCipherKey, FixedLength<16>), SealFault> {
    let algorithm = match key.len() {
        16 => &AES_128,
        24 => &AES_192,
        32 => &AES_256,
        _ => return Err(SealFault),
    };
    let key = UnboundCipherKey::new(algorithm, key).map_err(|_| SealFault)?;
    let iv: [u8; 16] = iv.try_into().map_err(|_| SealFault)?;
    Ok((key, FixedLength::from(iv)))
}

/// AES-CBC with PKCS#7 padding. The length of the key says which AES.
pub(crate) fn cbc_seal(key: &[u8], iv: &[u8], plaintext: &[u8]) -> Result<Vec<u8>, SealFault> {
    let (key, iv) = cbc(key, iv)?;
    let mut ciphertext = plaintext.to_vec();
    PaddedBlockEncryptingKey::cbc_pkcs7(key)
        .and_then(|key| key.less_safe_encrypt(&mut ciphertext, EncryptionContext::Iv128(iv)))
        .map_err(|_| SealFault)?;
    Ok(ciphertext)
}

/// The plaintext, if the padding holds. Whoever calls has checked a MAC over the ciphertext before.
pub(crate) fn cbc_open(key: &[u8], iv: &[u8], ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    let (key, iv) = cbc(key, iv)?;
    let mut plaintext = Zeroizing::new(ciphertext.to_vec());
    let key = PaddedBlockDecryptingKey::cbc_pkcs7(key).map_err(|_| SealFault)?;
    let length = key.decrypt(&mut plaintext, DecryptionContext::Iv128(iv)).map_err(|_| SealFault)?.len();
    plaintext.truncate(length);
    Ok(plaintext)
}

fn kek(key: &[u8]) -> Result<AesKek, SealFault> {
    let algorithm = if key.len() == 16 { &key_wrap::AES_128 } else { &key_wrap::AES_256 };
    AesKek::new(algorithm, key).map_err(|_| SealFault)
}

/// Wraps the key (RFC 3394). The length of `kek` says which AES.
pub(crate) fn wrap(wrapping: &[u8], key: &[u8]) -> Result<Vec<u8>, SealFault> {
    if wrapping.len() == 24 {
        return portable_wrap::wrap(wrapping, key);
    }
    let mut out = vec![0; key.len() + 8];
    let length = kek(wrapping)?.wrap(key, &mut out).map_err(|_| SealFault)?.len();
    out.truncate(length);
    Ok(out)
}

/// Unwraps the key, if its integrity holds.
pub(crate) fn unwrap(wrapping: &[u8], wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    if wrapping.len() == 24 {
        return portable_wrap::unwrap(wrapping, wrapped);
    }
    let mut out = Zeroizing::new(vec![0; wrapped.len()]);
    let length = kek(wrapping)?.unwrap(wrapped, &mut out).map_err(|_| SealFault)?.len();
    out.truncate(length);
    Ok(out)
}

/// PBKDF2 with HMAC (RFC 8018 section 5.2). No iterations count as one.
pub(crate) fn pbkdf2(hash: Hash, password: &[u8], salt: &[u8], iterations: u32, out: &mut [u8]) {
    let algorithm = match hash {
        Hash::Sha256 => pbkdf2::PBKDF2_HMAC_SHA256,
        Hash::Sha384 => pbkdf2::PBKDF2_HMAC_SHA384,
        Hash::Sha512 => pbkdf2::PBKDF2_HMAC_SHA512,
    };
    pbkdf2::derive(algorithm, NonZeroU32::new(iterations).unwrap_or(NonZeroU32::MIN), salt, password, out);
}
