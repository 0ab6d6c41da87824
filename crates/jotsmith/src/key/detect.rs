//! What a text given as a key is, told by its content and never by the name of its file.
//!
//! JSON is a JWK or a JWK set; armour is PEM; a DER SEQUENCE is a key by its shape, also written as base64 without
//! armour. What is none of these is named after what it looks like, so that a pasted token is not called a broken key.

use zeroize::Zeroizing;

use super::{AnyKey, KeyError, KeySet, base64, der, jwk, jwks, openssh, pem, shape};
use crate::json::{self, WipedTree};
use crate::limits::{KEY_BYTES, LOCKED_KEYS, SET_KEYS};
use crate::reason::{Code, Part, Reason};
use crate::text::base64url;

impl AnyKey {
    /// Reads the one key of a text: a JWK, a JWK set of one key, PEM, DER, a certificate (or the first of a chain).
    ///
    /// # Errors
    /// `key-unreadable` for a text that is no key, or that holds several; `key-encrypted`, `key-unsupported`,
    /// `key-invalid` and the codes of JSON for one that is broken; `too-long` over 4 MiB.
    ///
    /// ```
    /// use jotsmith::key::AnyKey;
    ///
    /// let key = AnyKey::read(br#"{"kty":"oct","alg":"HS256","k":"hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg"}"#)?;
    /// assert_eq!(key.algorithms().to_string(), "HS256");
    /// let fault = AnyKey::read(b"eyJhbGciOiJIUzI1NiJ9.e30.c2ln").unwrap_err();
    /// assert_eq!(fault.to_string(), "This is no key in a form that is known: it looks like a token (JWT).");
    /// # Ok::<(), jotsmith::key::KeyError>(())
    /// ```
    pub fn read(bytes: &[u8]) -> Result<Self, KeyError> {
        one(&look(bytes, None)?)
    }

    /// Reads the one key of a text, which may be encrypted with the password.
    ///
    /// # Errors
    /// As [`read`](Self::read); `key-password` where the password does not open the key, `key-invalid` where opening
    /// it would cost more than the bounds.
    pub fn read_locked(bytes: &[u8], password: &[u8]) -> Result<Self, KeyError> {
        one(&look(bytes, Some(password))?)
    }
}

fn one(found: &Found) -> Result<AnyKey, KeyError> {
    let mut keys = found.keys.entries().iter();
    match (keys.next(), keys.next()) {
        (Some(key), None) => key.clone(),
        (Some(key), Some(_)) if found.is_chain => key.clone(),
        (None, _) => Err(KeyError::unreadable("it is an empty JWK set")),
        (Some(_), Some(_)) => {
            Err(KeyError::unreadable(format!("it holds {} keys where one is expected", found.keys.len())))
        }
    }
}

/// All keys of a text, those that are encrypted with the password among them.
pub(super) fn read(bytes: &[u8], password: Option<&[u8]>) -> Result<KeySet, KeyError> {
    Ok(look(bytes, password)?.keys)
}

struct Found {
    keys: KeySet,
    /// Certificates one after the other: the first is the one that is meant, the others vouch for it.
    is_chain: bool,
}

impl Found {
    fn one(key: AnyKey) -> Self {
        Self { keys: KeySet::of(vec![Ok(key)]), is_chain: false }
    }
}

fn look(bytes: &[u8], password: Option<&[u8]>) -> Result<Found, KeyError> {
    if bytes.len() > KEY_BYTES {
        return Err(Reason::new(Code::TooLong).expected("4 MiB").into());
    }
    if shape::is_sequence(bytes) {
        return der::read(bytes, password).map(Found::one);
    }
    let Ok(text) = core::str::from_utf8(bytes) else {
        return Err(KeyError::unreadable("it is binary data, and no DER"));
    };
    let trimmed = text.trim();
    if trimmed.starts_with('{') {
        return json_keys(trimmed.as_bytes());
    }
    if text.contains(pem::BEGIN) {
        return pem_keys(text, password);
    }
    if let Some(der) = bare_base64(trimmed) {
        return der::read(&der, password).map(Found::one);
    }
    if is_open_ssh_line(trimmed) {
        return open_ssh_lines(trimmed);
    }
    Err(KeyError::unreadable(likeness(trimmed)))
}

/// Public lines of OpenSSH, as a file of authorized keys has them.
fn open_ssh_lines(text: &str) -> Result<Found, KeyError> {
    let lines: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() > SET_KEYS {
        return Err(Reason::new(Code::TooLong).expected(format!("{SET_KEYS} keys")).into());
    }
    Ok(Found { keys: KeySet::of(lines.into_iter().map(openssh::read_line).collect()), is_chain: false })
}

fn json_keys(text: &[u8]) -> Result<Found, KeyError> {
    let tree = json::parse(text).map_err(|mut fault| {
        // What stands at the place is not quoted: it may be a character of a secret.
        if matches!(fault.code, Code::JsonSyntax | Code::JsonTrailingData) && !fault.span.is_empty() {
            fault.found = "something".into();
        }
        KeyError::from(fault.reason(Part::Key(0), text))
    })?;
    let tree = WipedTree::of(tree);
    let root = tree.root();
    if root.member("kty").is_none() && root.member("keys").is_some() {
        return Ok(Found { keys: jwks::parse(root)?, is_chain: false });
    }
    jwk::parse(root).map(Found::one)
}

fn pem_keys(text: &str, password: Option<&[u8]>) -> Result<Found, KeyError> {
    // Parameters that openssl ecparam writes before an EC key say nothing that the key does not.
    let blocks: Vec<_> =
        pem::blocks(text).into_iter().filter(|block| !block.label.ends_with("PARAMETERS")).collect();
    if blocks.is_empty() {
        return Err(KeyError::unreadable("it holds the parameters of a curve and no key"));
    }
    if blocks.len() > SET_KEYS {
        return Err(Reason::new(Code::TooLong).expected(format!("{SET_KEYS} keys")).into());
    }
    if password.is_some() && blocks.iter().filter(|block| is_locked(block)).count() > LOCKED_KEYS {
        return Err(Reason::new(Code::TooLong).expected(format!("{LOCKED_KEYS} locked keys")).into());
    }
    let is_chain = blocks.iter().all(|block| block.label.ends_with("CERTIFICATE"));
    let keys = blocks.into_iter().map(|block| pem_key(block, password)).collect();
    Ok(Found { keys: KeySet::of(keys), is_chain })
}

/// Whether the password would be tried on the block: an encrypted PKCS#8 is opened under any label.
fn is_locked(block: &pem::Block<'_>) -> bool {
    block.label == openssh::LABEL || block.content.as_ref().is_ok_and(|content| der::is_locked(content))
}

fn pem_key(block: pem::Block<'_>, password: Option<&[u8]>) -> Result<AnyKey, KeyError> {
    match block.label {
        openssh::LABEL => openssh::read_private(&block.content?, password),
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => {
            Err(KeyError::unreadable("it is a certificate request: give the certificate or the key"))
        }
        label if label.starts_with("PGP") => Err(KeyError::unreadable("it is a PGP key")),
        _ => der::read(&block.content?, password),
    }
}

/// DER in base64 without armour: nothing but one SEQUENCE, white space between the characters left out.
fn bare_base64(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    // 0x30 at the front makes an M; anything else is not worth decoding.
    if !text.starts_with('M') {
        return None;
    }
    // What does not grow leaves no copy behind.
    let mut bare = Zeroizing::new(Vec::with_capacity(text.len()));
    bare.extend(text.bytes().filter(|byte| !byte.is_ascii_whitespace()));
    let decoded = Zeroizing::new(base64::decode(&bare).or_else(|_| base64::decode_url(&bare)).ok()?);
    shape::is_sequence(&decoded).then_some(decoded)
}

/// What a text that is no key looks like, as the end of a sentence.
fn likeness(text: &str) -> String {
    if text.is_empty() {
        return "it is empty".into();
    }
    if text.starts_with('[') {
        return "it is a JSON array; a JWK set is an object with the member keys".into();
    }
    if text.starts_with("PuTTY-User-Key-File") {
        return "it is a PuTTY key".into();
    }
    let parts: Vec<_> = text.split('.').collect();
    let is_encoded = |part: &&str| base64url::decode(part.as_bytes()).is_ok();
    if matches!(parts.len(), 3 | 5) && text.starts_with("ey") && parts.iter().all(is_encoded) {
        return "it looks like a token (JWT)".into();
    }
    if is_address(text) {
        return "it is an address, and nothing is fetched from one; give what stands there".into();
    }
    "it looks like plain text; a secret is given with its encoding".into()
}

/// Whether the text is an address of the web: of a key set, most likely, and no secret.
pub fn is_address(text: &str) -> bool {
    let text = text.trim_ascii();
    let begins = ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme));
    begins && !text.contains(|c: char| c.is_ascii_whitespace())
}

/// A word of plain text may begin like that; a key has its base64 behind a space.
fn is_open_ssh_line(text: &str) -> bool {
    let begins = text.starts_with("ssh-") || text.starts_with("ecdsa-sha2-") || text.starts_with("sk-");
    begins && text.split([' ', '\t']).nth(1).is_some_and(|part| part.starts_with("AAAA"))
}

/// Whether the bytes are the text of a public key, in any form, also one that is not read here or that is broken.
pub(super) fn is_public_key_text(bytes: &[u8]) -> bool {
    if bytes.len() > KEY_BYTES {
        return false;
    }
    if shape::is_public(bytes) {
        return true;
    }
    let Ok(text) = core::str::from_utf8(bytes).map(str::trim) else { return false };
    if text.starts_with('{') {
        return json::parse(text.as_bytes()).map(WipedTree::of).is_ok_and(|tree| {
            let root = tree.root();
            jwk::is_public(root) || jwks::is_public(root)
        });
    }
    if text.contains(pem::BEGIN) {
        // A label inside another block, or one that lies about its block, makes no key private.
        let (mut public, mut private) = (pem::labels(text).any(pem::is_public_label), false);
        for block in pem::blocks(text) {
            let inside = block.content.is_ok_and(|der| shape::is_public(&der));
            public |= inside;
            private |= !inside && block.label.ends_with("PRIVATE KEY");
        }
        return public && !private;
    }
    if is_open_ssh_line(text) {
        return true;
    }
    bare_base64(text).is_some_and(|bytes| shape::is_public(&bytes))
}
