//! ECDH on P-256, P-384 and P-521 by aws-lc-rs.

use aws_lc_rs::agreement::{self, ECDH_P256, ECDH_P384, ECDH_P521, PrivateKey, UnparsedPublicKey};
use zeroize::Zeroizing;

use super::super::{KeyFault, rules};
use super::EcPrivate;
use crate::alg::Curve;

impl EcPrivate {
    /// The x coordinate that both sides compute (RFC 7518 section 4.6). The point must lie on the curve.
    pub(crate) fn agree(&self, x: &[u8], y: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFault> {
        let algorithm = match self.curve {
            Curve::P256 => &ECDH_P256,
            Curve::P384 => &ECDH_P384,
            Curve::P521 => &ECDH_P521,
            Curve::Secp256k1 | Curve::Ed25519 | Curve::Ed448 | Curve::X25519 | Curve::X448 => {
                return Err(KeyFault::Unavailable(self.curve));
            }
        };
        let broken = KeyFault::Broken("the point (x, y) does not lie on the curve");
        let point = rules::uncompressed(self.curve, x, y)?;
        let private = PrivateKey::from_private_key(algorithm, self.scalar()).map_err(|_| broken)?;
        agreement::agree(&private, UnparsedPublicKey::new(algorithm, point), broken, |secret| {
            Ok(Zeroizing::new(secret.to_vec()))
        })
    }
}
