//! What stands in the place of `rare_agree.rs` where a build leaves P-384 and P-521 out: no key of them exists.

use zeroize::Zeroizing;

use super::KeyFault;
use crate::alg::Curve;

/// Names the curve that is left out.
pub(crate) const fn agree(curve: Curve, _: &[u8], _: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFault> {
    Err(KeyFault::Unavailable(curve))
}
