//! AES by RustCrypto: GCM, CBC with PKCS#7 padding; and PBKDF2. Key wrap has a file of its own.

use aes::cipher::array::typenum::U12;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{
    BlockCipherEncrypt, BlockModeDecrypt as _, BlockModeEncrypt as _, BlockSizeUser, KeyIvInit as _,
};
use aes::{Aes128, Aes192, Aes256};
use aes_gcm::{AeadInOut, AesGcm, KeyInit, Nonce, Tag};
use sha2::{Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::super::{SealFault, Sealed};
use super::RsaPrivate;
use crate::alg::Hash;

/// AES-GCM with a 12-byte initialization vector and a 16-byte tag. The length of the key says which AES.
pub(crate) fn gcm_seal(key: &[u8], iv: &[u8], aad: &[u8], plaintext: &[u8]) -> Result<Sealed, SealFault> {
    match key.len() {
        16 => gcm_seal_with::<Aes128>(key, iv, aad, plaintext),
        24 => gcm_seal_with::<Aes192>(key, iv, aad, plaintext),
        32 => gcm_seal_with::<Aes256>(key, iv, aad, plaintext),
        _ => Err(SealFault),
    }
}

fn gcm_seal_with<C>(key: &[u8], iv: &[u8], aad: &[u8], plaintext: &[u8]) -> Result<Sealed, SealFault>
where
    C: BlockCipherEncrypt + BlockSizeUser<BlockSize = aes::cipher::consts::U16> + KeyInit,
{
    let cipher = AesGcm::<C, U12>::new_from_slice(key).map_err(|_| SealFault)?;
    let nonce = Nonce::<U12>::try_from(iv).map_err(|_| SealFault)?;
    let mut ciphertext = plaintext.to_vec();
    let tag = cipher
        .encrypt_inout_detached(&nonce, aad, ciphertext.as_mut_slice().into())
        .map_err(|_| SealFault)?;
    Ok(Sealed { ciphertext, tag: tag.to_vec() })
}

/// The plaintext, if the tag holds.
pub(crate) fn gcm_open(
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    ciphertext: &[u8],
    tag: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    match key.len() {
        16 => gcm_open_with::<Aes128>(key, iv, aad, ciphertext, tag),
        24 => gcm_open_with::<Aes192>(key, iv, aad, ciphertext, tag),
        32 => gcm_open_with::<Aes256>(key, iv, aad, ciphertext, tag),
        _ => Err(SealFault),
    }
}

fn gcm_open_with<C>(
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    ciphertext: &[u8],
    tag: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealFault>
where
    C: BlockCipherEncrypt + BlockSizeUser<BlockSize = aes::cipher::consts::U16> + KeyInit,
{
    let cipher = AesGcm::<C, U12>::new_from_slice(key).map_err(|_| SealFault)?;
    let nonce = Nonce::<U12>::try_from(iv).map_err(|_| SealFault)?;
    let tag = Tag::try_from(tag).map_err(|_| SealFault)?;
    let mut plaintext = Zeroizing::new(ciphertext.to_vec());
    cipher
        .decrypt_inout_detached(&nonce, aad, plaintext.as_mut_slice().into(), &tag)
        .map_err(|_| SealFault)?;
    Ok(plaintext)
}

/// AES-CBC with PKCS#7 padding. The length of the key says which AES.
pub(crate) fn cbc_seal(key: &[u8], iv: &[u8], plaintext: &[u8]) -> Result<Vec<u8>, SealFault> {
    macro_rules! with {
        ($cipher:ty) => {
            cbc::Encryptor::<$cipher>::new_from_slices(key, iv)
                .map(|cipher| cipher.encrypt_padded_vec::<Pkcs7>(plaintext))
                .map_err(|_| SealFault)
        };
    }
    match key.len() {
        16 => with!(Aes128),
        24 => with!(Aes192),
        32 => with!(Aes256),
        _ => Err(SealFault),
    }
}

/// The plaintext, if the padding holds. Whoever calls has checked a MAC over the ciphertext before.
pub(crate) fn cbc_open(key: &[u8], iv: &[u8], ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    macro_rules! with {
        ($cipher:ty) => {
            cbc::Decryptor::<$cipher>::new_from_slices(key, iv)
                .map_err(|_| SealFault)?
                .decrypt_padded_vec::<Pkcs7>(ciphertext)
                .map(Zeroizing::new)
                .map_err(|_| SealFault)
        };
    }
    match key.len() {
        16 => with!(Aes128),
        24 => with!(Aes192),
        32 => with!(Aes256),
        _ => Err(SealFault),
    }
}

/// PBKDF2 with HMAC (RFC 8018 section 5.2). No iterations count as one.
pub(crate) fn pbkdf2(hash: Hash, password: &[u8], salt: &[u8], iterations: u32, out: &mut [u8]) {
    let iterations = iterations.max(1);
    match hash {
        Hash::Sha256 => pbkdf2::pbkdf2_hmac::<Sha256>(password, salt, iterations, out),
        Hash::Sha384 => pbkdf2::pbkdf2_hmac::<Sha384>(password, salt, iterations, out),
        Hash::Sha512 => pbkdf2::pbkdf2_hmac::<Sha512>(password, salt, iterations, out),
    }
}

/// Never: unpadding is not guarded against timing here, so this provider has no RSA1_5 (RFC 7516 section 11.5).
pub(crate) const fn pkcs1_open(_: &RsaPrivate, _: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    Err(SealFault)
}
