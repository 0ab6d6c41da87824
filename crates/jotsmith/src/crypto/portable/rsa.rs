//! RSA key generation by RustCrypto. The page never asks for it: browsers make RSA keys faster than WASM does.

use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use rsa::{BoxedUint, PrivateKey};
use zeroize::Zeroizing;

use super::super::KeyFault;
use super::super::chance::Chance;
use super::super::numbers::RsaParts;

/// The parts of a fresh key, public exponent 65537.
pub(crate) fn generate_rsa(bits: usize) -> Result<RsaParts, KeyFault> {
    let key = PrivateKey::new(&mut Chance, bits).map_err(|_| KeyFault::Chance)?;
    let secret = |number: &BoxedUint| Zeroizing::new(number.to_be_bytes_trimmed_vartime().into_vec());
    let missing = || KeyFault::Broken("the generator made no whole key");
    let [p, q] = key.primes() else { return Err(missing()) };
    Ok(RsaParts {
        n: key.n_bytes().into_vec(),
        e: key.e_bytes().into_vec(),
        d: secret(key.d()),
        p: secret(p),
        q: secret(q),
        dp: secret(key.dp().ok_or_else(missing)?),
        dq: secret(key.dq().ok_or_else(missing)?),
        qi: secret(&key.crt_coefficient().ok_or_else(missing)?),
    })
}
