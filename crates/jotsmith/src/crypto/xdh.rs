//! Keys that agree on a secret by X25519 and X448 (RFC 7748, RFC 8037 section 3.2), whoever computes.

use zeroize::Zeroizing;

use super::curve448::{x448, x448_public};
use super::provider::{random, x25519, x25519_public};
use super::{KeyFault, PUBLIC_KEYS};
use crate::alg::Curve;

const D25519: KeyFault = KeyFault::Broken("the private part d is not 32 bytes long");
const D448: KeyFault = KeyFault::Broken("the private part d is not 56 bytes long");
const U25519: KeyFault = KeyFault::Broken("x is not 32 bytes long");
const U448: KeyFault = KeyFault::Broken("x is not 56 bytes long");

/// The public point of a private number.
pub(crate) fn xdh_public(curve: Curve, d: &[u8]) -> Result<Vec<u8>, KeyFault> {
    match curve {
        Curve::X25519 => x25519_public(d.try_into().map_err(|_| D25519)?).map(Vec::from),
        Curve::X448 => x448_public(d.try_into().map_err(|_| D448)?).map(Vec::from),
        Curve::P256 | Curve::P384 | Curve::P521 | Curve::Secp256k1 | Curve::Ed25519 | Curve::Ed448 => {
            Err(KeyFault::Unavailable(curve))
        }
    }
}

/// The secret that the private number `d` and the public point `x` of the other side share. A point of small order gives
/// the same secret to everybody, all zero, and is refused (RFC 7748 section 6).
pub(crate) fn xdh(curve: Curve, d: &[u8], x: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFault> {
    let shared = match curve {
        Curve::X25519 => {
            let shared = x25519(d.try_into().map_err(|_| D25519)?, x.try_into().map_err(|_| U25519)?)?;
            Zeroizing::new(shared.to_vec())
        }
        Curve::X448 => {
            let shared = x448(d.try_into().map_err(|_| D448)?, x.try_into().map_err(|_| U448)?)?;
            Zeroizing::new(shared.to_vec())
        }
        Curve::P256 | Curve::P384 | Curve::P521 | Curve::Secp256k1 | Curve::Ed25519 | Curve::Ed448 => {
            return Err(KeyFault::Unavailable(curve));
        }
    };
    if shared.iter().fold(0, |all, byte| all | byte) == 0 {
        return Err(KeyFault::Broken("x is a point of small order, which gives everybody the same secret"));
    }
    Ok(shared)
}

/// Whether the point is one that a secret can be agreed on with.
pub(crate) fn xdh_check(curve: Curve, x: &[u8]) -> Result<(), KeyFault> {
    // Every private number gives zero with a point of small order, and none with any other.
    xdh(curve, &vec![0; curve.len_bytes()], x).map(drop)
}

/// A fresh private number.
pub(crate) fn generate_xdh(curve: Curve) -> Result<Zeroizing<Vec<u8>>, KeyFault> {
    if !PUBLIC_KEYS {
        return Err(KeyFault::Unavailable(curve));
    }
    let mut d = Zeroizing::new(vec![0; curve.len_bytes()]);
    random(&mut d)?;
    Ok(d)
}
