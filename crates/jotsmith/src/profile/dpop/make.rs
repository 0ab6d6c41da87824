//! Making a DPoP proof: a JWT over one request, signed by the client's key, whose public half stands in its header
//! (RFC 9449 section 4.2).

use super::TYP;
use super::target::Target;
use crate::check::AccessToken;
use crate::crypto::random;
use crate::json::Writer;
use crate::jws::{SignError, Signer};
use crate::key::{Key, Private, bare_public_jwk};
use crate::reason::escape::compared;
use crate::reason::{Code, Part, Place, Reason};
use crate::text::base64url;
use crate::text::time::NumericDate;

/// Makes a DPoP proof for one request.
///
/// ```
/// use jotsmith::profile::dpop::DpopProof;
/// use jotsmith::{Algorithm, AnyKey, NumericDate};
///
/// # let jwk = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
/// let AnyKey::Private(key) = AnyKey::read(jwk.as_bytes())? else { panic!("a private key") };
/// let proof = DpopProof::new(&key, "POST", "https://server.example.com/token").sign(NumericDate(1_795_442_711))?;
/// assert_eq!(proof.split('.').count(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[must_use]
pub struct DpopProof<'k> {
    key: &'k Key<Private>,
    signer: Signer<'k>,
    method: String,
    url: String,
    access_token: Option<AccessToken>,
    nonce: Option<String>,
}

impl<'k> DpopProof<'k> {
    /// A proof for a request of this method to this URL.
    pub fn new(key: &'k Key<Private>, method: &str, url: &str) -> Self {
        let (method, url) = (method.into(), url.into());
        Self { key, signer: Signer::new(key), method, url, access_token: None, nonce: None }
    }

    /// Signs as this signer of the same key does, for one that names no algorithm or is weak. Its `typ` and `kid` do not
    /// count.
    pub fn signer(mut self, signer: Signer<'k>) -> Self {
        self.signer = signer;
        self
    }

    /// The access token that is sent with the request: its hash goes into `ath`.
    pub fn access_token(mut self, token: &str) -> Self {
        self.access_token = Some(AccessToken::new(token));
        self
    }

    /// The nonce that the server gave (RFC 9449 sections 8 and 9).
    pub fn nonce(mut self, nonce: &str) -> Self {
        self.nonce = Some(nonce.into());
        self
    }

    /// Signs the proof, made at `now`, with a random `jti`. Query and fragment of the URL are left out.
    ///
    /// # Errors
    /// `dpop-target` for a method or URL that is none; then as [`Signer::sign_json`].
    pub fn sign(self, now: NumericDate) -> Result<String, SignError> {
        let place = |name| Place::part(Part::Payload).member(name);
        let target = Target::parse(&self.url).map_err(|why| {
            let reason = Reason::new(Code::DpopTarget).at(place("htu"));
            reason
                .found(format!("the URL {}: {why}", compared(&self.url)))
                .expected("an absolute http or https URL")
        })?;
        if !super::is_method(&self.method) {
            let reason = Reason::new(Code::DpopTarget).at(place("htm"));
            let found = format!("the method {}", compared(&self.method));
            return Err(reason.found(found).expected("a method such as POST").into());
        }
        let mut jti = [0; 16];
        random(&mut jti).map_err(|_| Reason::new(Code::ChanceFailed))?;
        let mut w = Writer::new();
        w.object(|w| {
            w.name("jti").string(&base64url::encode(&jti));
            w.name("htm").string(&self.method);
            w.name("htu").string(&target.written);
            w.name("iat").number(now.0);
            if let Some(token) = &self.access_token {
                w.name("ath").string(&token.hash());
            }
            if let Some(nonce) = &self.nonce {
                w.name("nonce").string(nonce);
            }
        });
        let signer = self.signer.typ(TYP).kid(None).parameter("jwk", &bare_public_jwk(self.key.held()));
        signer.sign_json(w.into_text().as_bytes())
    }
}
