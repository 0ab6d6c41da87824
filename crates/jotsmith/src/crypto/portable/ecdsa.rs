//! ECDSA by RustCrypto: P-256 always, the other curves by the module `rare`, which a build may leave out.
//!
//! Signing draws no random number: k comes from key and message (RFC 6979).

use core::fmt;

use ecdsa::elliptic_curve::array::ArraySize;
use ecdsa::elliptic_curve::ops::Invert;
use ecdsa::elliptic_curve::sec1::{FromSec1Point, ModulusSize, ToSec1Point};
use ecdsa::elliptic_curve::subtle::CtOption;
use ecdsa::elliptic_curve::{AffinePoint, CurveArithmetic, FieldBytesSize, Scalar};
use ecdsa::{DigestAlgorithm, EcdsaCurve, Signature, SignatureSize, SigningKey, VerifyingKey};
use signature::{Signer, Verifier};
use zeroize::Zeroizing;

use super::super::rare;
use super::super::{KeyFault, SignatureFault, SigningFault, rules};
use crate::alg::Curve;

/// A public key, ready to verify.
#[derive(Clone)]
pub(crate) struct EcPublic {
    curve: Curve,
    key: Public,
}

#[derive(Clone)]
enum Public {
    P256(VerifyingKey<p256::NistP256>),
    Rare(rare::Public),
}

impl EcPublic {
    /// Prepares the key of the point, which must lie on the curve.
    pub(crate) fn new(curve: Curve, x: &[u8], y: &[u8]) -> Result<Self, KeyFault> {
        let point = rules::uncompressed(curve, x, y)?;
        let key = match curve {
            Curve::P256 => Public::P256(public(&point)?),
            Curve::P384
            | Curve::P521
            | Curve::Secp256k1
            | Curve::Ed25519
            | Curve::Ed448
            | Curve::X25519
            | Curve::X448 => Public::Rare(rare::Public::new(curve, &point)?),
        };
        Ok(Self { curve, key })
    }

    /// Whether the signature, r and s side by side, holds for the message.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureFault> {
        rules::ecdsa(self.curve, signature)?;
        match &self.key {
            Public::P256(key) => verify(key, message, signature),
            Public::Rare(key) => key.verify(message, signature),
        }
    }
}

impl fmt::Debug for EcPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EcPublic({})", self.curve)
    }
}

/// A private key, ready to sign. Wiped on drop.
#[derive(Clone)]
pub(crate) struct EcPrivate {
    pub(super) curve: Curve,
    key: Private,
    scalar: Zeroizing<Vec<u8>>,
    point: Vec<u8>,
}

#[derive(Clone)]
enum Private {
    P256(SigningKey<p256::NistP256>),
    Rare(rare::Private),
}

impl EcPrivate {
    /// Prepares the key of the private scalar; its point is computed.
    pub(crate) fn new(curve: Curve, scalar: &[u8]) -> Result<Self, KeyFault> {
        if !rules::scalar(curve, scalar) {
            return Err(KeyFault::Broken("the private number d is not between 1 and the order of the curve"));
        }
        let (key, point) = match curve {
            Curve::P256 => {
                let (key, point) = private(scalar)?;
                (Private::P256(key), point)
            }
            Curve::P384
            | Curve::P521
            | Curve::Secp256k1
            | Curve::Ed25519
            | Curve::Ed448
            | Curve::X25519
            | Curve::X448 => {
                let (key, point) = rare::Private::new(curve, scalar)?;
                (Private::Rare(key), point)
            }
        };
        Ok(Self { curve, key, scalar: Zeroizing::new(scalar.to_vec()), point })
    }

    /// The private number, as long as the curve's numbers.
    pub(crate) fn scalar(&self) -> &[u8] {
        &self.scalar
    }

    /// The coordinates of the public point.
    pub(crate) fn point(&self) -> (&[u8], &[u8]) {
        let point = self.point.get(1..).unwrap_or_default();
        point.split_at_checked(self.curve.len_bytes()).unwrap_or_default()
    }

    /// Appends the signature of the message, r and s side by side, to `out`.
    pub(crate) fn sign(&self, message: &[u8], out: &mut Vec<u8>) -> Result<(), SigningFault> {
        match &self.key {
            Private::P256(key) => sign(key, message, out),
            Private::Rare(key) => key.sign(message, out),
        }
    }
}

impl fmt::Debug for EcPrivate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EcPrivate({})", self.curve)
    }
}

/// The key of an encoded point.
pub(crate) fn public<C>(point: &[u8]) -> Result<VerifyingKey<C>, KeyFault>
where
    C: EcdsaCurve + CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    VerifyingKey::from_sec1_bytes(point)
        .map_err(|_| KeyFault::Broken("the point (x, y) does not lie on the curve"))
}

/// The key of a scalar, and its encoded point.
pub(crate) fn private<C>(scalar: &[u8]) -> Result<(SigningKey<C>, Vec<u8>), KeyFault>
where
    C: EcdsaCurve + CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    let key = SigningKey::from_slice(scalar)
        .map_err(|_| KeyFault::Broken("the private number d is not between 1 and the order of the curve"))?;
    let point = key.verifying_key().to_sec1_point(false).as_bytes().to_vec();
    Ok((key, point))
}

/// Whether the signature holds; its length and range are checked before.
pub(crate) fn verify<C>(key: &VerifyingKey<C>, message: &[u8], signature: &[u8]) -> Result<(), SignatureFault>
where
    C: EcdsaCurve + CurveArithmetic + DigestAlgorithm,
    Scalar<C>: Invert<Output = CtOption<Scalar<C>>>,
    SignatureSize<C>: ArraySize,
{
    let signature = Signature::<C>::from_slice(signature).map_err(|_| SignatureFault::Mismatch)?;
    // k256 refuses a high s, which the others take: both halves of the range mean the same signature.
    let signature = if C::NORMALIZE_S { signature.normalize_s() } else { signature };
    key.verify(message, &signature).map_err(|_| SignatureFault::Mismatch)
}

/// Appends the signature of the message to `out`.
pub(crate) fn sign<C>(key: &SigningKey<C>, message: &[u8], out: &mut Vec<u8>) -> Result<(), SigningFault>
where
    C: EcdsaCurve + CurveArithmetic + DigestAlgorithm,
    Scalar<C>: Invert<Output = CtOption<Scalar<C>>>,
    SignatureSize<C>: ArraySize,
{
    let signature: Signature<C> = key.try_sign(message).map_err(|_| SigningFault::Failed)?;
    out.extend_from_slice(&signature.to_bytes());
    Ok(())
}
