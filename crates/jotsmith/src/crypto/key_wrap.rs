//! AES key wrap (RFC 3394) by RustCrypto: all of the portable provider's, and in both providers the one with AES-192,
//! which aws-lc-rs has not.

use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use aes_kw::AesKw;
use zeroize::Zeroizing;

use super::SealFault;

/// Bytes that wrapping adds.
const ADDED: usize = 8;

/// Wraps the key. The length of `kek` says which AES.
pub(crate) fn wrap(kek: &[u8], key: &[u8]) -> Result<Vec<u8>, SealFault> {
    match kek.len() {
        16 => wrap_with::<AesKw<Aes128>>(kek, key),
        24 => wrap_with::<AesKw<Aes192>>(kek, key),
        32 => wrap_with::<AesKw<Aes256>>(kek, key),
        _ => Err(SealFault),
    }
}

/// Unwraps the key, if its integrity holds.
pub(crate) fn unwrap(kek: &[u8], wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    match kek.len() {
        16 => unwrap_with::<AesKw<Aes128>>(kek, wrapped),
        24 => unwrap_with::<AesKw<Aes192>>(kek, wrapped),
        32 => unwrap_with::<AesKw<Aes256>>(kek, wrapped),
        _ => Err(SealFault),
    }
}

/// What the three have in common.
trait Wrap: KeyInit {
    fn wrap_into(&self, key: &[u8], out: &mut [u8]) -> Result<(), aes_kw::Error>;
    fn unwrap_into(&self, wrapped: &[u8], out: &mut [u8]) -> Result<(), aes_kw::Error>;
}

impl<C> Wrap for AesKw<C>
where
    Self: KeyInit,
    C: BlockCipherEncrypt<BlockSize = aes::cipher::consts::U16>
        + BlockCipherDecrypt<BlockSize = aes::cipher::consts::U16>,
{
    fn wrap_into(&self, key: &[u8], out: &mut [u8]) -> Result<(), aes_kw::Error> {
        self.wrap_key(key, out).map(|_| ())
    }

    fn unwrap_into(&self, wrapped: &[u8], out: &mut [u8]) -> Result<(), aes_kw::Error> {
        self.unwrap_key(wrapped, out).map(|_| ())
    }
}

fn wrap_with<W: Wrap>(kek: &[u8], key: &[u8]) -> Result<Vec<u8>, SealFault> {
    let cipher = W::new_from_slice(kek).map_err(|_| SealFault)?;
    // RFC 3394 section 2 wants two blocks at least.
    if key.len() < 2 * ADDED {
        return Err(SealFault);
    }
    let mut out = vec![0; key.len() + ADDED];
    cipher.wrap_into(key, &mut out).map_err(|_| SealFault)?;
    Ok(out)
}

fn unwrap_with<W: Wrap>(kek: &[u8], wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    let cipher = W::new_from_slice(kek).map_err(|_| SealFault)?;
    if wrapped.len() < 3 * ADDED {
        return Err(SealFault);
    }
    let mut out = Zeroizing::new(vec![0; wrapped.len() - ADDED]);
    cipher.unwrap_into(wrapped, &mut out).map_err(|_| SealFault)?;
    Ok(out)
}
