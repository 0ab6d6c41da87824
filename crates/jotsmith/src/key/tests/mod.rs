//! Keys in every form: read, told apart, refused, used, written. The fixed keys come from OpenSSL; see testkit.

mod certificates;
mod chain;
mod faults;
mod forms;
mod kinds;
mod locked;
mod openssh;
mod uses;

use testkit::keys::*;

use super::{Algorithm, AnyKey};
use crate::reason::Code;

fn read(text: &str) -> AnyKey {
    AnyKey::read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault}"))
}

fn fault(text: &str) -> (Code, String) {
    let fault = AnyKey::read(text.as_bytes()).unwrap_err();
    (fault.code(), fault.to_string())
}

/// Every form of one key: the forms of its private half, then those of its public half.
const FAMILIES: &[(&[&str], &[&str])] = &[
    (&[ED25519_PKCS8, ED25519_PRIVATE_JWK], &[ED25519_SPKI, ED25519_PUBLIC_JWK]),
    (
        &[P256_PKCS8, P256_SEC1, P256_SEC1_WITH_PARAMETERS, P256_PRIVATE_JWK],
        &[P256_SPKI, P256_PUBLIC_JWK, P256_CERTIFICATE],
    ),
    (&[P384_PKCS8, P384_SEC1, P384_PRIVATE_JWK], &[P384_SPKI, P384_PUBLIC_JWK]),
    (&[P521_PKCS8, P521_SEC1, P521_PRIVATE_JWK], &[P521_SPKI, P521_PUBLIC_JWK]),
    (&[SECP256K1_PKCS8, SECP256K1_SEC1, SECP256K1_PRIVATE_JWK], &[SECP256K1_SPKI, SECP256K1_PUBLIC_JWK]),
    (&[RSA_1024_PKCS8, RSA_1024_PKCS1, RSA_1024_PRIVATE_JWK], &[RSA_1024_SPKI, RSA_1024_PUBLIC_JWK]),
    (
        &[RSA_2048_PKCS8, RSA_2048_PKCS1, RSA_2048_PRIVATE_JWK],
        &[RSA_2048_SPKI, RSA_2048_PKCS1_PUBLIC, RSA_2048_PUBLIC_JWK],
    ),
    (&[RSA_3072_PKCS8, RSA_3072_PKCS1, RSA_3072_PRIVATE_JWK], &[RSA_3072_SPKI, RSA_3072_PUBLIC_JWK]),
];

/// A fit algorithm, for keys that do not say theirs.
fn algorithm_of(key: &AnyKey) -> Algorithm {
    key.algorithms().iter().next().unwrap_or(Algorithm::Ps256)
}
