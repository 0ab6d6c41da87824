//! The rules of Ed448, as those of Ed25519 in `rules.rs`: canonical points that are not of small order, S below L.

use super::rules::{below, hex, zero};
use super::{KeyFault, SignatureFault};

/// L of RFC 8032 section 5.2, in the 57 bytes of a signature's half.
const ED448: [u8; 57] = hex(
    "003fffffffffffffffffffffffffffffffffffffffffffffffffffffff7cca23e9c44edb49aed63690216cc2728dc58f552378c292ab5844f3",
);
/// The prime of Curve448, 2^448 - 2^224 - 1.
const FIELD_448: [u8; 56] = hex(
    "fffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
);

/// Whether the 57 bytes are a canonical point encoding of Ed448 (RFC 8032 section 5.2.2): nothing but the sign in the
/// last byte, y below the field's prime, and not of order 1, 2 or 4, which are y = 1, -1 and 0.
fn ed448_encoding(bytes: &[u8; 57]) -> Result<(), KeyFault> {
    let mut y = [0; 56];
    y.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    y.reverse();
    let [.., sign] = bytes;
    if sign & 0x7f != 0 || !below(&y, &FIELD_448) {
        return Err(KeyFault::Broken("x is not canonical: it is not below the prime of the curve"));
    }
    let mut minus_one = FIELD_448;
    let [.., last] = &mut minus_one;
    *last -= 1;
    let [above @ .., lowest] = &y;
    if zero(above) && *lowest < 2 || y == minus_one {
        return Err(KeyFault::Broken("x is a point of small order, under which almost any signature holds"));
    }
    Ok(())
}

/// An Ed448 public key as both providers take it: 57 bytes, canonical, not of small order.
pub(crate) fn ed448_public(x: &[u8]) -> Result<[u8; 57], KeyFault> {
    let bytes: [u8; 57] = x.try_into().map_err(|_| KeyFault::Broken("x is not 57 bytes long"))?;
    ed448_encoding(&bytes)?;
    Ok(bytes)
}

/// An Ed448 signature: 114 bytes, R canonical and not of small order, S below L (RFC 8032 section 5.2.7).
pub(crate) fn ed448_signature(signature: &[u8]) -> Result<[u8; 114], SignatureFault> {
    let bytes: [u8; 114] =
        signature.try_into().map_err(|_| SignatureFault::Length { found: signature.len(), expected: 114 })?;
    let (r, s) = bytes.split_at(57);
    let r: &[u8; 57] = r.try_into().map_err(|_| SignatureFault::Mismatch)?;
    let mut s: [u8; 57] = s.try_into().map_err(|_| SignatureFault::Mismatch)?;
    s.reverse();
    if ed448_encoding(r).is_ok() && below(&s, &ED448) { Ok(bytes) } else { Err(SignatureFault::Mismatch) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ed448_refuses_small_order_and_non_canonical_points_whatever_their_sign() {
        let broken = |x: &[u8]| ed448_public(x).unwrap_err();
        let small = KeyFault::Broken("x is a point of small order, under which almost any signature holds");
        let not_canonical = KeyFault::Broken("x is not canonical: it is not below the prime of the curve");
        let mut prime = [0; 57];
        prime[..56].copy_from_slice(&FIELD_448);
        prime[..56].reverse();
        let (mut zero, mut one, mut minus_one) = ([0; 57], [0; 57], prime);
        one[0] = 1;
        minus_one[0] -= 1;
        for x in [&mut zero, &mut one, &mut minus_one] {
            for sign in [0, 0x80] {
                x[56] = sign;
                assert_eq!(broken(x.as_slice()), small);
            }
            x[56] = 1;
            assert_eq!(broken(x.as_slice()), not_canonical);
        }
        assert_eq!(broken(&prime), not_canonical);
        assert_eq!(broken(&[0xff; 57]), not_canonical);
        assert_eq!(broken(&[2; 56]), KeyFault::Broken("x is not 57 bytes long"));
        let mut two = [0; 57];
        two[0] = 2;
        assert_eq!(ed448_public(&two), Ok(two));
    }

    #[test]
    fn an_ed448_s_at_or_above_l_is_refused() {
        let mut signature = [0; 114];
        signature[..56].fill(0x55);
        assert_eq!(ed448_signature(&signature), Ok(signature));
        let mut l = ED448;
        l.reverse();
        signature[57..].copy_from_slice(&l);
        assert_eq!(ed448_signature(&signature), Err(SignatureFault::Mismatch));
        signature[57] -= 1;
        assert_eq!(ed448_signature(&signature), Ok(signature));
        let long = SignatureFault::Length { found: 64, expected: 114 };
        assert_eq!(ed448_signature(&signature[..64]), Err(long));
    }
}
