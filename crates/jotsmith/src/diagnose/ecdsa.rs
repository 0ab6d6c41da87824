//! An ECDSA signature as X.509 and TLS write it: DER, where JOSE wants r and s side by side.

use super::Case;
use crate::alg::Scheme;
use crate::key::side_by_side;
use crate::reason::{Code, Reason};

/// The signature is DER.
pub(super) fn der(case: &mut Case<'_>) {
    let Scheme::Ecdsa(curve, _) = case.algorithm.scheme() else { return };
    let signature = case.token.signature();
    let Some(side_by_side) = side_by_side(signature, curve.len_bytes()) else { return };
    // A signature of the right length may look like DER by chance; then it must hold.
    let by_chance = signature.len() == 2 * curve.len_bytes();
    let (token, algorithm) = (case.token, case.algorithm);
    let keys = case.keys;
    if !by_chance || keys.iter().any(|key| case.holds(key, algorithm, token.signing_input(), &side_by_side)) {
        case.hint(Reason::new(Code::EcdsaDer));
    }
}
