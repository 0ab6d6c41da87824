//! RSA by RustCrypto: what the portable provider signs and verifies with, and in both providers the moduli of 1024 to 2047 bits and
//! the search for another PSS salt length. The private operation is blinded.
//!
//! An open advisory (RUSTSEC-2023-0071) says that its timing may tell of the key; `deny.toml` says why the page and
//! pure-Rust builds live with that.

use core::fmt;

use rsa::pss::VerifyingKey as Pss;
use rsa::rand_core::{TryCryptoRng, TryRng};
use rsa::signature::Verifier;
use rsa::traits::PrivateKeyParts;
use rsa::{BoxedUint, PrivateKey, PublicKey};
use sha2::{Digest, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::{KeyFault, SignatureFault, SigningFault, random, rules};
use crate::alg::Hash;

/// How the hash is padded to the length of the modulus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Padding {
    /// RSASSA-PKCS1-v1_5, RFC 8017 section 8.2.
    Pkcs1,
    /// RSASSA-PSS with MGF1 of the same hash and a salt as long as the hash, RFC 8017 section 8.1.
    Pss,
}

/// The numbers of a private key, big-endian, named as in a JWK (RFC 7518 section 6.3). Wiped on drop.
#[derive(Clone, Default)]
pub(crate) struct RsaParts {
    /// Modulus.
    pub(crate) n: Vec<u8>,
    /// Public exponent.
    pub(crate) e: Vec<u8>,
    /// Private exponent.
    pub(crate) d: Zeroizing<Vec<u8>>,
    /// First prime.
    pub(crate) p: Zeroizing<Vec<u8>>,
    /// Second prime.
    pub(crate) q: Zeroizing<Vec<u8>>,
    /// d modulo p - 1.
    pub(crate) dp: Zeroizing<Vec<u8>>,
    /// d modulo q - 1.
    pub(crate) dq: Zeroizing<Vec<u8>>,
    /// The inverse of q modulo p.
    pub(crate) qi: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for RsaParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RsaParts({} bits)", rules::bits(&self.n))
    }
}

/// A public key, ready to verify.
#[derive(Clone)]
pub(crate) struct RsaPublic {
    key: PublicKey,
    bits: usize,
}

impl RsaPublic {
    /// Prepares the key of modulus and exponent.
    pub(crate) fn new(n: &[u8], e: &[u8]) -> Result<Self, KeyFault> {
        let bits = rules::rsa_public(n, e)?;
        let key = PublicKey::new(
            BoxedUint::from_be_slice_vartime(rules::significant(n)),
            BoxedUint::from_be_slice_vartime(e),
        )
        .map_err(|_| KeyFault::Broken("modulus n and exponent e make no RSA key"))?;
        Ok(Self { key, bits })
    }

    /// Whether the signature holds for the message.
    pub(crate) fn verify(
        &self,
        padding: Padding,
        hash: Hash,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureFault> {
        rules::rsa_signature(self.bits, signature)?;
        let key = &self.key;
        match (padding, hash) {
            (Padding::Pkcs1, Hash::Sha256) => key.pkcs1v15_verify::<Sha256>(message, signature),
            (Padding::Pkcs1, Hash::Sha384) => key.pkcs1v15_verify::<Sha384>(message, signature),
            (Padding::Pkcs1, Hash::Sha512) => key.pkcs1v15_verify::<Sha512>(message, signature),
            (Padding::Pss, Hash::Sha256) => key.pss_verify::<Sha256>(message, signature),
            (Padding::Pss, Hash::Sha384) => key.pss_verify::<Sha384>(message, signature),
            (Padding::Pss, Hash::Sha512) => key.pss_verify::<Sha512>(message, signature),
        }
        .map_err(|_| SignatureFault::Mismatch)
    }
}

impl fmt::Debug for RsaPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RsaPublic({} bits)", self.bits)
    }
}

/// A private key, ready to sign. Wiped on drop by the crate.
#[derive(Clone)]
pub(crate) struct RsaPrivate {
    key: PrivateKey,
    bits: usize,
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

/// Steps of Fermat's method that are tried on a modulus. The weak generator of CVE-2022-26320 needs a few; two random
/// primes need more than any machine has.
const FERMAT_STEPS: u32 = 64;

/// Whether the two factors of the modulus lie so close together that anyone finds them, or are one and the same.
pub(crate) fn close_factors(n: &[u8]) -> bool {
    // n = a^2 - b^2 with a next to the root of n: a^2 - n is then a square.
    // A limb more than n needs, for the square of what is next to its root.
    let Ok(precision) = u32::try_from(rules::bits(n) + 64) else { return false };
    let n = BoxedUint::from_be_slice_truncated(n, precision);
    let one = BoxedUint::one_with_precision(precision);
    let mut a = n.floor_sqrt_vartime();
    for _ in 0..FERMAT_STEPS {
        let square = a.wrapping_mul(&a);
        if square >= n && is_square(&square.wrapping_sub(&n)) {
            return true;
        }
        a = a.wrapping_add(&one);
    }
    false
}

fn is_square(number: &BoxedUint) -> bool {
    // Four in five numbers are told apart by their last six bits, without a root.
    let last = number.to_be_bytes().last().copied().unwrap_or_default() & 63;
    if !matches!(last, 0 | 1 | 4 | 9 | 16 | 17 | 25 | 33 | 36 | 41 | 49 | 57) {
        return false;
    }
    let root = number.floor_sqrt_vartime();
    root.wrapping_mul(&root) == *number
}

/// The salt length under which a PSS signature holds, whatever it is: for diagnosis, never for acceptance. At most
/// `trials` lengths are tried.
pub(crate) fn pss_salt_length(
    n: &[u8],
    e: &[u8],
    hash: Hash,
    message: &[u8],
    signature: &[u8],
    trials: usize,
) -> Option<usize> {
    let public = RsaPublic::new(n, e).ok()?;
    rules::rsa_signature(public.bits, signature).ok()?;
    let signature = rsa::pss::Signature::try_from(signature).ok()?;
    let holds = |length: Option<usize>| {
        let key = public.key.clone();
        match hash {
            Hash::Sha256 => pss::<Sha256>(key, length).verify(message, &signature),
            Hash::Sha384 => pss::<Sha384>(key, length).verify(message, &signature),
            Hash::Sha512 => pss::<Sha512>(key, length).verify(message, &signature),
        }
        .is_ok()
    };
    if !holds(None) {
        return None;
    }
    // Only a signature that holds gets here, so the walk through the lengths costs nothing to refuse.
    let longest = (public.bits - 1).div_ceil(8).checked_sub(hash.len_bytes() + 2)?;
    [longest, 0, 20, 32].into_iter().chain(1..longest).take(trials).find(|length| holds(Some(*length)))
}

fn pss<D: Digest>(key: PublicKey, salt_bytes: Option<usize>) -> Pss<D> {
    match salt_bytes {
        Some(length) => Pss::new_with_salt_len(key, length),
        None => Pss::new_with_auto_salt_len(key),
    }
}

/// The provider's random bytes in the form that RustCrypto takes.
pub(crate) struct Chance;

impl TryRng for Chance {
    type Error = NoChance;

    fn try_next_u32(&mut self) -> Result<u32, NoChance> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, NoChance> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), NoChance> {
        random(bytes).map_err(|_| NoChance)
    }
}

impl TryCryptoRng for Chance {}

/// The system gave no random bytes.
#[derive(Debug)]
pub(crate) struct NoChance;

impl fmt::Display for NoChance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the system gave no random bytes")
    }
}

impl core::error::Error for NoChance {}
