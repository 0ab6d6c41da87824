//! Signing: header and claims in, a compact JWS out (RFC 7515 section 5.1).
//!
//! Nothing is added to claims, and their order and number text stay as they were written. The header is written once
//! per signer: alg, typ, kid, then what else was given.

use core::fmt;
use std::sync::OnceLock;

use serde::Serialize;

use crate::alg::{Algorithm, Algorithms};
use crate::crypto::SigningFault;
use crate::json::{self, minified, quoted};
use crate::key::{Held, Key, Signs, WeakKeys};
use crate::reason::escape::compared;
use crate::reason::{Code, Part, Place, Reason};
use crate::text::base64url::encode_into;
use crate::token::Header;

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
    typ: Option<String>,
    kid: Option<String>,
    /// Further parameters: name and JSON text.
    parameters: Vec<(String, String)>,
    /// A whole header as it was written, in place of all the above.
    whole: Option<Vec<u8>>,
    weak_keys: WeakKeys,
    encoded: OnceLock<(Algorithm, String)>,
}

impl<'k> Signer<'k> {
    /// A signer for the key, with `typ` `JWT` and the key's own `kid`.
    pub fn new<K: Signs>(key: &'k Key<K>) -> Self {
        let key = key.held();
        Self {
            key,
            algorithm: None,
            typ: Some("JWT".into()),
            kid: key.kid().map(|kid| kid.as_str().into()),
            parameters: Vec::new(),
            whole: None,
            weak_keys: WeakKeys::Refuse,
            encoded: OnceLock::new(),
        }
    }

    /// Names the algorithm, for a key that serves several. It must be one of the key's.
    pub fn algorithm(mut self, algorithm: Algorithm) -> Self {
        self.algorithm = Some(algorithm);
        self.changed()
    }

    /// The type, `typ` (RFC 8725 section 3.11); `JWT` unless said.
    pub fn typ(mut self, typ: &str) -> Self {
        self.typ = Some(typ.into());
        self.changed()
    }

    /// No `typ` at all.
    pub fn no_typ(mut self) -> Self {
        self.typ = None;
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
        let json = serde_json::to_vec(claims).map_err(|fault| {
            Reason::new(Code::JsonSyntax).at(Place::part(Part::Payload)).found(compared(&fault.to_string()))
        })?;
        if json.first() != Some(&b'{') {
            return Err(Reason::new(Code::JsonNotObject)
                .at(Place::part(Part::Payload))
                .found("no object")
                .into());
        }
        self.sign_bytes(&json)
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
        self.sign_bytes(&minified(&tree, claims))
    }

    /// Signs any bytes as the payload.
    ///
    /// # Errors
    /// As [`sign`](Self::sign).
    pub fn sign_bytes(&self, payload: &[u8]) -> Result<String, SignError> {
        let (algorithm, header) = if let Some(encoded) = self.encoded.get() {
            encoded
        } else {
            let encoded = self.encode_header()?;
            self.encoded.get_or_init(|| encoded)
        };
        let signature_bytes = algorithm.signature_bytes().unwrap_or(self.key.bits().div_ceil(8));
        let length = header.len() + payload.len() * 4 / 3 + signature_bytes * 4 / 3 + 8;
        let mut token = String::with_capacity(length);
        token.push_str(header);
        token.push('.');
        encode_into(payload, &mut token);
        let mut signature = Vec::with_capacity(signature_bytes);
        self.key.sign_raw(*algorithm, token.as_bytes(), &mut signature).map_err(|fault| {
            Reason::new(Code::KeyInvalid).at(Place::part(Part::Key(0))).found(match fault {
                SigningFault::Failed => "the signature could not be made; the modulus may be too small, or the system gave no random bytes",
                SigningFault::Unfit => "it does not make signatures of this algorithm",
            })
        })?;
        token.push('.');
        encode_into(&signature, &mut token);
        Ok(token)
    }

    fn changed(mut self) -> Self {
        self.encoded = OnceLock::new();
        self
    }

    /// The algorithm and the encoded header; every rule of key and header is checked here, once.
    fn encode_header(&self) -> Result<(Algorithm, String), Reason> {
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
        let json = match &self.whole {
            Some(whole) => {
                let tree = json::parse(whole).map_err(|fault| fault.reason(Part::Header, whole))?;
                minified(&tree, whole)
            }
            None => self.header_json(algorithm).into_bytes(),
        };
        // The strict reading of our own verifier is the judge of what is written.
        let header = Header::parse(&json).map_err(|reasons| {
            reasons
                .into_iter()
                .next()
                .unwrap_or_else(|| Reason::new(Code::JsonSyntax).at(Place::part(Part::Header)))
        })?;
        if header.algorithm() != Some(algorithm) {
            let reason = Reason::new(Code::AlgKeyMismatch).at(Place::header("alg"));
            return Err(reason
                .found(compared(header.alg().as_str()))
                .expected(format!("the header must say {algorithm}")));
        }
        if header.is_unencoded() {
            return Err(Reason::new(Code::B64Misuse)
                .at(Place::header("b64"))
                .found("it is false in a compact token"));
        }
        let mut encoded = String::new();
        encode_into(&json, &mut encoded);
        Ok((algorithm, encoded))
    }

    fn chosen_algorithm(&self) -> Result<Algorithm, Reason> {
        let own = self.key.algorithms();
        let choices = |set: Algorithms| {
            Reason::new(Code::KeyWithoutAlgorithm).at(Place::part(Part::Key(0))).expected(set.to_string())
        };
        if let Some(wanted) = self.algorithm {
            let possible = if own.is_empty() { self.key.possible_algorithms() } else { own };
            if possible.allows(wanted) {
                return Ok(wanted);
            }
            let reason = Reason::new(Code::AlgKeyMismatch).at(Place::part(Part::Key(0)));
            return Err(reason.found(wanted.as_str()).expected(format!("it is for {possible}")));
        }
        let mut names = own.iter();
        match (names.next(), names.next()) {
            (Some(only), None) => Ok(only),
            (Some(_), Some(_)) => Err(choices(own)),
            (None, _) => Err(choices(self.key.possible_algorithms())),
        }
    }

    fn header_json(&self, algorithm: Algorithm) -> String {
        let texts = [("typ", &self.typ), ("kid", &self.kid)];
        let texts =
            texts.into_iter().filter_map(|(name, value)| Some((name.into(), quoted(value.as_ref()?))));
        header_text(algorithm.as_str(), texts.chain(self.parameters.iter().cloned()))
    }
}

/// A token that nobody signed: `alg` `none` and an empty signature (RFC 7518 section 3.6). It proves nothing, and no
/// verifier of this crate takes it; it serves to test that others do not.
///
/// # Errors
/// The first fault of the header or of the claims.
pub fn insecure_unsigned(parameters: &[(String, String)], claims: &[u8]) -> Result<String, SignError> {
    let json = header_text("none", parameters.iter().cloned());
    Header::parse(json.as_bytes()).map_err(|mut reasons| reasons.swap_remove(0))?;
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
