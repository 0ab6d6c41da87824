//! ECDSA on P-256, P-384, P-521 and secp256k1 by aws-lc-rs.

use core::fmt;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P256K1_SHA256_FIXED,
    ECDSA_P256K1_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED, ECDSA_P384_SHA384_FIXED_SIGNING,
    ECDSA_P521_SHA512_FIXED, ECDSA_P521_SHA512_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm,
    EcdsaVerificationAlgorithm, KeyPair, ParsedPublicKey,
};
use zeroize::Zeroizing;

use super::super::{KeyFault, SignatureFault, SigningFault, rules};
use crate::alg::Curve;

struct Suite {
    verify: &'static EcdsaVerificationAlgorithm,
    sign: &'static EcdsaSigningAlgorithm,
}

/// The algorithms of the curve; each has the one hash of its JWS algorithm.
const fn suite(curve: Curve) -> Result<Suite, KeyFault> {
    match curve {
        Curve::P256 => Ok(Suite { verify: &ECDSA_P256_SHA256_FIXED, sign: &ECDSA_P256_SHA256_FIXED_SIGNING }),
        Curve::P384 => Ok(Suite { verify: &ECDSA_P384_SHA384_FIXED, sign: &ECDSA_P384_SHA384_FIXED_SIGNING }),
        Curve::P521 => Ok(Suite { verify: &ECDSA_P521_SHA512_FIXED, sign: &ECDSA_P521_SHA512_FIXED_SIGNING }),
        Curve::Secp256k1 => {
            Ok(Suite { verify: &ECDSA_P256K1_SHA256_FIXED, sign: &ECDSA_P256K1_SHA256_FIXED_SIGNING })
        }
        Curve::Ed25519 | Curve::Ed448 | Curve::X25519 | Curve::X448 => Err(KeyFault::Unavailable(curve)),
    }
}

/// A public key, ready to verify.
#[derive(Clone)]
pub(crate) struct EcPublic {
    curve: Curve,
    key: ParsedPublicKey,
}

impl EcPublic {
    /// Prepares the key of the point, which must lie on the curve.
    pub(crate) fn new(curve: Curve, x: &[u8], y: &[u8]) -> Result<Self, KeyFault> {
        let suite = suite(curve)?;
        let point = rules::uncompressed(curve, x, y)?;
        let key = ParsedPublicKey::new(suite.verify, point)
            .map_err(|_| KeyFault::Broken("the point (x, y) does not lie on the curve"))?;
        Ok(Self { curve, key })
    }

    /// Whether the signature, r and s side by side, holds for the message.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureFault> {
        rules::ecdsa(self.curve, signature)?;
        self.key.verify_sig(message, signature).map_err(|_| SignatureFault::Mismatch)
    }
}

impl fmt::Debug for EcPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EcPublic({})", self.curve)
    }
}

/// A private key, ready to sign. The numbers are kept and wiped by aws-lc.
#[derive(Clone)]
pub(crate) struct EcPrivate {
    pub(super) curve: Curve,
    key: EcdsaKeyPair,
    scalar: Zeroizing<Vec<u8>>,
}

impl EcPrivate {
    /// Prepares the key of the private scalar; its point is computed.
    pub(crate) fn new(curve: Curve, scalar: &[u8]) -> Result<Self, KeyFault> {
        let suite = suite(curve)?;
        let broken = KeyFault::Broken("the private number d is not between 1 and the order of the curve");
        if !rules::scalar(curve, scalar) {
            return Err(broken);
        }
        // ECPrivateKey of RFC 5915 without curve and point: the one door of aws-lc-rs that computes the point.
        let [length] = u8::try_from(scalar.len()).map(|length| [length]).map_err(|_| broken)?;
        let head = [0x30, length + 5, 0x02, 0x01, 0x01, 0x04, length];
        let der = Zeroizing::new([head.as_slice(), scalar].concat());
        let key = EcdsaKeyPair::from_private_key_der(suite.sign, &der).map_err(|_| broken)?;
        Ok(Self { curve, key, scalar: Zeroizing::new(scalar.to_vec()) })
    }

    /// The private number, as long as the curve's numbers.
    pub(crate) fn scalar(&self) -> &[u8] {
        &self.scalar
    }

    /// The coordinates of the public point.
    pub(crate) fn point(&self) -> (&[u8], &[u8]) {
        let point = self.key.public_key().as_ref().get(1..).unwrap_or_default();
        point.split_at_checked(self.curve.len_bytes()).unwrap_or_default()
    }

    /// Appends the signature of the message, r and s side by side, to `out`.
    pub(crate) fn sign(&self, message: &[u8], out: &mut Vec<u8>) -> Result<(), SigningFault> {
        let signature = self.key.sign(&SystemRandom::new(), message).map_err(|_| SigningFault::Failed)?;
        out.extend_from_slice(signature.as_ref());
        Ok(())
    }
}

impl fmt::Debug for EcPrivate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EcPrivate({})", self.curve)
    }
}
