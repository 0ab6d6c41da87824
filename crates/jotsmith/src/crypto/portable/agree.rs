//! ECDH by RustCrypto: P-256 always, the other curves by `rare_agree`, which a build may leave out.

use ecdsa::elliptic_curve::array::ArraySize;
use ecdsa::elliptic_curve::ops::Invert;
use ecdsa::elliptic_curve::point::AffineCoordinates;
use ecdsa::elliptic_curve::sec1::{FromSec1Point, ModulusSize, ToSec1Point};
use ecdsa::elliptic_curve::subtle::CtOption;
use ecdsa::elliptic_curve::{
    AffinePoint, CurveArithmetic, CurveGroup, FieldBytes, FieldBytesSize, ProjectivePoint, Scalar,
};
use ecdsa::{EcdsaCurve, SignatureSize};
use zeroize::Zeroizing;

use super::super::{KeyFault, rare_agree, rules};
use super::EcPrivate;
use super::ecdsa::public;
use crate::alg::Curve;

impl EcPrivate {
    /// The x coordinate that both sides compute (RFC 7518 section 4.6). The point must lie on the curve.
    pub(crate) fn agree(&self, x: &[u8], y: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFault> {
        let point = rules::uncompressed(self.curve, x, y)?;
        match self.curve {
            Curve::P256 => agree::<p256::NistP256>(self.scalar(), &point),
            Curve::P384 | Curve::P521 => rare_agree::agree(self.curve, self.scalar(), &point),
            Curve::Secp256k1 | Curve::Ed25519 | Curve::Ed448 | Curve::X25519 | Curve::X448 => {
                Err(KeyFault::Unavailable(self.curve))
            }
        }
    }
}

/// The x coordinate of the product of scalar and point.
pub(crate) fn agree<C>(scalar: &[u8], point: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFault>
where
    C: EcdsaCurve + CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C> + AffineCoordinates<FieldRepr = FieldBytes<C>>,
    FieldBytesSize<C>: ModulusSize,
    Scalar<C>: Invert<Output = CtOption<Scalar<C>>>,
    SignatureSize<C>: ArraySize,
{
    let broken = KeyFault::Broken("the private number d is not between 1 and the order of the curve");
    let secret = ::ecdsa::SigningKey::<C>::from_slice(scalar).map_err(|_| broken)?;
    let public = public::<C>(point)?;
    let product = ProjectivePoint::<C>::from(*public.as_affine()) * secret.as_nonzero_scalar().as_ref();
    Ok(Zeroizing::new(product.to_affine().x().to_vec()))
}
