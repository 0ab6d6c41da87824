//! RSA-OAEP (RFC 8017 section 7.1) by RustCrypto: what the portable provider encrypts and decrypts with, and in both
//! providers the moduli of 1024 to 2047 bits. Hash and mask have the same function, and there is no label.

use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::chance::Chance;
use super::rsa::RsaPublic;
use super::rsa_private::RsaPrivate;
use super::{OaepHash, SealFault, rules};

impl RsaPublic {
    /// Encrypts the key.
    pub(crate) fn oaep_seal(&self, hash: OaepHash, key: &[u8]) -> Result<Vec<u8>, SealFault> {
        let (public, chance) = (&self.key, &mut Chance);
        match hash {
            OaepHash::Sha1 => public.oaep_encrypt_with_rng::<Sha1, _>(chance, key),
            OaepHash::Sha256 => public.oaep_encrypt_with_rng::<Sha256, _>(chance, key),
            OaepHash::Sha384 => public.oaep_encrypt_with_rng::<Sha384, _>(chance, key),
            OaepHash::Sha512 => public.oaep_encrypt_with_rng::<Sha512, _>(chance, key),
        }
        .map_err(|_| SealFault)
    }
}

impl RsaPrivate {
    /// Decrypts the key; the operation is blinded.
    pub(crate) fn oaep_open(&self, hash: OaepHash, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
        rules::rsa_signature(self.bits, sealed).map_err(|_| SealFault)?;
        let (private, chance) = (&self.key, &mut Chance);
        match hash {
            OaepHash::Sha1 => private.oaep_decrypt_with_rng::<Sha1, _>(chance, sealed),
            OaepHash::Sha256 => private.oaep_decrypt_with_rng::<Sha256, _>(chance, sealed),
            OaepHash::Sha384 => private.oaep_decrypt_with_rng::<Sha384, _>(chance, sealed),
            OaepHash::Sha512 => private.oaep_decrypt_with_rng::<Sha512, _>(chance, sealed),
        }
        .map(Zeroizing::new)
        .map_err(|_| SealFault)
    }
}
