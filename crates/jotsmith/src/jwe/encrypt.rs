//! Encrypting: bytes and a receiver's key in, a JWE out (RFC 7516 section 5.1).
//!
//! Nothing is added to the content, and nothing is compressed unless that is asked for. With one recipient the whole
//! header is protected; with several each says in its own header what is for it alone.

use super::chance::Chance;
use super::error::EncryptError;
use super::key_management::{Managed, Task, direct, is_direct, wrap};
use super::open::weaknesses;
use super::recipient::Recipient;
use super::{fit, zip};
use crate::alg::{ContentEncryption, KeyManagement};
use crate::crypto;
use crate::json::{Writer, quoted};
use crate::key::{Encrypts, Key, WeakKeys};
use crate::reason::{Code, Part, Place, Reason};
use crate::text::base64url;
use crate::token::{EncryptedToken, Serialization, check_values};

/// A name and its value as JSON text.
type Parameter = (String, String);

/// Encrypts to one receiver, or to several. A private key does not fit: `Encrypter::new` takes a kind that encrypts.
///
/// ```
/// use jotsmith::alg::{ContentEncryption, Curve, KeyManagement};
/// use jotsmith::key::{Key, Private};
/// use jotsmith::{Decrypter, Encrypter};
///
/// let receiver = Key::<Private>::generate(Curve::P256)?;
/// let token = Encrypter::new(&receiver.public())
///     .algorithm(KeyManagement::EcdhEsA256Kw)
///     .content(ContentEncryption::A128CbcHs256)
///     .encrypt(b"for your eyes only")?;
///
/// let decrypted = Decrypter::new(&receiver).decrypt(&token)?;
/// assert_eq!(decrypted.plaintext(), b"for your eyes only");
/// assert!(!decrypted.authenticates_sender(), "anybody has the public key");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Encrypter<'k> {
    recipients: Vec<Recipient<'k>>,
    content: Option<ContentEncryption>,
    typ: Option<String>,
    cty: Option<String>,
    compression: Compression,
    parameters: Vec<Parameter>,
    unprotected: Vec<Parameter>,
    aad: Option<Vec<u8>>,
    weak_keys: WeakKeys,
    #[cfg(test)]
    pub(super) stated: Stated,
}

/// What a published example states, so that it can be reproduced.
#[cfg(test)]
#[derive(Clone, Debug, Default)]
pub(super) struct Stated {
    pub(super) values: Vec<Vec<u8>>,
    pub(super) protected: Option<String>,
}

/// Whether the content is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compression {
    Deflate,
    None,
}

/// The parts of a token, before they are written in a serialization.
struct Made {
    protected: String,
    each: Vec<(Vec<Parameter>, Vec<u8>)>,
    aad: Option<String>,
    iv: Vec<u8>,
    sealed: crypto::Sealed,
}

impl<'k> Encrypter<'k> {
    /// An encrypter to one receiver.
    pub fn new<K: Encrypts>(key: &'k Key<K>) -> Self {
        Self::to(Recipient::new(key))
    }

    /// An encrypter to one receiver of whom more is said than the key.
    pub fn to(recipient: Recipient<'k>) -> Self {
        Self {
            recipients: vec![recipient],
            content: None,
            typ: None,
            cty: None,
            compression: Compression::None,
            parameters: Vec::new(),
            unprotected: Vec::new(),
            aad: None,
            weak_keys: WeakKeys::Refuse,
            #[cfg(test)]
            stated: Stated::default(),
        }
    }

    /// Another receiver. Then the general serialization is the one that holds them
    /// ([`encrypt_general`](Self::encrypt_general)).
    pub fn and(mut self, recipient: Recipient<'k>) -> Self {
        self.recipients.push(recipient);
        self
    }

    /// Names the key management algorithm of the last receiver that was named, for a key that serves several.
    pub fn algorithm(mut self, algorithm: KeyManagement) -> Self {
        if let Some(last) = self.recipients.last_mut() {
            last.algorithm = Some(algorithm);
        }
        self
    }

    /// The content encryption; unless said that of the key, else `A256GCM`.
    pub const fn content(mut self, content: ContentEncryption) -> Self {
        self.content = Some(content);
        self
    }

    /// The type, `typ`; none unless said.
    pub fn typ(mut self, typ: &str) -> Self {
        self.typ = Some(typ.into());
        self
    }

    /// The type of the content, `cty`: `JWT` where it is a token (RFC 7519 section 5.2). None unless said.
    pub fn cty(mut self, cty: &str) -> Self {
        self.cty = Some(cty.into());
        self
    }

    /// Compresses the content. Its length then tells of what it holds (RFC 8725 section 3.6).
    pub const fn compressed(mut self) -> Self {
        self.compression = Compression::Deflate;
        self
    }

    /// A further parameter of the protected header: its name, and its value as JSON text.
    pub fn parameter(mut self, name: &str, value: &str) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// A parameter of the shared unprotected header, for JSON serialization: its name, and its value as JSON text. The
    /// tag does not vouch for it.
    pub fn unprotected(mut self, name: &str, value: &str) -> Self {
        self.unprotected.push((name.into(), value.into()));
        self
    }

    /// Additional data that travels in the clear and that the tag vouches for, for JSON serialization.
    pub fn aad(mut self, data: &[u8]) -> Self {
        self.aad = Some(data.to_vec());
        self
    }

    /// What is done with an RSA key that is too short; refused unless said.
    pub const fn weak_keys(mut self, setting: WeakKeys) -> Self {
        self.weak_keys = setting;
        self
    }

    /// Encrypts to one receiver, in compact serialization.
    ///
    /// # Errors
    /// `serialization-malformed` for several receivers, unprotected parameters or additional data, which it cannot hold;
    /// `key-without-algorithm`, `alg-key-mismatch`, `alg-disabled`; the key's own weakness; `jwe-zip-bomb` for content
    /// that no reader would inflate; the code of the header's first fault.
    pub fn encrypt(&self, plaintext: &[u8]) -> Result<String, EncryptError> {
        let stray = if self.recipients.len() > 1 {
            Some("several recipients")
        } else if !self.unprotected.is_empty() {
            Some("an unprotected header")
        } else {
            self.aad.as_ref().map(|_| "additional authenticated data")
        };
        if let Some(stray) = stray {
            return Err(malformed(format!("compact serialization has no room for {stray}")));
        }
        let made = self.make(plaintext)?;
        let mut token = base64url::encode(made.protected.as_bytes());
        let key = made.each.first().map(|(_, key)| key.as_slice()).unwrap_or_default();
        for part in [key, &made.iv, &made.sealed.ciphertext, &made.sealed.tag] {
            token.push('.');
            base64url::encode_into(part, &mut token);
        }
        judged(token, Serialization::Compact)
    }

    /// Encrypts to one receiver, in flattened serialization.
    ///
    /// # Errors
    /// As [`encrypt`](Self::encrypt).
    pub fn encrypt_flattened(&self, plaintext: &[u8]) -> Result<String, EncryptError> {
        if self.recipients.len() > 1 {
            return Err(malformed("flattened serialization has one recipient".into()));
        }
        let made = self.make(plaintext)?;
        let mut w = Writer::new();
        w.object(|w| {
            self.write_head(&made, w);
            for (_, key) in &made.each {
                write_key(key, w);
            }
            write_content(&made, w);
        });
        judged(w.into_text(), Serialization::Flattened)
    }

    /// Encrypts to every receiver, in general serialization.
    ///
    /// # Errors
    /// As [`encrypt`](Self::encrypt); `jwe-encrypted-key` for `dir` or `ECDH-ES` among several, `too-many-signatures` for
    /// more receivers than a reader takes.
    pub fn encrypt_general(&self, plaintext: &[u8]) -> Result<String, EncryptError> {
        let made = self.make(plaintext)?;
        let mut w = Writer::new();
        w.object(|w| {
            self.write_head(&made, w);
            w.name("recipients").array(|w| {
                for (header, key) in &made.each {
                    w.object(|w| {
                        write_header("header", header, w);
                        write_key(key, w);
                    });
                }
            });
            write_content(&made, w);
        });
        judged(w.into_text(), Serialization::General)
    }

    fn write_head(&self, made: &Made, w: &mut Writer) {
        w.name("protected").string(&base64url::encode(made.protected.as_bytes()));
        write_header("unprotected", &self.unprotected, w);
    }

    fn make(&self, plaintext: &[u8]) -> Result<Made, EncryptError> {
        check_values(&self.parameters)?;
        check_values(&self.unprotected)?;
        let several = self.recipients.len() > 1;
        let mut chance = self.chance();
        let mut chosen = Vec::new();
        for recipient in &self.recipients {
            chosen.push((recipient, recipient.chosen(several)?));
        }
        let own = chosen.iter().find_map(|(recipient, algorithm)| recipient.encryption(*algorithm));
        let enc = self.content.or(own).unwrap_or(ContentEncryption::A256Gcm);
        for (index, (recipient, algorithm)) in chosen.iter().enumerate() {
            self.check_key(index, recipient, *algorithm, enc)?;
        }
        let task = |recipient: &Recipient<'k>, algorithm| Task { key: recipient.key, algorithm, enc };
        let (cek, each) = match chosen.as_slice() {
            [(recipient, algorithm)] if is_direct(*algorithm) => {
                let task = task(recipient, *algorithm);
                let (cek, managed) = direct(task, &recipient.parties, &mut chance)?;
                (cek, vec![managed])
            }
            chosen => {
                let cek = chance.bytes(enc.key_bytes())?;
                let mut each = Vec::new();
                for (recipient, algorithm) in chosen {
                    let task = task(recipient, *algorithm);
                    each.push(wrap(task, &recipient.parties, recipient.iterations, &cek, &mut chance)?);
                }
                (cek, each)
            }
        };
        let mut protected = vec![("enc".to_owned(), quoted(enc.as_str()))];
        let own: Vec<Vec<Parameter>> =
            chosen.iter().map(|(one, algorithm)| own_names(one, *algorithm)).collect();
        let managed = |managed: &Managed| -> Vec<Parameter> {
            managed.parameters.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
        };
        if self.compression == Compression::Deflate {
            protected.push(("zip".into(), quoted("DEF")));
        }
        for (name, value) in [("typ", &self.typ), ("cty", &self.cty)] {
            protected.extend(value.as_ref().map(|value| (name.to_owned(), quoted(value))));
        }
        let mut headers: Vec<(Vec<Parameter>, Vec<u8>)> = Vec::new();
        for (own, made) in own.into_iter().zip(each) {
            let parameters = managed(&made);
            let header = if several {
                own.into_iter().chain(parameters).collect()
            } else {
                let mut own = own.into_iter();
                let alg = own.next();
                protected = alg.into_iter().chain(protected).chain(own).collect();
                protected.extend(self.parameters.iter().cloned());
                protected.extend(parameters);
                Vec::new()
            };
            headers.push((header, made.encrypted_key));
        }
        if several {
            protected.extend(self.parameters.iter().cloned());
        }
        let protected = self.protected(&protected);
        let aad = self.aad.as_ref().map(|aad| base64url::encode(aad));
        let mut authenticated = base64url::encode(protected.as_bytes());
        if let Some(aad) = &aad {
            authenticated.push('.');
            authenticated.push_str(aad);
        }
        let iv = chance.bytes(enc.iv_bytes())?.to_vec();
        let compressed = match self.compression {
            Compression::Deflate => Some(zip::deflate(plaintext)?),
            Compression::None => None,
        };
        let content = compressed.as_ref().map_or(plaintext, |bytes| bytes.as_slice());
        let sealed = crypto::seal(enc, &cek, &iv, authenticated.as_bytes(), content).map_err(|_| {
            Reason::new(Code::KeyInvalid)
                .at(Place::part(Part::Key(0)))
                .found(format!("it does not encrypt by {}", enc.as_str()))
        })?;
        Ok(Made { protected, each: headers, aad, iv, sealed })
    }

    /// Refuses a key that is not for the algorithm, or too weak.
    fn check_key(
        &self,
        index: usize,
        recipient: &Recipient<'_>,
        algorithm: KeyManagement,
        enc: ContentEncryption,
    ) -> Result<(), Reason> {
        let place = || Place::part(Part::Key(index));
        let name = algorithm.as_str();
        if algorithm == KeyManagement::Rsa15 {
            return Err(Reason::new(Code::AlgDisabled).at(place()).found(name));
        }
        if is_direct(algorithm) && self.recipients.len() > 1 {
            let found = format!("{name}, which has one recipient");
            return Err(Reason::new(Code::JweEncryptedKey)
                .at(Place::part(Part::Recipient(index)))
                .found(found));
        }
        let mismatch = |why: String| Reason::new(Code::AlgKeyMismatch).at(place()).found(name).expected(why);
        if !fit::is_for(recipient.key, algorithm, Some(enc)) {
            return Err(mismatch(fit::why(recipient.key, algorithm, Some(enc))));
        }
        if !recipient.key.permits_encryption(fit::operations(algorithm)) {
            return Err(mismatch("its use or key_ops forbid encrypting".into()));
        }
        let unfit = weaknesses(recipient.key, index)
            .into_iter()
            .find(|weakness| self.weak_keys == WeakKeys::Refuse || weakness.code() != Code::RsaKeyShort);
        unfit.map_or(Ok(()), Err)
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "tests state values and headers")]
    fn chance(&self) -> Chance {
        Chance::default()
    }

    #[cfg(test)]
    fn chance(&self) -> Chance {
        Chance::stated(self.stated.values.clone())
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "tests state values and headers")]
    fn protected(&self, parameters: &[Parameter]) -> String {
        written(parameters)
    }

    #[cfg(test)]
    fn protected(&self, parameters: &[Parameter]) -> String {
        self.stated.protected.clone().unwrap_or_else(|| written(parameters))
    }
}

/// What is said to one recipient beside what key management adds: `alg` first.
fn own_names(recipient: &Recipient<'_>, algorithm: KeyManagement) -> Vec<Parameter> {
    let mut names = vec![("alg".to_owned(), quoted(algorithm.as_str()))];
    names.extend(recipient.kid.as_ref().map(|kid| ("kid".to_owned(), quoted(kid))));
    names
}

/// The parameters as one JSON object.
fn written(parameters: &[Parameter]) -> String {
    let members: Vec<String> =
        parameters.iter().map(|(name, value)| format!("{}:{value}", quoted(name))).collect();
    format!("{{{}}}", members.join(","))
}

fn write_header(name: &str, parameters: &[Parameter], w: &mut Writer) {
    if !parameters.is_empty() {
        w.name(name).raw(&written(parameters));
    }
}

fn write_key(key: &[u8], w: &mut Writer) {
    if !key.is_empty() {
        w.name("encrypted_key").string(&base64url::encode(key));
    }
}

fn write_content(made: &Made, w: &mut Writer) {
    if let Some(aad) = &made.aad {
        w.name("aad").string(aad);
    }
    w.name("iv").string(&base64url::encode(&made.iv));
    w.name("ciphertext").string(&base64url::encode(&made.sealed.ciphertext));
    w.name("tag").string(&base64url::encode(&made.sealed.tag));
}

/// The token, if our own strict reading takes it: no name twice, no parameter of a wrong type, no more than fits.
fn judged(token: String, form: Serialization) -> Result<String, EncryptError> {
    match EncryptedToken::parse(&token) {
        Ok(read) if read.form() == form => Ok(token),
        Ok(_) => Err(malformed("the token reads otherwise than it was meant".into())),
        Err(reasons) => Err(reasons
            .into_iter()
            .next()
            .unwrap_or_else(|| Reason::new(Code::JsonSyntax).at(Place::part(Part::Header)))
            .into()),
    }
}

fn malformed(found: String) -> EncryptError {
    Reason::new(Code::SerializationMalformed).at(Place::part(Part::Token)).found(found).into()
}
