//! Signing: header and payload in, a JWS out, in any serialization (RFC 7515 sections 5.1 and 7).
//!
//! Nothing is added to claims, and their order and number text stay as they were written. The header is written once
//! per signer: alg, typ, kid, then what else was given.

use core::fmt;
use std::sync::{Mutex, OnceLock};

use serde::Serialize;

use super::payload::{Payload, signing_input, unfit_for_compact};
use crate::alg::{Algorithm, Algorithms};
use crate::crypto::SigningFault;
use crate::json::{self, fill, minified, quoted};
use crate::key::{Held, Key, Signs, WeakKeys};
use crate::limits::KEPT_BYTES;
use crate::reason::escape::{compared, quoted_byte};
use crate::reason::{Code, Part, Place, Reason};
use crate::text::base64url::{encode_into, encoded_len};
use crate::text::utf8;
use crate::token::{Header, check_values};

/// Why nothing was signed. `Display` is the message; the remedy stays apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignError(Box<Reason>);

impl SignError {
    /// The stable code.
    pub fn code(&self) -> Code {
        self.0.code()
    }

    /// Where, in header or claims.
    pub fn place(&self) -> Option<&Place> {
        self.0.place()
    }

    /// What to do now.
    pub fn remedy(&self) -> String {
        self.0.remedy()
    }

    /// The whole of it.
    pub const fn reason(&self) -> &Reason {
        &self.0
    }
}

impl From<Reason> for SignError {
    fn from(reason: Reason) -> Self {
        Self(Box::new(reason))
    }
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl core::error::Error for SignError {}

/// What is said of a key that no signature algorithm takes.
const AGREES: &str = "it agrees on keys and signs nothing";

/// Signs with one key. A public key does not fit: `Signer::new` takes a kind that signs.
///
/// ```
/// use jotsmith::{Algorithm, Key, Signer};
///
/// let key = Key::hmac(Algorithm::Hs256, [7; 32])?;
/// let token = Signer::new(&key).typ("at+jwt").sign_json(br#"{ "sub": "u_42" }"#)?;
/// assert!(token.starts_with("eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJ1XzQyIn0."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[must_use]
pub struct Signer<'k> {
    key: &'k Held,
    algorithm: Option<Algorithm>,
    typ: Typ,
    kid: Option<String>,
    /// Further parameters: name and JSON text.
    parameters: Vec<(String, String)>,
    /// A whole header as it was written, in place of all the above.
    whole: Option<Vec<u8>>,
    /// Parameters beside the protected header: name and JSON text.
    pub(super) unprotected: Vec<(String, String)>,
    pub(super) detached: bool,
    weak_keys: WeakKeys,
    encoded: OnceLock<Encoded>,
    buffers: Mutex<Option<Buffers>>,
}

/// What a signature is made in. Kept between calls, it allocates nothing.
#[derive(Default)]
struct Buffers {
    json: Vec<u8>,
    signature: Vec<u8>,
}

impl fmt::Debug for Buffers {
    /// Nothing of the claims that were signed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Buffers({} bytes)", self.json.capacity())
    }
}

/// What `typ` says.
#[derive(Debug)]
enum Typ {
    /// `JWT` in a compact token, nothing in JSON serialization, which no JWT has.
    Usual,
    /// No `typ`.
    Absent,
    /// This.
    Said(String),
}

/// A protected header as it is sent, with what it says.
#[derive(Debug)]
pub(super) struct Encoded {
    pub(super) algorithm: Algorithm,
    pub(super) header: String,
    pub(super) unencoded: bool,
}

/// How the header is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Compact,
    #[cfg_attr(not(feature = "serializations"), expect(dead_code, reason = "JSON serialization is left out"))]
    Json,
}

impl<'k> Signer<'k> {
    /// A signer for the key, with `typ` `JWT` and the key's own `kid`.
    pub fn new<K: Signs>(key: &'k Key<K>) -> Self {
        let key = key.held();
        Self {
            key,
            algorithm: None,
            typ: Typ::Usual,
            kid: key.kid().map(|kid| kid.as_str().into()),
            parameters: Vec::new(),
            whole: None,
            unprotected: Vec::new(),
            detached: false,
            weak_keys: WeakKeys::Refuse,
            encoded: OnceLock::new(),
            buffers: Mutex::default(),
        }
    }

    /// Names the algorithm, for a key that serves several. It must be one of the key's.
    pub fn algorithm(mut self, algorithm: Algorithm) -> Self {
        self.algorithm = Some(algorithm);
        self.changed()
    }

    /// The type, `typ` (RFC 8725 section 3.11); unless said `JWT` in a compact token, and none in JSON serialization.
    pub fn typ(mut self, typ: &str) -> Self {
        self.typ = Typ::Said(typ.into());
        self.changed()
    }

    /// No `typ` at all.
    pub fn no_typ(mut self) -> Self {
        self.typ = Typ::Absent;
        self.changed()
    }

    /// The key ID, `kid`; the key's own unless said.
    pub fn kid(mut self, kid: Option<&str>) -> Self {
        self.kid = kid.map(Into::into);
        self.changed()
    }

    /// A further parameter of the protected header: its name, and its value as JSON text.
    pub fn parameter(mut self, name: &str, value: &str) -> Self {
        self.parameters.push((name.into(), value.into()));
        self.changed()
    }

    /// The whole protected header as JSON text, taken as it is less white space. `alg` must be the algorithm used.
    pub fn whole_header(mut self, json: &[u8]) -> Self {
        self.whole = Some(json.to_vec());
        self.changed()
    }

    /// A parameter of the unprotected header, which JSON serialization alone has: its name, and its value as JSON text.
    /// Anybody can change it on the way. A `kid` may choose a key; verifiers of this crate believe nothing else there.
    pub fn unprotected(mut self, name: &str, value: &str) -> Self {
        self.unprotected.push((name.into(), value.into()));
        self
    }

    /// Signs the payload as it is, not in base64url: `b64` false, named in `crit` (RFC 7797). Not for JWTs.
    pub fn unencoded(self) -> Self {
        self.parameter("b64", "false").parameter("crit", "[\"b64\"]")
    }

    /// Leaves the payload out of the token, to be sent beside it (RFC 7515 appendix F).
    pub const fn detached(mut self) -> Self {
        self.detached = true;
        self
    }

    /// What is done with a key too weak for its algorithm; refused unless said. [`WeakKeys::Report`] signs as
    /// [`WeakKeys::Allow`] does: who signs has nobody to report to but the caller, who asks [`Key::weaknesses`].
    pub const fn weak_keys(mut self, setting: WeakKeys) -> Self {
        self.weak_keys = setting;
        self
    }

    /// Signs claims of any type.
    ///
    /// # Errors
    /// `json-not-object` where they are no JSON object; the key's own weakness; `key-without-algorithm`;
    /// the code of the header's first fault.
    pub fn sign<C: Serialize>(&self, claims: &C) -> Result<String, SignError> {
        let mut token = String::new();
        self.sign_into(claims, &mut token)?;
        Ok(token)
    }

    /// Signs claims of any type and appends the token to a text of the caller's. A text that is used again makes
    /// signing by HMAC free of allocation.
    ///
    /// ```
    /// use jotsmith::{Algorithm, Key, Signer};
    ///
    /// let key = Key::hmac(Algorithm::Hs256, [7; 32])?;
    /// let signer = Signer::new(&key);
    /// let mut header = String::from("Bearer ");
    /// signer.sign_into(&std::collections::BTreeMap::from([("sub", "u_42")]), &mut header)?;
    /// assert!(header.starts_with("Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1XzQyIn0."));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`sign`](Self::sign); `token` is then as it was.
    pub fn sign_into<C: Serialize>(&self, claims: &C, token: &mut String) -> Result<(), SignError> {
        // The buffers of the last call serve again, unless another thread has them just now.
        let kept = self.buffers.try_lock().ok().and_then(|mut kept| kept.take());
        let mut buffers = kept.unwrap_or_default();
        let signed = self.sign_with(claims, &mut buffers, token);
        if buffers.json.capacity() <= KEPT_BYTES
            && let Ok(mut kept) = self.buffers.try_lock()
        {
            *kept = Some(buffers);
        }
        signed
    }

    fn sign_with<C: Serialize>(
        &self,
        claims: &C,
        buffers: &mut Buffers,
        token: &mut String,
    ) -> Result<(), SignError> {
        let Buffers { json, signature } = buffers;
        fill(json, claims).map_err(|fault| {
            Reason::new(Code::JsonSyntax).at(Place::part(Part::Payload)).found(compared(&fault.to_string()))
        })?;
        if json.first() != Some(&b'{') {
            return Err(Reason::new(Code::JsonNotObject)
                .at(Place::part(Part::Payload))
                .found("no object")
                .into());
        }
        self.claims_into(json, signature, token)
    }

    /// Signs claims that are JSON text: minified, order and number text kept.
    ///
    /// # Errors
    /// The fault of the JSON, strictly read; then as [`sign`](Self::sign).
    pub fn sign_json(&self, claims: &[u8]) -> Result<String, SignError> {
        let tree = json::parse(claims).map_err(|fault| fault.reason(Part::Payload, claims))?;
        if !tree.root().is_object() {
            let reason = Reason::new(Code::JsonNotObject).at(Place::part(Part::Payload));
            return Err(reason.found(tree.root().kind_name()).into());
        }
        let mut token = String::new();
        self.claims_into(&minified(&tree, claims), &mut Vec::new(), &mut token)?;
        Ok(token)
    }

    /// Signs any bytes as the payload.
    ///
    /// # Errors
    /// As [`sign`](Self::sign); `b64-misuse` where the payload is to stand in the token as it is and cannot.
    pub fn sign_bytes(&self, payload: &[u8]) -> Result<String, SignError> {
        let mut token = String::new();
        self.compact_into(payload, self.encoded()?, &mut Vec::new(), &mut token)?;
        Ok(token)
    }

    fn claims_into(
        &self,
        claims: &[u8],
        signature: &mut Vec<u8>,
        token: &mut String,
    ) -> Result<(), SignError> {
        let encoded = self.encoded()?;
        if encoded.unencoded {
            let reason = Reason::new(Code::B64Misuse).at(Place::header("b64"));
            return Err(reason.found("it is false in a claims set").into());
        }
        self.compact_into(claims, encoded, signature, token)
    }

    /// Appends a compact token to `token`, which an error leaves as it was. `signature` is a buffer.
    fn compact_into(
        &self,
        payload: &[u8],
        encoded: &Encoded,
        signature: &mut Vec<u8>,
        token: &mut String,
    ) -> Result<(), SignError> {
        let Encoded { algorithm, header, unencoded } = encoded;
        if let Some((name, _)) = self.unprotected.first() {
            let found = format!("a compact token has no unprotected header, so no {}", compared(name));
            return Err(Reason::new(Code::SerializationMalformed)
                .at(Place::part(Part::Unprotected))
                .found(found)
                .into());
        }
        if *unencoded || self.detached {
            token.push_str(&self.compact_apart(payload, encoded)?);
            return Ok(());
        }
        let before = token.len();
        let signature_bytes = self.signature_bytes(*algorithm);
        token.reserve(header.len() + encoded_len(payload.len()) + encoded_len(signature_bytes) + 2);
        token.push_str(header);
        token.push('.');
        encode_into(payload, token);
        signature.clear();
        let input = token.as_bytes().get(before..).unwrap_or_default();
        if let Err(reason) = self.raw_into(*algorithm, input, signature) {
            token.truncate(before);
            return Err(reason.into());
        }
        token.push('.');
        encode_into(signature, token);
        Ok(())
    }

    /// A compact token whose payload stands as it is, or beside it.
    fn compact_apart(&self, payload: &[u8], encoded: &Encoded) -> Result<String, SignError> {
        let body = if encoded.unencoded { Payload::AsItIs(payload) } else { Payload::Encoded(payload) };
        let shown = match (self.detached, encoded.unencoded) {
            (true, _) => String::new(),
            (false, false) => base64url(payload),
            (false, true) => as_it_is(payload)?.into(),
        };
        let signature = self.raw(encoded.algorithm, &signing_input(&encoded.header, body))?;
        Ok(format!("{}.{shown}.{}", encoded.header, base64url(&signature)))
    }

    pub(super) fn raw(&self, algorithm: Algorithm, input: &[u8]) -> Result<Vec<u8>, Reason> {
        let mut signature = Vec::with_capacity(self.signature_bytes(algorithm));
        self.raw_into(algorithm, input, &mut signature)?;
        Ok(signature)
    }

    fn signature_bytes(&self, algorithm: Algorithm) -> usize {
        let specified = algorithm.specified(self.key.curve());
        specified.signature_bytes().unwrap_or(self.key.bits().div_ceil(8))
    }

    fn raw_into(&self, algorithm: Algorithm, input: &[u8], signature: &mut Vec<u8>) -> Result<(), Reason> {
        self.key.sign_raw(algorithm, input, signature).map_err(|fault| {
            Reason::new(Code::KeyInvalid).at(Place::part(Part::Key(0))).found(match fault {
                SigningFault::Failed => "the signature could not be made; the modulus may be too small, or the system gave no random bytes",
                SigningFault::Unfit => "it does not make signatures of this algorithm",
            })
        })
    }

    /// The header of a compact token, written once.
    fn encoded(&self) -> Result<&Encoded, Reason> {
        if let Some(encoded) = self.encoded.get() {
            return Ok(encoded);
        }
        let encoded = self.encode_header(Form::Compact)?;
        Ok(self.encoded.get_or_init(|| encoded))
    }

    fn changed(mut self) -> Self {
        self.encoded = OnceLock::new();
        self
    }

    /// The algorithm and the encoded header; every rule of key and header is checked here, once.
    pub(super) fn encode_header(&self, form: Form) -> Result<Encoded, Reason> {
        let algorithm = self.chosen_algorithm()?;
        let key = Place::part(Part::Key(0));
        if !self.key.permits_sign() {
            let reason = Reason::new(Code::AlgKeyMismatch).at(key).found(algorithm.as_str());
            return Err(reason.expected("its use, key_ops or alg forbid signing"));
        }
        for weakness in self.key.weaknesses(algorithm) {
            let lenient = matches!(weakness.code(), Code::HmacKeyShort | Code::RsaKeyShort);
            if self.weak_keys == WeakKeys::Refuse || !lenient {
                return Err(weakness.at(key));
            }
        }
        let json = if let Some(whole) = &self.whole {
            let tree = json::parse(whole).map_err(|fault| fault.reason(Part::Header, whole))?;
            minified(&tree, whole)
        } else {
            check_values(&self.parameters)?;
            self.header_json(algorithm, form).into_bytes()
        };
        // The strict reading of our own verifier is the judge of what is written.
        let header = Header::parse(&json).map_err(first)?;
        if header.algorithm() != Some(algorithm) {
            let reason = Reason::new(Code::AlgKeyMismatch).at(Place::header("alg"));
            return Err(reason
                .found(compared(header.alg().as_str()))
                .expected(format!("the header must say {algorithm}")));
        }
        Ok(Encoded { algorithm, header: base64url(&json), unencoded: header.is_unencoded() })
    }

    fn chosen_algorithm(&self) -> Result<Algorithm, Reason> {
        let own = self.key.algorithms();
        let choices = |set: Algorithms| {
            Reason::new(Code::KeyWithoutAlgorithm).at(Place::part(Part::Key(0))).expected(set.to_string())
        };
        if let Some(wanted) = self.algorithm {
            let possible = if own.is_empty() { self.key.possible_algorithms() } else { own };
            if possible.allows_on(wanted, self.key.curve()) {
                return Ok(wanted);
            }
            let reason = Reason::new(Code::AlgKeyMismatch).at(Place::part(Part::Key(0)));
            return Err(reason.found(wanted.as_str()).expected(format!("it is for {possible}")));
        }
        let mut names = own.iter();
        match (names.next(), names.next()) {
            (Some(only), None) => Ok(only),
            (Some(_), Some(_)) => Err(choices(own)),
            (None, _) if self.key.possible_algorithms().is_empty() => {
                let reason = Reason::new(Code::AlgKeyMismatch).at(Place::part(Part::Key(0)));
                Err(reason.found("any signature").expected(AGREES))
            }
            (None, _) => Err(choices(self.key.possible_algorithms())),
        }
    }

    fn header_json(&self, algorithm: Algorithm, form: Form) -> String {
        let typ = match &self.typ {
            Typ::Usual => (form == Form::Compact).then_some("JWT"),
            Typ::Absent => None,
            Typ::Said(typ) => Some(typ.as_str()),
        };
        let kid = self.kid.as_deref().filter(|_| !self.unprotected.iter().any(|(name, _)| name == "kid"));
        let texts = [("typ", typ), ("kid", kid)];
        let texts = texts.into_iter().filter_map(|(name, value)| Some((name.into(), quoted(value?))));
        header_text(algorithm.as_str(), texts.chain(self.parameters.iter().cloned()))
    }
}

/// A payload that stands in the token as it is.
pub(super) fn text(payload: &[u8]) -> Result<&str, Reason> {
    utf8::parse(payload).map_err(|at| {
        let byte = payload.get(at).copied().unwrap_or_default();
        Reason::new(Code::Utf8Invalid)
            .at(Place::part(Part::Payload))
            .found(format!("byte 0x{byte:02x}"))
            .with("json_byte", (at + 1).to_string())
    })
}

/// A payload that stands between the dots of a compact token as it is.
fn as_it_is(payload: &[u8]) -> Result<&str, Reason> {
    let Some(at) = unfit_for_compact(payload) else { return text(payload) };
    let byte = quoted_byte(payload.get(at).copied().unwrap_or_default());
    Err(Reason::new(Code::B64Misuse).at(Place::part(Part::Payload)).found(format!(
        "byte {} of the payload is {byte}, which cannot stand in a compact token as it is",
        at + 1
    )))
}

pub(super) fn base64url(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 3);
    encode_into(bytes, &mut text);
    text
}

/// The first of several reasons.
pub(super) fn first(reasons: Vec<Reason>) -> Reason {
    let none = || Reason::new(Code::JsonSyntax).at(Place::part(Part::Header));
    reasons.into_iter().next().unwrap_or_else(none)
}

/// A token that nobody signed: `alg` `none` and an empty signature (RFC 7518 section 3.6). It proves nothing, and no
/// verifier of this crate takes it; it serves to test that others do not.
///
/// # Errors
/// The first fault of the header or of the claims.
pub fn insecure_unsigned(parameters: &[(String, String)], claims: &[u8]) -> Result<String, SignError> {
    check_values(parameters)?;
    let json = header_text("none", parameters.iter().cloned());
    Header::parse(json.as_bytes()).map_err(first)?;
    let tree = json::parse(claims).map_err(|fault| fault.reason(Part::Payload, claims))?;
    let mut token = String::new();
    encode_into(json.as_bytes(), &mut token);
    token.push('.');
    encode_into(&minified(&tree, claims), &mut token);
    token.push('.');
    Ok(token)
}

/// A header: `alg` first, then the parameters, whose values are JSON texts.
fn header_text(alg: &str, parameters: impl Iterator<Item = (String, String)>) -> String {
    let mut json = format!("{{\"alg\":{}", quoted(alg));
    for (name, value) in parameters {
        json.extend([",", &quoted(&name), ":", &value]);
    }
    json.push('}');
    json
}
