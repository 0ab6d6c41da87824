//! A key for people and programs: what it is, and never what is secret in it, unless writing it down was asked for.

use std::fmt::Write as _;

use clap::ValueEnum;
use jotsmith::alg::KeyType;
use jotsmith::json::Writer;
use jotsmith::key::{Certificate, Encoding, Form};
use jotsmith::reason::Reason;
use jotsmith::reason::escape::visible;
use jotsmith::text::base64url;
use jotsmith::{AnyKey, KeyError};
use zeroize::Zeroizing;

use super::paint::Paint;
use super::{certificate, counted};
use crate::args::algorithm::encrypts;
use crate::args::time::Times;
use crate::exit::{Exit, Failure};

/// The form that a key is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum To {
    /// JSON Web Key; holds every key.
    #[default]
    Jwk,
    /// PEM: PKCS#8 for a private key, SPKI for a public one.
    Pem,
    /// PEM of PKCS#8; private keys only.
    Pkcs8,
    /// PKCS#8 or SPKI in DER.
    Der,
    /// As OpenSSH has it: a block for a private key, a line for a public one.
    Openssh,
    /// PEM of PKCS#1; RSA only.
    Pkcs1,
    /// PEM of SEC 1; private EC keys only.
    Sec1,
    /// The bytes of a secret as base64url.
    Base64url,
    /// The bytes of a secret as base64.
    Base64,
    /// The bytes of a secret as hexadecimal.
    Hex,
    /// The bytes of a secret.
    Raw,
}

/// Whether a key is written alone or among what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The key and nothing else.
    Alone,
    /// `jotsmith.key/1` with the key in it.
    Json,
}

impl Shown {
    /// The key as a product.
    /// Encrypted where there is a password.
    pub(crate) fn written(
        self,
        key: AnyKey,
        to: To,
        password: Option<&[u8]>,
    ) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let bytes = match password {
            Some(password) => locked(&key, to, password)?,
            None => written(&key, to)?,
        };
        Ok(match self {
            Self::Alone => bytes,
            Self::Json => Zeroizing::new(format!("{}\n", json(&[Ok(key)], Some((&bytes, to)))).into_bytes()),
        })
    }
}

/// A private key written down under a password.
fn locked(key: &AnyKey, to: To, password: &[u8]) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let text = |text: Zeroizing<String>| Zeroizing::new(text.as_bytes().to_vec());
    Ok(match to {
        To::Pem | To::Pkcs8 => text(key.to_locked(Form::Pkcs8, password)?.pem()),
        To::Der => Zeroizing::new(key.to_locked(Form::Pkcs8, password)?.der().to_vec()),
        To::Openssh => text(key.to_locked(Form::OpenSsh, password)?.pem()),
        To::Jwk | To::Pkcs1 | To::Sec1 | To::Base64url | To::Base64 | To::Hex | To::Raw => {
            return Err(Failure::usage(
                "This form is never encrypted.",
                "Write it --to pkcs8, pem, der or openssh.",
            ));
        }
    })
}

/// A key written down.
fn written(key: &AnyKey, to: To) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let form = if matches!(key, AnyKey::Private(_)) { Form::Pkcs8 } else { Form::Spki };
    let text = |text: Zeroizing<String>| Zeroizing::new(text.as_bytes().to_vec());
    Ok(match to {
        To::Jwk => text(Zeroizing::new(format!("{}\n", *key.to_jwk()?))),
        To::Pem => text(key.to_form(form)?.pem()),
        To::Pkcs8 => text(key.to_form(Form::Pkcs8)?.pem()),
        To::Openssh if matches!(key, AnyKey::Private(_)) => text(key.to_form(Form::OpenSsh)?.pem()),
        To::Openssh => text(Zeroizing::new(format!("{}\n", key.to_openssh_line()?))),
        To::Der => Zeroizing::new(key.to_form(form)?.der().to_vec()),
        To::Pkcs1 => text(key.to_form(Form::Pkcs1)?.pem()),
        To::Sec1 => text(key.to_form(Form::Sec1)?.pem()),
        To::Base64url => text(encoded(key, Encoding::Base64url)?),
        To::Base64 => text(encoded(key, Encoding::Base64)?),
        To::Hex => text(encoded(key, Encoding::Hex)?),
        To::Raw => {
            let AnyKey::Shared(key) = key else { return Err(no_secret()) };
            Zeroizing::new(key.secret().bytes().to_vec())
        }
    })
}

fn encoded(key: &AnyKey, encoding: Encoding) -> Result<Zeroizing<String>, Failure> {
    let AnyKey::Shared(key) = key else { return Err(no_secret()) };
    let text = key.secret().written(encoding).unwrap_or_default();
    Ok(Zeroizing::new(format!("{}\n", *text)))
}

fn no_secret() -> Failure {
    Failure::new(
        Exit::Key,
        "This is no shared secret, which is the only key that is bytes.",
        "Write it --to jwk or --to pem.",
    )
}

/// The kind, the type and the size: `private EC key on P-256`.
pub(crate) fn kind(key: &AnyKey) -> String {
    let half = if matches!(key, AnyKey::Private(_)) { "private" } else { "public" };
    match (key, key.curve()) {
        (AnyKey::Shared(_), _) => format!("shared secret of {}", counted(key.bits() / 8, "byte")),
        (_, Some(curve)) => format!("{half} {} key on {curve}", key.key_type().as_str()),
        (_, None) if key.key_type() == KeyType::Akp => format!("{half} AKP key for {}", key.algorithms()),
        (_, None) => format!("{half} {} key of {} bits", key.key_type().as_str(), key.bits()),
    }
}

/// What is weak about the key under the least of its algorithms. A secret that does not sign has the length that its
/// algorithm wants, and nobody guesses it from a signature.
pub(crate) fn weaknesses(key: &AnyKey) -> Vec<Reason> {
    let possible = || key.possible_algorithms().iter().next();
    let signs = key.other_algorithm().is_none() || key.public().is_some();
    let least = key.algorithms().iter().next().or_else(|| possible().filter(|_| signs));
    least.map(|algorithm| key.weaknesses(algorithm)).unwrap_or_default()
}

/// A key in some lines.
pub(crate) fn shown(key: &AnyKey, paint: Paint) -> String {
    let mut rows = Vec::new();
    let own = key.algorithms();
    if let Some(alg) = key.other_algorithm() {
        let does = if encrypts(alg) { "which encrypts" } else { "which is not known" };
        rows.push(("algorithm", format!("{}, {does}", visible(alg))));
    } else if own.is_empty() && key.possible_algorithms().is_empty() {
        rows.push(("algorithm", "none that signs: it agrees on keys".into()));
    } else if own.is_empty() {
        rows.push(("algorithm", format!("not named; it can be {}", key.possible_algorithms())));
    } else {
        rows.push(("algorithm", own.to_string()));
    }
    if let Some(kid) = key.kid() {
        rows.push(("kid", jotsmith::json::quoted(kid.as_str())));
    }
    rows.push(("form", key.form().to_string()));
    if !key.is_reviewed() {
        rows.push(("reviewed", "no reviewed implementation exists".into()));
    }
    if let Some(print) = key.thumbprint() {
        rows.push(("thumbprint", print.to_string()));
    }
    if let Some(Ok(certificate)) = key.certificate().map(Certificate::read) {
        let said = certificate::rows(&certificate, Times::Utc);
        rows.extend(said.into_iter().filter(|(name, _)| *name != "key"));
    }
    let mut text = format!("{}\n", paint.strong(&kind(key)));
    for (name, value) in rows {
        writeln!(text, "  {}  {value}", paint.name(&format!("{name:10}"))).unwrap_or_default();
    }
    for weakness in weaknesses(key) {
        writeln!(text, "  {}  {weakness} {}", paint.bad("weak      "), weakness.remedy()).unwrap_or_default();
    }
    text
}

/// An entry of a set that is no key that can be used.
pub(crate) fn left_out(index: usize, fault: &KeyError, paint: Paint) -> String {
    format!("{} {fault}\n  {}\n", paint.bad(&format!("Key {} cannot be used.", index + 1)), fault.remedy())
}

/// Keys as `jotsmith.key/1`. `written` is the text of the one key, where writing it down was asked for.
pub(crate) fn json(entries: &[Result<AnyKey, KeyError>], written: Option<(&[u8], To)>) -> String {
    let mut w = Writer::new();
    w.object(|w| {
        w.name("schema").string("jotsmith.key/1");
        w.name("keys").array(|w| {
            for entry in entries {
                w.object(|w| match entry {
                    Ok(key) => key_members(key, w),
                    Err(fault) => {
                        w.name("reasons").array(|w| fault.reason().write(w));
                    }
                });
            }
        });
        if let Some((bytes, to)) = written {
            let text = if to == To::Der || to == To::Raw {
                base64url::encode(bytes)
            } else {
                String::from_utf8_lossy(bytes).trim_end().to_owned()
            };
            w.name("written").string(&text);
        }
    });
    w.into_text()
}

fn key_members(key: &AnyKey, w: &mut Writer) {
    let kind = if key.public().is_none() {
        "shared"
    } else if key.is_secret() {
        "private"
    } else {
        "public"
    };
    w.name("kind").string(kind);
    w.name("kty").string(key.key_type().as_str());
    w.name("crv").optional_string(key.curve().map(jotsmith::alg::Curve::as_str));
    w.name("bits").size(key.bits());
    w.name("form").string(key.form().as_str());
    w.name("algorithms").array(|w| {
        key.algorithms().iter().for_each(|algorithm| w.string(algorithm.as_str()));
        key.other_algorithm().into_iter().for_each(|alg| w.string(alg));
    });
    w.name("kid").optional_string(key.kid().map(jotsmith::key::KeyId::as_str));
    w.name("thumbprint").optional_string(key.thumbprint().map(|print| print.to_string()).as_deref());
    if let Some(Ok(certificate)) = key.certificate().map(Certificate::read) {
        w.name("certificate");
        certificate.write(w);
    }
    w.name("reviewed").bool(key.is_reviewed());
    w.name("reasons").array(|w| weaknesses(key).iter().for_each(|reason| reason.write(w)));
}
