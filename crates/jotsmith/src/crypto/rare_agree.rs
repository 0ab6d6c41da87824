//! ECDH on P-384 and P-521 of the portable provider; a build without them has `rare_agree_absent.rs` in this place.

use zeroize::Zeroizing;

use super::KeyFault;
use super::portable::agree;
use crate::alg::Curve;

/// The x coordinate of the product of scalar and point.
pub(crate) fn agree(curve: Curve, scalar: &[u8], point: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFault> {
    match curve {
        Curve::P384 => agree::agree::<p384::NistP384>(scalar, point),
        Curve::P521 => agree::agree::<p521::NistP521>(scalar, point),
        Curve::P256 | Curve::Secp256k1 | Curve::Ed25519 | Curve::Ed448 | Curve::X25519 | Curve::X448 => {
            Err(KeyFault::Unavailable(curve))
        }
    }
}
