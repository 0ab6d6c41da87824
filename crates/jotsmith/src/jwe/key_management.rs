//! Key management (RFC 7518 section 4): how the content encryption key comes to each recipient, one way per algorithm.
//!
//! Sending gives the encrypted key and the parameters that the recipient needs; receiving gives the key back, or one
//! failure that does not say why. What the header must hold for it was checked in `header.rs` before.

use zeroize::Zeroizing;

use super::agreement::{agree, agreed};
use super::chance::Chance;
use super::header;
use crate::alg::{ContentEncryption, Hash, KeyManagement};
use crate::crypto::{self, OaepHash, SealFault, concat_kdf, key_unwrap, key_wrap};
use crate::key::Held;
use crate::limits::PBES2_MADE;
use crate::reason::{Code, Part, Place, Reason};
use crate::text::base64url;
use crate::token::EncryptedToken;

/// Bytes of a key; wiped on drop.
pub(super) type Cek = Zeroizing<Vec<u8>>;

/// How a key management algorithm works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// The shared key encrypts the content itself.
    Direct,
    /// AES key wrap with a key of so many bytes.
    Wrap(usize),
    /// Key wrap with AES-GCM and a key of so many bytes.
    GcmWrap(usize),
    /// RSA-OAEP.
    Oaep(OaepHash),
    /// RSA with PKCS#1 v1.5 padding.
    Pkcs1,
    /// Agreement by ECDH; then AES key wrap with a key of so many bytes, or none: the agreed key encrypts the content.
    Agree(Option<usize>),
    /// A password, stretched; then AES key wrap with a key of so many bytes.
    Password { hash: Hash, bytes: usize },
}

/// How the algorithm works.
pub(super) const fn mode(algorithm: KeyManagement) -> Mode {
    match algorithm {
        KeyManagement::Dir => Mode::Direct,
        KeyManagement::A128Kw => Mode::Wrap(16),
        KeyManagement::A192Kw => Mode::Wrap(24),
        KeyManagement::A256Kw => Mode::Wrap(32),
        KeyManagement::A128GcmKw => Mode::GcmWrap(16),
        KeyManagement::A192GcmKw => Mode::GcmWrap(24),
        KeyManagement::A256GcmKw => Mode::GcmWrap(32),
        KeyManagement::RsaOaep => Mode::Oaep(OaepHash::Sha1),
        KeyManagement::RsaOaep256 => Mode::Oaep(OaepHash::Sha256),
        KeyManagement::RsaOaep384 => Mode::Oaep(OaepHash::Sha384),
        KeyManagement::RsaOaep512 => Mode::Oaep(OaepHash::Sha512),
        KeyManagement::Rsa15 => Mode::Pkcs1,
        KeyManagement::EcdhEs => Mode::Agree(None),
        KeyManagement::EcdhEsA128Kw => Mode::Agree(Some(16)),
        KeyManagement::EcdhEsA192Kw => Mode::Agree(Some(24)),
        KeyManagement::EcdhEsA256Kw => Mode::Agree(Some(32)),
        KeyManagement::Pbes2Hs256A128Kw => Mode::Password { hash: Hash::Sha256, bytes: 16 },
        KeyManagement::Pbes2Hs384A192Kw => Mode::Password { hash: Hash::Sha384, bytes: 24 },
        KeyManagement::Pbes2Hs512A256Kw => Mode::Password { hash: Hash::Sha512, bytes: 32 },
    }
}

/// Whether one key serves one recipient alone, so that there is no encrypted key.
pub(super) const fn is_direct(algorithm: KeyManagement) -> bool {
    matches!(mode(algorithm), Mode::Direct | Mode::Agree(None))
}

/// Whether whoever encrypted must have held a secret that the receiver holds too.
pub(crate) const fn is_shared(algorithm: KeyManagement) -> bool {
    match mode(algorithm) {
        Mode::Direct | Mode::Wrap(_) | Mode::GcmWrap(_) | Mode::Password { .. } => true,
        Mode::Oaep(_) | Mode::Pkcs1 | Mode::Agree(_) => false,
    }
}

/// What a sender says of itself and of the receiver, which both sides hash into an agreed key (RFC 7518 section 4.6.1).
#[derive(Clone, Debug, Default)]
pub(super) struct Parties {
    pub(super) apu: Option<Vec<u8>>,
    pub(super) apv: Option<Vec<u8>>,
}

/// The names and JSON values that key management adds to a header.
pub(super) type Parameters = Vec<(&'static str, String)>;

/// What key management adds to a token for one recipient: the encrypted key, and parameters whose values are JSON.
#[derive(Debug, Default)]
pub(super) struct Managed {
    pub(super) encrypted_key: Vec<u8>,
    pub(super) parameters: Parameters,
}

/// What is asked of key management.
#[derive(Clone, Copy, Debug)]
pub(super) struct Task<'t> {
    pub(super) key: &'t Held,
    pub(super) algorithm: KeyManagement,
    pub(super) enc: ContentEncryption,
}

/// The content encryption key of the direct modes.
pub(super) fn direct(
    task: Task<'_>,
    parties: &Parties,
    chance: &mut Chance,
) -> Result<(Cek, Managed), Reason> {
    match mode(task.algorithm) {
        Mode::Agree(_) => {
            let name = task.enc.as_str();
            let (cek, parameters) = agree(task.key, name, task.enc.key_bytes(), parties, chance)?;
            Ok((cek, Managed { encrypted_key: Vec::new(), parameters }))
        }
        Mode::Direct
        | Mode::Wrap(_)
        | Mode::GcmWrap(_)
        | Mode::Oaep(_)
        | Mode::Pkcs1
        | Mode::Password { .. } => {
            let secret = task.key.secret_bytes().unwrap_or_default();
            Ok((Zeroizing::new(secret.to_vec()), Managed::default()))
        }
    }
}

/// Encrypts the content encryption key to one recipient.
pub(super) fn wrap(
    task: Task<'_>,
    parties: &Parties,
    iterations: Option<u32>,
    cek: &[u8],
    chance: &mut Chance,
) -> Result<Managed, Reason> {
    let secret = task.key.secret_bytes().unwrap_or_default();
    let name = task.algorithm.as_str();
    let unfit = |_: SealFault| {
        let reason = Reason::new(Code::KeyInvalid).at(Place::part(Part::Key(0)));
        reason.found(format!("it does not encrypt a key of {} bytes by {name}", cek.len()))
    };
    let mut managed = Managed::default();
    match mode(task.algorithm) {
        Mode::Wrap(_) => managed.encrypted_key = key_wrap(secret, cek).map_err(unfit)?,
        Mode::GcmWrap(_) => {
            let iv = chance.bytes(12).map_err(crate::KeyError::into_reason)?;
            let sealed = crypto::gcm_seal(secret, &iv, b"", cek).map_err(unfit)?;
            managed.parameters = vec![("iv", encoded(&iv)), ("tag", encoded(&sealed.tag))];
            managed.encrypted_key = sealed.ciphertext;
        }
        Mode::Oaep(hash) => managed.encrypted_key = task.key.oaep_seal(hash, cek).map_err(unfit)?,
        Mode::Agree(bytes) => {
            let bytes = bytes.unwrap_or_default();
            let (kek, parameters) = agree(task.key, name, bytes, parties, chance)?;
            managed.encrypted_key = key_wrap(&kek, cek).map_err(unfit)?;
            managed.parameters = parameters;
        }
        Mode::Password { hash, bytes } => {
            let salt = chance.bytes(16).map_err(crate::KeyError::into_reason)?;
            let iterations = iterations.unwrap_or(PBES2_MADE);
            let kek = stretched(hash, secret, name, &salt, iterations, bytes);
            managed.encrypted_key = key_wrap(&kek, cek).map_err(unfit)?;
            managed.parameters = vec![("p2s", encoded(&salt)), ("p2c", iterations.to_string())];
        }
        // Nobody asks for these here: the direct modes have no encrypted key, and RSA1_5 is never made.
        Mode::Direct | Mode::Pkcs1 => return Err(unfit(SealFault)),
    }
    Ok(managed)
}

/// Why there is no key.
#[derive(Debug)]
pub(super) enum Failure {
    /// The one answer for all that depends on the secret.
    Failed,
    /// What everybody can see in the header.
    Seen(Reason),
}

impl From<SealFault> for Failure {
    fn from(_: SealFault) -> Self {
        Self::Failed
    }
}

/// The content encryption key of one recipient. A wrong one that is as long as the right one is found out by the tag.
pub(super) fn unwrap(token: &EncryptedToken, recipient: usize, task: Task<'_>) -> Result<Cek, Failure> {
    let secret = task.key.secret_bytes().unwrap_or_default();
    let name = task.algorithm.as_str();
    let sealed = token.encrypted_key(recipient);
    let parameter =
        |name| header::bytes(token, recipient, name).map(Option::unwrap_or_default).map_err(Failure::Seen);
    Ok(match mode(task.algorithm) {
        Mode::Direct => Zeroizing::new(secret.to_vec()),
        Mode::Wrap(_) => key_unwrap(secret, sealed)?,
        Mode::GcmWrap(_) => crypto::gcm_open(secret, &parameter("iv")?, b"", sealed, &parameter("tag")?)?,
        Mode::Oaep(hash) => task.key.oaep_open(hash, sealed)?,
        Mode::Pkcs1 => task.key.pkcs1_open(sealed)?,
        Mode::Agree(wrap) => {
            let z = agreed(token, recipient, task.key).map_err(Failure::Seen)?;
            let (apu, apv) = (parameter("apu")?, parameter("apv")?);
            match wrap {
                None => concat_kdf(&z, task.enc.as_str(), &apu, &apv, task.enc.key_bytes()),
                Some(bytes) => key_unwrap(&concat_kdf(&z, name, &apu, &apv, bytes), sealed)?,
            }
        }
        Mode::Password { hash, bytes } => {
            let iterations = header::iterations(token, recipient);
            let kek = stretched(hash, secret, name, &parameter("p2s")?, iterations, bytes);
            key_unwrap(&kek, sealed)?
        }
    })
}

/// The key of a password (RFC 7518 section 4.8.1.1): the salt begins with the name of the algorithm.
fn stretched(
    hash: Hash,
    password: &[u8],
    algorithm: &str,
    p2s: &[u8],
    iterations: u32,
    bytes: usize,
) -> Zeroizing<Vec<u8>> {
    let mut key = Zeroizing::new(vec![0; bytes]);
    crypto::pbkdf2(hash, password, &[algorithm.as_bytes(), &[0], p2s].concat(), iterations, &mut key);
    key
}

/// The bytes as a JSON string of base64url.
pub(super) fn encoded(bytes: &[u8]) -> String {
    format!("\"{}\"", base64url::encode(bytes))
}
