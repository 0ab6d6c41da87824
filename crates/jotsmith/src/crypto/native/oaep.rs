//! RSA encryption of keys by aws-lc-rs from 2048 bits on; below, by the code that both providers share.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{
    OAEP_SHA1_MGF1SHA1, OAEP_SHA256_MGF1SHA256, OAEP_SHA384_MGF1SHA384, OAEP_SHA512_MGF1SHA512,
    OaepAlgorithm, OaepPrivateDecryptingKey, OaepPublicEncryptingKey, Pkcs1PrivateDecryptingKey,
    PrivateDecryptingKey, PublicEncryptingKey,
};
use zeroize::Zeroizing;

use super::super::{OaepHash, SealFault};
use super::rsa::{Private, Public, RsaPrivate, RsaPublic};

const fn algorithm(hash: OaepHash) -> &'static OaepAlgorithm {
    match hash {
        OaepHash::Sha1 => &OAEP_SHA1_MGF1SHA1,
        OaepHash::Sha256 => &OAEP_SHA256_MGF1SHA256,
        OaepHash::Sha384 => &OAEP_SHA384_MGF1SHA384,
        OaepHash::Sha512 => &OAEP_SHA512_MGF1SHA512,
    }
}

impl RsaPublic {
    /// Encrypts the key.
    pub(crate) fn oaep_seal(&self, hash: OaepHash, key: &[u8]) -> Result<Vec<u8>, SealFault> {
        let long = match &self.0 {
            Public::Short(public) => return public.oaep_seal(hash, key),
            Public::Long(long) => long,
        };
        let public: PublicEncryptingKey = long.numbers.clone().try_into().map_err(|_| SealFault)?;
        let public = OaepPublicEncryptingKey::new(public).map_err(|_| SealFault)?;
        let mut out = vec![0; public.ciphertext_size()];
        let length = public.encrypt(algorithm(hash), key, &mut out, None).map_err(|_| SealFault)?.len();
        out.truncate(length);
        Ok(out)
    }
}

impl RsaPrivate {
    /// Decrypts the key.
    pub(crate) fn oaep_open(&self, hash: OaepHash, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
        if let Private::Short(private) = &self.0 {
            return private.oaep_open(hash, sealed);
        }
        let private = OaepPrivateDecryptingKey::new(self.decrypting()?).map_err(|_| SealFault)?;
        let mut out = Zeroizing::new(vec![0; private.min_output_size()]);
        let length = private.decrypt(algorithm(hash), sealed, &mut out, None).map_err(|_| SealFault)?.len();
        out.truncate(length);
        Ok(out)
    }

    fn decrypting(&self) -> Result<PrivateDecryptingKey, SealFault> {
        let Private::Long(key) = &self.0 else { return Err(SealFault) };
        let der: Pkcs8V1Der<'static> = key.as_der().map_err(|_| SealFault)?;
        PrivateDecryptingKey::from_pkcs8(der.as_ref()).map_err(|_| SealFault)
    }
}

/// Decrypts a key padded by PKCS#1 v1.5 (RFC 8017 section 7.2). Who calls must not let anybody see whether it failed
/// (RFC 7516 section 11.5).
pub(crate) fn pkcs1_open(key: &RsaPrivate, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    let private = Pkcs1PrivateDecryptingKey::new(key.decrypting()?).map_err(|_| SealFault)?;
    let mut out = Zeroizing::new(vec![0; private.min_output_size()]);
    let length = private.decrypt(sealed, &mut out).map_err(|_| SealFault)?.len();
    out.truncate(length);
    Ok(out)
}
