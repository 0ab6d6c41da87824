//! Writing keys: as JWK, as PEM or DER of PKCS#8, PKCS#1, SEC 1 and SPKI, as OpenSSH has them. A form that cannot hold the key is refused;
//! nothing is dropped silently but what the caller asked to drop by asking for the public half.

use core::fmt;

use zeroize::Zeroizing;

use super::about::Binding;
use super::material::{Held, Material, PrivateNumbers, PublicMaterial};
use super::pem::Private as Half;
use super::{AnyKey, Form, Key, KeyError, Kind, base64, der, openssh, pem};
use crate::json::Writer;
use crate::reason::{Code, Reason};
use crate::text::base64url;

/// A key written down; wiped on drop.
#[derive(Clone)]
pub struct Encoded {
    der: Zeroizing<Vec<u8>>,
    form: Form,
    private: bool,
}

impl Encoded {
    /// The DER bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The same in PEM armour (RFC 7468), 64 characters a line, with a final newline.
    pub fn pem(&self) -> Zeroizing<String> {
        pem::write(self.form, if self.private { Half::Yes } else { Half::No }, &self.der)
    }
}

impl fmt::Debug for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Encoded({}, {} bytes)", self.form, self.der.len())
    }
}

impl<K: Kind> Key<K> {
    /// The key as a JWK, with what stays private: members in the order kty, crv, numbers, alg, use, key_ops, kid. It has
    /// an alg if the key was read or made with one, or given one: a curve alone leaves open whether to sign or to encrypt.
    ///
    /// # Errors
    /// `key-form` if the key is bound to several algorithms: a JWK names one, and without it the binding would be lost.
    pub fn to_jwk(&self) -> Result<Zeroizing<String>, KeyError> {
        bound_jwk(self.held())
    }

    /// The key in a form of PEM and DER.
    ///
    /// # Errors
    /// `key-form` if the form cannot hold it.
    pub fn to_form(&self, form: Form) -> Result<Encoded, KeyError> {
        encoded(self.held(), form)
    }
}

impl AnyKey {
    /// The key as a JWK; see [`Key::to_jwk`].
    ///
    /// # Errors
    /// `key-form` if the key is bound to several algorithms.
    pub fn to_jwk(&self) -> Result<Zeroizing<String>, KeyError> {
        bound_jwk(self.held())
    }

    /// The key in a form of PEM and DER; see [`Key::to_form`].
    ///
    /// # Errors
    /// `key-form` if the form cannot hold it.
    pub fn to_form(&self, form: Form) -> Result<Encoded, KeyError> {
        encoded(self.held(), form)
    }

    /// The private key under a password: as encrypted PKCS#8 (PBES2, PBKDF2 with 600,000 iterations and AES-256) or as
    /// an OpenSSH block (bcrypt and AES-256).
    ///
    /// # Errors
    /// `key-form` for a key that is not private or a form that is never encrypted, `key-invalid` for an empty
    /// password, `chance-failed` if the system gives no random bytes.
    pub fn to_locked(&self, form: Form, password: &[u8]) -> Result<Encoded, KeyError> {
        let held = self.held();
        let (der, form) = match form {
            Form::EncryptedPkcs8 | Form::Pkcs8 => {
                let der = der::write_locked(held, password)
                    .unwrap_or_else(|| Err(cannot_hold(held, Form::EncryptedPkcs8)))?;
                (der, Form::EncryptedPkcs8)
            }
            Form::OpenSsh => (openssh::write_private(held, Some(password))?, form),
            Form::Certificate
            | Form::Generated
            | Form::Jwk
            | Form::Pkcs1
            | Form::Sec1
            | Form::Secret
            | Form::Spki => return Err(cannot_hold(held, form)),
        };
        Ok(Encoded { der, form, private: true })
    }

    /// The public half as OpenSSH writes it on a line, with the name of the key as the comment.
    ///
    /// # Errors
    /// `key-form` for a key that OpenSSH has no type for.
    pub fn to_openssh_line(&self) -> Result<String, KeyError> {
        openssh::write_line(self.held())
    }
}

/// The texts under which a public key is taken for an HMAC secret by mistake: PEM with and without its final newline,
/// DER, JWK; for RSA also PKCS#1.
#[cfg(feature = "diagnosis")]
pub(crate) fn spellings(held: &Held) -> Vec<Vec<u8>> {
    let public = held.public();
    let mut spellings = Vec::new();
    for form in [Form::Spki, Form::Pkcs1] {
        if let Ok(encoded) = encoded(&public, form) {
            let pem = encoded.pem();
            spellings.push(pem.as_bytes().to_vec());
            spellings.push(pem.trim_end().as_bytes().to_vec());
            spellings.push(encoded.der().to_vec());
        }
    }
    if public.public_material().is_some() {
        spellings.push(jwk(&public).as_bytes().to_vec());
    }
    spellings
}

/// The public half as `SubjectPublicKeyInfo`.
pub(super) fn spki(held: &Held) -> Result<Vec<u8>, KeyError> {
    Ok(encoded(&held.public(), Form::Spki)?.der().to_vec())
}

fn encoded(held: &Held, form: Form) -> Result<Encoded, KeyError> {
    let private = matches!(held.material, Material::Private(_));
    if !der::PRESENT {
        return Err(KeyError::unavailable("PEM and DER"));
    }
    if form == Form::OpenSsh {
        return Ok(Encoded { der: openssh::write_private(held, None)?, form, private: true });
    }
    let der = match form {
        Form::Pkcs8 => der::write_pkcs8(held),
        Form::Pkcs1 => der::write_pkcs1(held),
        Form::Sec1 => der::write_sec1(held),
        // The public form never holds a private key: the caller asks for the public half first.
        Form::Spki if !private => der::write_spki(held).map(|der| der.map(Zeroizing::new)),
        Form::Certificate
        | Form::EncryptedPkcs8
        | Form::Generated
        | Form::Jwk
        | Form::OpenSsh
        | Form::Secret
        | Form::Spki => None,
    };
    match der {
        Some(Ok(der)) => Ok(Encoded { der, form, private }),
        Some(Err(_)) | None => Err(cannot_hold(held, form)),
    }
}

pub(super) fn cannot_hold(held: &Held, form: Form) -> KeyError {
    Reason::new(Code::KeyForm)
        .found(form.as_str())
        .expected(format!("{held:?}").replace("Key(", "").replace(')', ""))
        .into()
}

fn bound_jwk(held: &Held) -> Result<Zeroizing<String>, KeyError> {
    match &held.about.binding {
        Binding::To(algorithms) if algorithms.iter().nth(1).is_some() => Err(Reason::new(Code::KeyForm)
            .found("a JWK")
            .expected(format!("it names one algorithm, and the key is for {algorithms}"))
            .into()),
        Binding::OfCurve(_) | Binding::To(_) | Binding::Foreign(_) | Binding::Unstated => Ok(jwk(held)),
    }
}

fn jwk(held: &Held) -> Zeroizing<String> {
    let numbers = numbers(held);
    // base64 and escapes at the most double what they write.
    let certificates: usize = held.about.certificates.iter().map(|der| 2 * der.len()).sum();
    let kid = held.kid().map_or(0, |kid| 6 * kid.as_str().len());
    let room: usize = numbers.iter().map(|(_, number)| 2 * number.len()).sum();
    let mut writer = Writer::with_capacity(1024 + room + certificates + kid);
    writer.object(|w| {
        w.name("kty").string(held.key_type().as_str());
        if let Some(curve) = held.curve() {
            w.name("crv").string(curve.as_str());
        }
        for (name, number) in numbers {
            w.name(name).string(&Zeroizing::new(base64url::encode(&number)));
        }
        match &held.about.binding {
            Binding::To(algorithms) => {
                let mut several = algorithms.iter();
                if let (Some(algorithm), None) = (several.next(), several.next()) {
                    w.name("alg").string(algorithm.as_str());
                }
            }
            Binding::Foreign(alg) => w.name("alg").string(alg),
            // What its numbers say already is not said again: the key may serve an encryption too.
            Binding::OfCurve(_) | Binding::Unstated => {}
        }
        if let Some(public_use) = &held.about.usage.public_use {
            w.name("use").string(public_use);
        }
        if let Some(operations) = &held.about.usage.operations {
            w.name("key_ops").array(|w| operations.iter().for_each(|name| w.string(name)));
        }
        if held.form() == Form::Jwk && !held.about.certificates.is_empty() {
            let chain = &held.about.certificates;
            w.name("x5c").array(|w| chain.iter().for_each(|der| w.string(&base64::encode(der))));
        }
        if let Some(kid) = held.kid() {
            w.name("kid").string(kid.as_str());
        }
    });
    Zeroizing::new(writer.into_text())
}

/// The public half as a JWK of its numbers alone: what a token carries.
#[cfg_attr(not(feature = "profiles"), expect(dead_code, reason = "profiles alone put keys into tokens"))]
pub(crate) fn bare_public_jwk(held: &Held) -> String {
    let public = held.public();
    let mut writer = Writer::new();
    writer.object(|w| {
        w.name("kty").string(public.key_type().as_str());
        if let Some(curve) = public.curve() {
            w.name("crv").string(curve.as_str());
        }
        for (name, number) in numbers(&public) {
            w.name(name).string(&base64url::encode(&number));
        }
    });
    writer.into_text()
}

/// The members that hold the numbers of the key, in the order of RFC 7518 section 6.
fn numbers(held: &Held) -> Vec<(&'static str, Zeroizing<Vec<u8>>)> {
    let secret = |bytes: &[u8]| Zeroizing::new(bytes.to_vec());
    let mut numbers = match (&held.material, held.public_material()) {
        (Material::Shared(shared), _) => vec![("k", secret(shared.secret.bytes()))],
        (_, Some(PublicMaterial::Ec { x, y, .. })) => vec![("x", secret(x)), ("y", secret(y))],
        (
            _,
            Some(
                PublicMaterial::Ed25519 { x, .. }
                | PublicMaterial::Ed448 { x, .. }
                | PublicMaterial::Xdh { x, .. },
            ),
        ) => vec![("x", secret(x))],
        (_, Some(PublicMaterial::MlDsa { public, .. })) => vec![("pub", secret(public))],
        (_, Some(PublicMaterial::Rsa { n, e, .. })) => vec![("n", secret(n)), ("e", secret(e))],
        (_, None) => Vec::new(),
    };
    if let Material::Private(private) = &held.material {
        match &private.numbers {
            PrivateNumbers::Ec(key) => numbers.push(("d", secret(key.scalar()))),
            PrivateNumbers::Ed25519(key) => numbers.push(("d", secret(key.seed()))),
            PrivateNumbers::Ed448(key) => numbers.push(("d", secret(key.seed()))),
            PrivateNumbers::MlDsa(key) => numbers.push(("priv", secret(key.seed()))),
            PrivateNumbers::Xdh(d) => numbers.push(("d", secret(d))),
            PrivateNumbers::Rsa { parts, .. } => {
                let private = [
                    ("d", &parts.d),
                    ("p", &parts.p),
                    ("q", &parts.q),
                    ("dp", &parts.dp),
                    ("dq", &parts.dq),
                    ("qi", &parts.qi),
                ];
                numbers.extend(
                    private.map(|(name, number)| (name, secret(crate::crypto::rules::significant(number)))),
                );
            }
        }
    }
    numbers
}
