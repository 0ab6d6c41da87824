//! RSA by aws-lc-rs from 2048 bits on; below, by the code that both providers share.

use core::fmt;
use std::sync::OnceLock;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
    RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384,
    RSA_PSS_2048_8192_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512, RsaKeyPair, RsaParameters,
    RsaPublicKeyComponents, RsaSignatureEncoding,
};
use pkcs1::UintRef;
use pkcs8::der::Decode;
use zeroize::Zeroizing;

use super::super::numbers::{Padding, RsaParts};
use super::super::rsa as short;
use super::super::rsa_private;
use super::super::{KeyFault, SignatureFault, SigningFault, rules};
use crate::alg::Hash;
use crate::limits::{RSA_CEILING_BITS, RSA_STRONG_BITS};

/// What aws-lc-rs calls one way to verify and to sign, and the place where a prepared key of that way is kept.
struct Suite {
    slot: usize,
    verify: &'static RsaParameters,
    sign: &'static RsaSignatureEncoding,
}

const fn suite(padding: Padding, hash: Hash) -> Suite {
    match (padding, hash) {
        (Padding::Pkcs1, Hash::Sha256) => {
            Suite { slot: 0, verify: &RSA_PKCS1_2048_8192_SHA256, sign: &RSA_PKCS1_SHA256 }
        }
        (Padding::Pkcs1, Hash::Sha384) => {
            Suite { slot: 1, verify: &RSA_PKCS1_2048_8192_SHA384, sign: &RSA_PKCS1_SHA384 }
        }
        (Padding::Pkcs1, Hash::Sha512) => {
            Suite { slot: 2, verify: &RSA_PKCS1_2048_8192_SHA512, sign: &RSA_PKCS1_SHA512 }
        }
        (Padding::Pss, Hash::Sha256) => {
            Suite { slot: 3, verify: &RSA_PSS_2048_8192_SHA256, sign: &RSA_PSS_SHA256 }
        }
        (Padding::Pss, Hash::Sha384) => {
            Suite { slot: 4, verify: &RSA_PSS_2048_8192_SHA384, sign: &RSA_PSS_SHA384 }
        }
        (Padding::Pss, Hash::Sha512) => {
            Suite { slot: 5, verify: &RSA_PSS_2048_8192_SHA512, sign: &RSA_PSS_SHA512 }
        }
    }
}

/// A public key, ready to verify.
pub(crate) struct RsaPublic(pub(super) Public);

pub(super) enum Public {
    Long(Box<Long>),
    Short(Box<short::RsaPublic>),
}

pub(super) struct Long {
    pub(super) numbers: RsaPublicKeyComponents<Vec<u8>>,
    bits: usize,
    /// A parsed key is bound to its padding and hash, so each is made when it is first asked for.
    prepared: [OnceLock<ParsedPublicKey>; 6],
}

impl RsaPublic {
    /// Prepares the key of modulus and exponent.
    pub(crate) fn new(n: &[u8], e: &[u8]) -> Result<Self, KeyFault> {
        let bits = rules::rsa_public(n, e)?;
        if bits < RSA_STRONG_BITS {
            return Ok(Self(Public::Short(Box::new(short::RsaPublic::new(n, e)?))));
        }
        let numbers =
            RsaPublicKeyComponents { n: rules::significant(n).to_vec(), e: rules::significant(e).to_vec() };
        Ok(Self(Public::Long(Box::new(Long { numbers, bits, prepared: Default::default() }))))
    }

    /// Whether the signature holds for the message.
    pub(crate) fn verify(
        &self,
        padding: Padding,
        hash: Hash,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureFault> {
        let long = match &self.0 {
            Public::Short(key) => return key.verify(padding, hash, message, signature),
            Public::Long(long) => long,
        };
        rules::rsa_signature(long.bits, signature)?;
        let suite = suite(padding, hash);
        let slot = long.prepared.get(suite.slot).ok_or(SignatureFault::Mismatch)?;
        let key = if let Some(key) = slot.get() {
            key
        } else {
            let key =
                long.numbers.to_parsed_public_key(suite.verify).map_err(|_| SignatureFault::Mismatch)?;
            slot.get_or_init(|| key)
        };
        key.verify_sig(message, signature).map_err(|_| SignatureFault::Mismatch)
    }
}

impl fmt::Debug for RsaPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Public::Long(long) => write!(f, "RsaPublic({} bits)", long.bits),
            Public::Short(key) => key.fmt(f),
        }
    }
}

/// A private key, ready to sign. The numbers are kept and wiped by aws-lc.
pub(crate) struct RsaPrivate(pub(super) Private);

pub(super) enum Private {
    Long(RsaKeyPair),
    Short(Box<rsa_private::RsaPrivate>),
}

impl RsaPrivate {
    /// Prepares the key of its parts, all of which must fit each other.
    pub(crate) fn new(parts: &RsaParts) -> Result<Self, KeyFault> {
        if rules::rsa_public(&parts.n, &parts.e)? < RSA_STRONG_BITS {
            return Ok(Self(Private::Short(Box::new(rsa_private::RsaPrivate::new(parts)?))));
        }
        rules::rsa_primes(&parts.n, &parts.p, &parts.q)?;
        let components = aws_lc_rs::rsa::KeyPairComponents {
            public_key: RsaPublicKeyComponents {
                n: rules::significant(&parts.n),
                e: rules::significant(&parts.e),
            },
            d: parts.d.as_slice(),
            p: parts.p.as_slice(),
            q: parts.q.as_slice(),
            dP: parts.dp.as_slice(),
            dQ: parts.dq.as_slice(),
            qInv: parts.qi.as_slice(),
        };
        match RsaKeyPair::from_components(&components) {
            Ok(key) => Ok(Self(Private::Long(key))),
            Err(_) => Err(KeyFault::Broken("the private part does not fit the public part")),
        }
    }

    /// Appends the signature of the message to `out`.
    pub(crate) fn sign(
        &self,
        padding: Padding,
        hash: Hash,
        message: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), SigningFault> {
        let key = match &self.0 {
            Private::Short(key) => return key.sign(padding, hash, message, out),
            Private::Long(key) => key,
        };
        let mut buffer = [0; RSA_CEILING_BITS / 8];
        let signature = buffer.get_mut(..key.public_modulus_len()).ok_or(SigningFault::Failed)?;
        key.sign(suite(padding, hash).sign, &SystemRandom::new(), message, signature)
            .map_err(|_| SigningFault::Failed)?;
        out.extend_from_slice(signature);
        Ok(())
    }
}

impl fmt::Debug for RsaPrivate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Private::Long(key) => write!(f, "RsaPrivate({} bits)", key.public_modulus_len() * 8),
            Private::Short(key) => key.fmt(f),
        }
    }
}

/// The parts of a fresh key, public exponent 65537.
pub(crate) fn generate_rsa(bits: usize) -> Result<RsaParts, KeyFault> {
    let size = match bits {
        2048 => KeySize::Rsa2048,
        3072 => KeySize::Rsa3072,
        4096 => KeySize::Rsa4096,
        8192 => KeySize::Rsa8192,
        _ => return Err(KeyFault::Broken("RSA keys are made with 2048, 3072, 4096 or 8192 bits")),
    };
    let key = RsaKeyPair::generate(size).map_err(|_| KeyFault::Chance)?;
    let der: Pkcs8V1Der<'static> = key.as_der().map_err(|_| KeyFault::Chance)?;
    let missing = |_| KeyFault::Broken("the generator made no whole key");
    let info = pkcs8::PrivateKeyInfoRef::from_der(der.as_ref()).map_err(missing)?;
    let key = pkcs1::RsaPrivateKeyRef::from_der(info.private_key.as_bytes()).map_err(missing)?;
    let secret = |number: UintRef<'_>| Zeroizing::new(number.as_bytes().to_vec());
    Ok(RsaParts {
        n: key.modulus.as_bytes().to_vec(),
        e: key.public_exponent.as_bytes().to_vec(),
        d: secret(key.private_exponent),
        p: secret(key.prime1),
        q: secret(key.prime2),
        dp: secret(key.exponent1),
        dq: secret(key.exponent2),
        qi: secret(key.coefficient),
    })
}
