//! Private RSA keys by RustCrypto: those of the portable provider, and in both providers those of 1024 to 2047 bits. The
//! private operation is blinded.
//!
//! An open advisory (RUSTSEC-2023-0071) says that its timing may tell of the key; `deny.toml` says why the page and
//! pure-Rust builds live with that.

use core::fmt;

use rsa::traits::PrivateKeyParts;
use rsa::{BoxedUint, PrivateKey};
use sha2::{Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::chance::Chance;
use super::numbers::{Padding, RsaParts};
use super::{KeyFault, SigningFault, rules};
use crate::alg::Hash;

/// A private key, ready to sign. Wiped on drop by the crate.
#[derive(Clone)]
pub(crate) struct RsaPrivate {
    pub(super) key: PrivateKey,
    pub(super) bits: usize,
}

impl RsaPrivate {
    /// Prepares the key of its parts, all of which must fit each other.
    pub(crate) fn new(parts: &RsaParts) -> Result<Self, KeyFault> {
        let bits = rules::rsa_public(&parts.n, &parts.e)?;
        rules::rsa_primes(&parts.n, &parts.p, &parts.q)?;
        let unfit = KeyFault::Broken("the private part does not fit the public part");
        let number = |bytes: &[u8]| BoxedUint::from_be_slice_vartime(bytes);
        let key = PrivateKey::from_components(
            number(rules::significant(&parts.n)),
            number(&parts.e),
            number(rules::significant(&parts.d)),
            vec![number(rules::significant(&parts.p)), number(rules::significant(&parts.q))],
        )
        .map_err(|_| unfit)?;
        let inverse = key.crt_coefficient();
        let fits = [(key.dp(), &parts.dp), (key.dq(), &parts.dq), (inverse.as_ref(), &parts.qi)]
            .into_iter()
            .all(|(made, given)| made.is_some_and(|made| same(made, given)));
        if fits { Ok(Self { key, bits }) } else { Err(unfit) }
    }

    /// Appends the signature of the message to `out`.
    pub(crate) fn sign(
        &self,
        padding: Padding,
        hash: Hash,
        message: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), SigningFault> {
        let (key, chance) = (&self.key, &mut Chance);
        let signature = match (padding, hash) {
            (Padding::Pkcs1, Hash::Sha256) => key.pkcs1v15_sign_with_rng::<Sha256, _>(chance, message),
            (Padding::Pkcs1, Hash::Sha384) => key.pkcs1v15_sign_with_rng::<Sha384, _>(chance, message),
            (Padding::Pkcs1, Hash::Sha512) => key.pkcs1v15_sign_with_rng::<Sha512, _>(chance, message),
            (Padding::Pss, Hash::Sha256) => key.pss_sign_with_rng::<Sha256, _>(chance, message),
            (Padding::Pss, Hash::Sha384) => key.pss_sign_with_rng::<Sha384, _>(chance, message),
            (Padding::Pss, Hash::Sha512) => key.pss_sign_with_rng::<Sha512, _>(chance, message),
        }
        .map_err(|_| SigningFault::Failed)?;
        out.extend_from_slice(&signature);
        Ok(())
    }
}

impl fmt::Debug for RsaPrivate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RsaPrivate({} bits)", self.bits)
    }
}

/// Whether both are the same number, in constant time for numbers of the same length.
fn same(made: &BoxedUint, given: &[u8]) -> bool {
    let made = Zeroizing::new(made.to_be_bytes());
    super::equal(rules::significant(&made), rules::significant(given))
}

/// d modulo p - 1, which a form of keys without it leaves to be computed (RFC 8017 section 3.2).
#[cfg(feature = "key-files")]
pub(crate) fn crt_exponent(d: &[u8], p: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFault> {
    let unfit = KeyFault::Broken("the private part does not fit the public part");
    let mut less = Zeroizing::new(p.to_vec());
    // A prime of a key is odd, so the one that is taken off is its last bit.
    match less.last_mut() {
        Some(last) if *last % 2 == 1 => *last -= 1,
        Some(_) | None => return Err(unfit),
    }
    if rules::bits(p) > crate::limits::RSA_CEILING_BITS || rules::bits(d) > crate::limits::RSA_CEILING_BITS {
        return Err(unfit);
    }
    let number = |bytes: &[u8]| BoxedUint::from_be_slice_vartime(rules::significant(bytes));
    let divisor = number(&less);
    let rest = number(d).rem(divisor.as_nz_vartime().ok_or(unfit)?);
    Ok(Zeroizing::new(rest.to_be_bytes().into_vec()))
}
