//! Private keys locked with a password: encrypted PKCS#8 by PBES2 (RFC 8018 section 6.2), with PBKDF2 or scrypt
//! (RFC 7914 section 7). What the password would cost is read from the text and held against its bound before any work.

use der::asn1::{ObjectIdentifier, OctetString};
use der::{Decode, Encode};
use pkcs8::pkcs5::{self, EncryptionScheme, pbes2};
use pkcs8::{EncryptedPrivateKeyInfoOwned, EncryptedPrivateKeyInfoRef};
use zeroize::Zeroizing;

use super::about::Form;
use super::der::malformed;
use super::{KeyError, shape};
use crate::crypto::random;
use crate::limits::{LOCK_ITERATIONS, LOCK_ITERATIONS_MADE, SCRYPT_BYTES, SCRYPT_PARALLEL};
use crate::reason::{Code, Reason};

/// The PKCS#8 inside.
///
/// # Errors
/// `key-encrypted` without a password, `key-password` where it is another, `key-invalid` over the bounds,
/// `key-unsupported` for a way of locking that is not known here.
pub(super) fn open(bytes: &[u8], password: Option<&[u8]>) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let info = EncryptedPrivateKeyInfoRef::from_der(bytes).map_err(|fault| {
        if let der::ErrorKind::OidUnknown { oid } = fault.kind() {
            unsupported(oid)
        } else {
            malformed(Form::EncryptedPkcs8)(fault)
        }
    })?;
    let EncryptionScheme::Pbes2(parameters) = &info.encryption_algorithm else {
        return Err(KeyError::unsupported(
            "a key encrypted by PBES1; write it anew, for example with openssl pkcs8 -topk8",
        ));
    };
    check(&parameters.kdf)?;
    let Some(password) = password else { return Err(Reason::new(Code::KeyEncrypted).into()) };
    let opened = parameters.decrypt(password, info.encrypted_data.as_ref()).map_err(|fault| match fault {
        pkcs5::Error::UnsupportedAlgorithm { oid } => unsupported(oid),
        pkcs5::Error::AlgorithmParametersInvalid { .. } => {
            KeyError::invalid("the parameters of its encryption are malformed")
        }
        pkcs5::Error::DecryptFailed
        | pkcs5::Error::EncryptFailed
        | pkcs5::Error::NoPbes1CryptSupport
        | pkcs5::Error::Rng
        | _ => KeyError::from(Reason::new(Code::KeyPassword)),
    })?;
    let opened = Zeroizing::new(opened);
    // One wrong password in some 256 leaves a padding that looks right.
    if shape::is_sequence(&opened) { Ok(opened) } else { Err(Reason::new(Code::KeyPassword).into()) }
}

fn unsupported(oid: ObjectIdentifier) -> KeyError {
    KeyError::unsupported(format!("a key encrypted with the algorithm of the object identifier {oid}"))
}

/// Whether the work that the text asks for is within the bounds.
fn check(kdf: &pbes2::Kdf) -> Result<(), KeyError> {
    if let Some(pbkdf2) = kdf.pbkdf2() {
        return match pbkdf2.iteration_count {
            0 => Err(KeyError::invalid("its PBKDF2 has no iterations")),
            1..=LOCK_ITERATIONS => Ok(()),
            more => Err(KeyError::invalid(format!(
                "its PBKDF2 asks for {more} iterations, and {LOCK_ITERATIONS} are the most"
            ))),
        };
    }
    let Some(scrypt) = kdf.scrypt() else {
        return Err(KeyError::unsupported("a key encrypted with a key derivation of another kind"));
    };
    let (n, r, p) = (scrypt.cost_parameter, u64::from(scrypt.block_size), scrypt.parallelization);
    if n < 2 || !n.is_power_of_two() || r == 0 || p == 0 {
        return Err(KeyError::invalid("the parameters of its scrypt are none"));
    }
    let bytes = n.checked_mul(r).and_then(|blocks| blocks.checked_mul(128));
    if bytes.is_none_or(|bytes| bytes > SCRYPT_BYTES) {
        return Err(KeyError::invalid("its scrypt asks for more than 64 MiB of memory"));
    }
    if p > SCRYPT_PARALLEL {
        return Err(KeyError::invalid(format!(
            "its scrypt asks for {p} runs, and {SCRYPT_PARALLEL} are the most"
        )));
    }
    Ok(())
}

/// The PKCS#8 locked: PBKDF2 with HMAC SHA-256, AES-256 in CBC mode, which every tool reads.
///
/// # Errors
/// `key-password` for an empty password, `chance-failed` if the system gives no random bytes.
pub(super) fn lock(pkcs8: &[u8], password: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    if password.is_empty() {
        return Err(KeyError::invalid("an empty password locks nothing"));
    }
    let (mut salt, mut iv) = ([0; 16], [0; 16]);
    random(&mut salt)?;
    random(&mut iv)?;
    let failed = |_| KeyError::invalid("it could not be encrypted");
    let parameters = pbes2::Parameters::generate_pbkdf2_sha256_aes256cbc(LOCK_ITERATIONS_MADE, &salt, iv)
        .map_err(failed)?;
    let encrypted_data = parameters.encrypt(password, pkcs8).map_err(failed)?;
    let malformed = |_| KeyError::invalid("it could not be written");
    let info = EncryptedPrivateKeyInfoOwned {
        encryption_algorithm: parameters.into(),
        encrypted_data: OctetString::new(encrypted_data).map_err(malformed)?,
    };
    info.to_der().map(Zeroizing::new).map_err(malformed)
}
