//! Chains of certificates, `x5c` (RFC 7515 section 4.1.6): the token's own key, if its certificate ends in a root that the
//! caller trusts, at the instant (RFC 5280 section 6).
//!
//! `rustls-webpki` walks the chain; every signature in it is checked by the seam, and what the root says of itself by
//! `root.rs`. Nobody is asked whether a certificate was revoked. An extended key usage is asked for nothing; one that is
//! critical must not leave tokens out.

use core::cell::Cell;
use core::fmt;
use core::time::Duration;

use rustls_pki_types::{
    AlgorithmIdentifier, CertificateDer, InvalidSignature, SignatureVerificationAlgorithm, TrustAnchor,
    UnixTime, alg_id,
};
use webpki::{EndEntityCert, ExtendedKeyUsageValidator, KeyPurposeIdIter, VerifiedPath};
use x509_cert::Certificate;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::der::Decode;
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::ext::pkix::{ExtendedKeyUsage, KeyUsage};
use x509_cert::name::Name;

use super::certificates::{chain, malformed, malformed_by};
use super::ecdsa_der::side_by_side;
use super::material::{Held, Material, PublicMaterial};
use super::root::Root;
use super::{AnyKey, Form, KeyError, KeySet, certificates, der};
use crate::alg::{Algorithm, Scheme};
use crate::reason::{Code, Place, Reason};
use crate::text::time::NumericDate;
#[cfg(feature = "serializations")]
use crate::token::is_object;
use crate::token::{Header, Shape, Token, shape};

/// Root certificates that the caller trusts.
///
/// Nothing ties a certificate to an issuer: whoever has one below a root is taken for every issuer, whatever `iss` says. So
/// a root of one's own belongs here, whose authority certifies the keys of known issuers alone, and none of a public
/// authority, which certifies everybody.
///
/// A root counts as far as its certificate goes: within its dates, as an authority that may sign certificates, above no more
/// authorities than its path length allows (RFC 5280 sections 4.2.1.3 and 4.2.1.9). One of version 1 says its dates alone.
#[derive(Clone)]
pub struct Roots {
    roots: Vec<Root>,
}

impl Roots {
    /// Reads certificates in PEM or DER.
    ///
    /// # Errors
    /// As [`KeySet::read`]; `key-unreadable` where something else than a certificate stands among them.
    pub fn read(bytes: &[u8]) -> Result<Self, KeyError> {
        let mut roots = Vec::new();
        for entry in KeySet::read(bytes)?.entries() {
            let key = entry.as_ref().map_err(Clone::clone)?;
            let none = || KeyError::unreadable("it is no certificate, as every root is");
            let der = key.certificate().filter(|_| key.form() == Form::Certificate).ok_or_else(none)?;
            roots.push(Root::read(der).ok_or_else(none)?);
        }
        Ok(Self { roots })
    }

    /// The keys of the token's own certificates whose chains end in one of the roots at the instant: the one of its
    /// protected header, and in JSON serialization one for each signature that brings a chain. None of a text that is no
    /// signed token.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use jotsmith::NumericDate;
    /// use jotsmith::Verifier;
    /// use jotsmith::key::Roots;
    ///
    /// # fn judged(roots: &[u8], token: &str, now: NumericDate) -> Result<bool, jotsmith::key::KeyError> {
    /// let keys = Roots::read(roots)?.certified(token, now)?;
    /// let verifier = Verifier::new(&keys).issuer("https://a.example").audience("api").build();
    /// # Ok(verifier.judge(token, now).accept()) }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `certificate-untrusted` where no chain does, or where there is no certificate; `x5c-malformed` for a chain that
    /// cannot be read, whose certificates do not each certify the one before, or whose first is not the one that `x5t`,
    /// `x5t#S256` or `jwk` name.
    pub fn certified(&self, token: &str, at: NumericDate) -> Result<CertifiedKeys, KeyError> {
        let headers = headers(token);
        let mut keys: Vec<AnyKey> = Vec::new();
        let mut first_fault = None;
        for header in &headers {
            match self.key_of(header, at) {
                Ok(key) => {
                    // Among several keys, each serves the signature that names it.
                    let key = match header.kid().filter(|_| headers.len() > 1) {
                        Some(kid) => key.with_kid(kid),
                        None => key,
                    };
                    let is_it =
                        |other: &AnyKey| (other.thumbprint(), other.kid()) == (key.thumbprint(), key.kid());
                    if !keys.iter().any(is_it) {
                        keys.push(key);
                    }
                }
                Err(fault) => first_fault = first_fault.or(Some(fault)),
            }
        }
        match first_fault {
            Some(fault) if keys.is_empty() => Err(fault),
            Some(_) | None => Ok(CertifiedKeys(keys)),
        }
    }

    fn key_of(&self, header: &Header, at: NumericDate) -> Result<AnyKey, KeyError> {
        let Some(value) = header.parameter("x5c") else {
            return Err(untrusted("the token brings none, x5c"));
        };
        let chain = chain(value).map_err(|fault| malformed_by(&fault))?;
        let Some((first, others)) = chain.split_first() else {
            return Err(malformed("it is empty"));
        };
        let key = der::read(first, None).map_err(|fault| {
            malformed(format!("the key of its first certificate cannot be used: {}", fault.code().as_str()))
        })?;
        if key.form() != Form::Certificate {
            return Err(malformed("its first text is no certificate"));
        }
        in_order(&chain)?;
        named(header, &key, first)?;
        self.ends_here(first, others, at)?;
        Ok(key)
    }

    fn ends_here(&self, first: &[u8], others: &[Vec<u8>], at: NumericDate) -> Result<(), KeyError> {
        let first = CertificateDer::from(first);
        let certificate = EndEntityCert::try_from(&first).map_err(|fault| untrusted(words(&fault)))?;
        let others: Vec<_> = others.iter().map(|der| CertificateDer::from(der.as_slice())).collect();
        let seconds = u64::try_from(at.0).map_err(|_| untrusted("the instant lies before 1970"))?;
        let time = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
        let suites: Vec<&dyn SignatureVerificationAlgorithm> =
            SUITES.iter().map(|suite| suite as &dyn SignatureVerificationAlgorithm).collect();
        let anchors: Vec<TrustAnchor<'_>> = self.roots.iter().map(|root| root.anchor.clone()).collect();
        let of_root = Cell::new(false);
        let may_stand = |path: &VerifiedPath<'_>| {
            may_vouch(path)?;
            self.may_end(path, time).inspect_err(|_| of_root.set(true))
        };
        let ends = match self.roots.iter().find(|root| root.is_own(&first)) {
            Some(own) => own.holds_at(time).inspect_err(|_| of_root.set(true)),
            None => certificate
                .verify_for_usage(&suites, &anchors, &others, time, AnyUsage, None, Some(&may_stand))
                .map(|_| ()),
        };
        let told = |fault| words_of_root(&fault).filter(|_| of_root.get()).unwrap_or_else(|| words(&fault));
        ends.map_err(|fault| untrusted(told(fault)))?;
        if !may(&first, |usage| usage.digital_signature() || usage.non_repudiation()) {
            return Err(untrusted("its key usage forbids signing"));
        }
        if !may_sign_tokens(&first) {
            return Err(untrusted("its extended key usage forbids signing tokens"));
        }
        Ok(())
    }

    /// Whether one of the roots that the path ends in lets it: there are several of one name and key where a root was
    /// renewed.
    fn may_end(&self, path: &VerifiedPath<'_>, time: UnixTime) -> Result<(), webpki::Error> {
        let ends = self.roots.iter().filter(|root| root.anchor == *path.anchor());
        ends.map(|root| root.may_end(path, time))
            .reduce(Result::or)
            .unwrap_or(Err(webpki::Error::UnknownIssuer))
    }
}

/// Keys that a token brought in its own certificates, and that a root of the caller vouches for. A verifier made of them
/// says in its verdicts that the token brought the key.
#[derive(Clone, Debug)]
pub struct CertifiedKeys(Vec<AnyKey>);

impl CertifiedKeys {
    /// The keys.
    pub fn keys(&self) -> &[AnyKey] {
        &self.0
    }
}

/// The protected headers of a signed token. What stands after the first tilde of an SD-JWT is the holder's.
fn headers(text: &str) -> Vec<Header> {
    #[cfg(feature = "serializations")]
    if is_object(text) {
        let jws = crate::token::JsonJws::parse(text).ok();
        let signatures = jws.iter().flat_map(crate::token::JsonJws::signatures);
        return signatures.filter_map(|one| one.header().ok().cloned()).collect();
    }
    let jwt = match shape(text) {
        Shape::SdJwt => text.split('~').next().unwrap_or_default(),
        Shape::Jws | Shape::Jwe | Shape::Json | Shape::Other(_) => text,
    };
    Token::parse(jwt).map(|token| token.header().clone()).into_iter().collect()
}

impl fmt::Debug for Roots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Roots({})", self.roots.len())
    }
}

/// Whether each certificate is certified by the next one (RFC 7515 section 4.1.6), as far as their names say.
fn in_order(chain: &[Vec<u8>]) -> Result<(), KeyError> {
    let mut issuer = None;
    for (index, der) in chain.iter().enumerate() {
        let certificate = Certificate::from_der(der)
            .map_err(|_| malformed(format!("its text {} is no certificate", index + 1)))?;
        let body = certificate.tbs_certificate();
        if issuer.is_some_and(|issuer| !same_name(&issuer, body.subject())) {
            return Err(malformed(format!(
                "its certificate {} does not certify the one before it",
                index + 1
            )));
        }
        issuer = Some(body.issuer().clone());
    }
    Ok(())
}

/// Names are compared by what they say: authorities write them in one type of string or another (RFC 5280 section 7.1).
fn same_name(one: &Name, other: &Name) -> bool {
    let same = |(one, other): (&AttributeTypeAndValue, &AttributeTypeAndValue)| {
        one.oid == other.oid && one.value.value().eq_ignore_ascii_case(other.value.value())
    };
    one.len() == other.len() && one.iter().zip(other.iter()).all(same)
}

/// What else the header says of the key must be said of this certificate.
fn named(header: &Header, key: &AnyKey, first: &[u8]) -> Result<(), KeyError> {
    certificates::prints(header.tree().root(), first).map_err(|fault| malformed_by(&fault))?;
    let Some(jwk) = header.parameter("jwk") else { return Ok(()) };
    match super::jwk::parse(jwk) {
        Ok(stated) if stated.thumbprint() == key.thumbprint() => Ok(()),
        Ok(_) | Err(_) => Err(malformed("its first certificate is not about the key of jwk")),
    }
}

fn untrusted(found: &str) -> KeyError {
    Reason::new(Code::CertificateUntrusted).at(Place::header("x5c")).found(found).into()
}

/// The same of a fault that the given root itself has.
fn words_of_root(fault: &webpki::Error) -> Option<&'static str> {
    use webpki::Error;
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the faults of another crate, of which a few are common"
    )]
    match fault {
        Error::CertExpired { .. } => Some("the root that was given has expired"),
        Error::CertNotValidYet { .. } => Some("the root that was given is not valid yet"),
        Error::EndEntityUsedAsCa => Some("the root that was given may not vouch for others"),
        Error::PathLenConstraintViolated => Some("its chain is longer than the root that was given allows"),
        _ => None,
    }
}

/// The fault of a chain, as the end of the sentence "the certificate is not trusted: …".
fn words(fault: &webpki::Error) -> &'static str {
    use webpki::Error;
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the faults of another crate, of which a few are common"
    )]
    match fault {
        Error::UnknownIssuer => "its chain does not end in a root that was given",
        Error::CertExpired { .. } => "a certificate of its chain has expired",
        Error::CertNotValidYet { .. } => "a certificate of its chain is not valid yet",
        Error::InvalidSignatureForPublicKey => "a signature of its chain does not hold",
        Error::CaUsedAsEndEntity => "it is the certificate of an authority, which signs no tokens",
        Error::EndEntityUsedAsCa => "a certificate of its chain may not vouch for others",
        Error::PathLenConstraintViolated => "its chain is longer than an authority in it allows",
        _ => "its chain breaks a rule of RFC 5280",
    }
}

/// Whether every authority between certificate and root may sign certificates: RFC 5280 section 6.1.4 (n), which
/// `rustls-webpki` leaves to its caller.
fn may_vouch(path: &VerifiedPath<'_>) -> Result<(), webpki::Error> {
    let mut authorities = path.intermediate_certificates();
    let all = authorities.all(|authority| may(&authority.der(), KeyUsage::key_cert_sign));
    if all { Ok(()) } else { Err(webpki::Error::EndEntityUsedAsCa) }
}

/// Whether the key usage of a certificate permits it; one without the extension is for everything.
fn may(der: &[u8], permits: impl Fn(&KeyUsage) -> bool) -> bool {
    match Certificate::from_der(der).map(|one| one.tbs_certificate().get_extension::<KeyUsage>()) {
        Ok(Ok(usage)) => usage.is_none_or(|(_, usage)| permits(&usage)),
        Ok(Err(_)) | Err(_) => false,
    }
}

/// The purposes that tokens are signed for: any at all, and those of RFC 9509 section 3, id-kp-jwt and
/// id-kp-oauthAccessTokenSigning.
const PURPOSES: [ObjectIdentifier; 3] = [
    ObjectIdentifier::new_unwrap("2.5.29.37.0"),
    ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.37"),
    ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.39"),
];

/// Whether the extended key usage of a certificate, where it is critical, has a purpose of tokens (RFC 5280 section
/// 4.2.1.12).
fn may_sign_tokens(der: &[u8]) -> bool {
    match Certificate::from_der(der).map(|one| one.tbs_certificate().get_extension::<ExtendedKeyUsage>()) {
        Ok(Ok(Some((true, usage)))) => usage.0.iter().any(|purpose| PURPOSES.contains(purpose)),
        Ok(Ok(Some((false, _)) | None)) => true,
        Ok(Err(_)) | Err(_) => false,
    }
}

/// Accepts every extended key usage: that of the first certificate is judged by [`may_sign_tokens`].
struct AnyUsage;

impl ExtendedKeyUsageValidator for AnyUsage {
    fn validate(&self, _: KeyPurposeIdIter<'_, '_>) -> Result<(), webpki::Error> {
        Ok(())
    }
}

/// A signature algorithm of certificates, and the one of the seam that checks it.
#[derive(Debug)]
struct Suite {
    key: AlgorithmIdentifier,
    signature: AlgorithmIdentifier,
    algorithm: Algorithm,
}

const fn suite(key: AlgorithmIdentifier, signature: AlgorithmIdentifier, algorithm: Algorithm) -> Suite {
    Suite { key, signature, algorithm }
}

/// What certificates are signed with today; SHA-1 and MD5 are not among it.
const SUITES: &[Suite] = &[
    suite(alg_id::ECDSA_P256, alg_id::ECDSA_SHA256, Algorithm::Es256),
    suite(alg_id::ECDSA_P384, alg_id::ECDSA_SHA384, Algorithm::Es384),
    suite(alg_id::ECDSA_P521, alg_id::ECDSA_SHA512, Algorithm::Es512),
    suite(alg_id::ED25519, alg_id::ED25519, Algorithm::Ed25519),
    suite(alg_id::RSA_ENCRYPTION, alg_id::RSA_PKCS1_SHA256, Algorithm::Rs256),
    suite(alg_id::RSA_ENCRYPTION, alg_id::RSA_PKCS1_SHA384, Algorithm::Rs384),
    suite(alg_id::RSA_ENCRYPTION, alg_id::RSA_PKCS1_SHA512, Algorithm::Rs512),
    suite(alg_id::RSA_ENCRYPTION, alg_id::RSA_PSS_SHA256, Algorithm::Ps256),
    suite(alg_id::RSA_ENCRYPTION, alg_id::RSA_PSS_SHA384, Algorithm::Ps384),
    suite(alg_id::RSA_ENCRYPTION, alg_id::RSA_PSS_SHA512, Algorithm::Ps512),
];

impl SignatureVerificationAlgorithm for Suite {
    fn verify_signature(
        &self,
        public_key: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), InvalidSignature> {
        let (key, signature) = self.prepared(public_key, signature).ok_or(InvalidSignature)?;
        key.verify_raw(self.algorithm, message, &signature).map_err(|_| InvalidSignature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        self.key
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        self.signature
    }
}

impl Suite {
    /// The key, and the signature as JOSE writes it; none of a weak key.
    fn prepared(&self, public_key: &[u8], signature: &[u8]) -> Option<(Held, Vec<u8>)> {
        let held = |public| Held::new(Material::Public(public), Form::Certificate);
        match self.algorithm.scheme() {
            Scheme::Ecdsa(curve, _) => {
                let (x, y) = der::coordinates(curve, public_key).ok()?;
                let public = PublicMaterial::ec(curve, x, y).ok()?;
                Some((held(public.into()), side_by_side(signature, curve.len_bytes())?))
            }
            Scheme::EdDsa(_) => {
                Some((held(PublicMaterial::ed25519(public_key).ok()?.into()), signature.to_vec()))
            }
            Scheme::RsaPkcs1(_) | Scheme::RsaPss(_) => {
                let key = der::pkcs1_public(public_key, Form::Certificate).ok()?;
                let strong = key.held().weaknesses(self.algorithm).is_empty();
                strong.then(|| (key.held().clone(), signature.to_vec()))
            }
            Scheme::Hmac(_) | Scheme::MlDsa(_) => None,
        }
    }
}
