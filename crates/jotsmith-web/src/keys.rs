//! Keys in and out of the tray: read by their content, made, described, written down on demand.

use jotsmith::alg::{KeyType, Scheme};
use jotsmith::find::find;
use jotsmith::key::{Encoding, Form, Key, Private, Secret, Shared, is_address};
use jotsmith::reason::escape::visible;
use jotsmith::reason::{Code, Reason};
use jotsmith::{Algorithm, AnyKey, KeyError, KeySet};

use crate::answer::{Answer, KeyView, SecretReadings};
use crate::failure::{Failure, Fault};
use crate::request::{KeyForm, KeyReading, KeySource};
use crate::tray::{Entry, Tray};
use crate::view::reason;

/// Takes what was pasted or dropped as a key into the tray.
pub(crate) fn read(
    tray: &mut Tray,
    text: &str,
    reading: KeyReading,
    source: KeySource,
) -> Result<Answer, Failure> {
    let keys = match encoding(reading) {
        Some(encoding) => vec![Ok(secret(encoding, text)?)],
        None => by_content(text)?,
    };
    // The other module can use it: it is asked the same once more, so nothing may be taken in by this one.
    if let Some(fault) =
        keys.iter().filter_map(|key| key.as_ref().err()).find(|fault| is_left_to_extra(fault))
    {
        return Err(fault.reason().into());
    }
    let (mut added, mut left_out) = (Vec::new(), Vec::new());
    for key in keys {
        match key.and_then(|key| admitted(key, source)) {
            Ok(key) => added.push(tray.add(key, source)),
            Err(fault) => left_out.push(reason::elsewhere(fault.reason())),
        }
    }
    Ok(Answer::Keys { added: views(tray, &added), left_out })
}

/// How a text would be read, without keeping it.
pub(crate) fn preview(text: &str) -> Result<Answer, Failure> {
    let key = match KeySet::read(text.as_bytes()) {
        Ok(set) => {
            if let Some(fault) = set.left_out().find(|fault| is_left_to_extra(fault)) {
                return Err(fault.reason().into());
            }
            Some(set_words(&set))
        }
        Err(fault) if is_left_to_extra(&fault) => return Err(fault.into()),
        Err(fault) if fault.code() == Code::KeyUnreadable => None,
        Err(fault) => Some(fault.to_string()),
    };
    let bytes = |encoding| Secret::parse(encoding, text).ok().map(|secret| secret.bytes().len());
    let secret = SecretReadings {
        utf8: bytes(Encoding::Utf8),
        base64: bytes(Encoding::Base64),
        base64url: bytes(Encoding::Base64url),
        hex: bytes(Encoding::Hex),
    };
    Ok(Answer::Preview { key, secret })
}

/// Makes a key for the algorithm.
pub(crate) fn generate(tray: &mut Tray, algorithm: &str) -> Result<Answer, Failure> {
    let algorithm = Algorithm::named(algorithm).ok_or(Fault::AlgorithmUnknown)?;
    let key: AnyKey = match (algorithm.scheme(), algorithm.curve()) {
        (Scheme::Hmac(hash), _) => Key::<Shared>::generate_secret(algorithm, hash.len_bytes())?.into(),
        (Scheme::EdDsa(_) | Scheme::MlDsa(_), _) => AnyKey::generate(algorithm)?,
        (_, Some(curve)) => Key::<Private>::generate(curve)?.with_algorithm(algorithm)?.into(),
        (_, None) => return Err(Fault::RsaMadeByBrowser.into()),
    };
    let added = tray.add(key, KeySource::Given);
    Ok(Answer::Keys { added: views(tray, &[added]), left_out: Vec::new() })
}

/// The text of a key in another form.
pub(crate) fn export(entry: &Entry, form: KeyForm) -> Result<Answer, Failure> {
    let key = &entry.key;
    let public = || key.public().ok_or_else(|| unfit("a public key", "it is a secret"));
    let text = match form {
        KeyForm::Jwk => key.to_jwk()?.to_string(),
        KeyForm::PublicJwk => public()?.to_jwk()?.to_string(),
        KeyForm::Pem if key.is_secret() => key.to_form(Form::Pkcs8)?.pem().to_string(),
        KeyForm::Pem => key.to_form(Form::Spki)?.pem().to_string(),
        KeyForm::PublicPem => public()?.to_form(Form::Spki)?.pem().to_string(),
        KeyForm::Base64url => {
            let AnyKey::Shared(key) = key else {
                return Err(unfit("base64url", "it is no secret").into());
            };
            key.secret().written(Encoding::Base64url).unwrap_or_default().to_string()
        }
    };
    Ok(Answer::Export { text })
}

fn unfit(form: &str, why: &str) -> KeyError {
    Reason::new(Code::KeyForm).found(form).expected(why).into()
}

/// Whether the key is on a curve that only the second module has.
fn is_left_to_extra(fault: &KeyError) -> bool {
    fault.code() == Code::KeyUnavailable
}

const fn encoding(reading: KeyReading) -> Option<Encoding> {
    match reading {
        KeyReading::Auto => None,
        KeyReading::Utf8 => Some(Encoding::Utf8),
        KeyReading::Base64 => Some(Encoding::Base64),
        KeyReading::Base64url => Some(Encoding::Base64url),
        KeyReading::Hex => Some(Encoding::Hex),
    }
}

fn secret(encoding: Encoding, text: &str) -> Result<AnyKey, KeyError> {
    Ok(Key::of_secret(Secret::parse(encoding, text)?)?.into())
}

/// The keys of a text; a text that is no key, no token and no broken key is a secret.
fn by_content(text: &str) -> Result<Vec<Result<AnyKey, KeyError>>, KeyError> {
    match KeySet::read(text.as_bytes()) {
        Ok(set) => Ok(set.entries().to_vec()),
        Err(fault) => {
            let begins_otherwise =
                text.trim_start().starts_with(['{', '[']) || text.contains("-----BEGIN ") || is_address(text);
            if fault.code() != Code::KeyUnreadable || begins_otherwise || !find(text).tokens.is_empty() {
                return Err(fault);
            }
            Ok(vec![Ok(secret(Encoding::Utf8, text)?)])
        }
    }
}

/// A link may bring public keys only: of a pair the public half is taken, a secret is left out.
fn admitted(key: AnyKey, source: KeySource) -> Result<AnyKey, KeyError> {
    match (source, key.public()) {
        (KeySource::Given, _) => Ok(key),
        (KeySource::Link, Some(public)) => Ok(public.into()),
        (KeySource::Link, None) => Err(Reason::new(Code::KeyFromLink).into()),
    }
}

fn views(tray: &Tray, handles: &[u32]) -> Vec<KeyView> {
    tray.chosen(handles).map(view).collect()
}

fn view(entry: &Entry) -> KeyView {
    let key = &entry.key;
    let stated = key.algorithms();
    let algorithms = if stated.is_empty() { key.possible_algorithms() } else { stated };
    let mut warnings: Vec<String> = algorithms
        .iter()
        .take(usize::from(key.other_algorithm().is_none()))
        .flat_map(|least| key.weaknesses(least))
        .map(|weak| weak.to_string())
        .collect();
    if entry.source == KeySource::Link {
        warnings.push(Reason::new(Code::KeyFromLink).to_string());
    }
    KeyView {
        handle: entry.handle,
        words: words(key),
        kid: key.kid().map(|kid| visible(kid.as_str())),
        thumbprint: key.thumbprint().map_or_else(String::new, |print| print.to_string()),
        kty: key.key_type().as_str().into(),
        signs: key.is_secret() && key.permits_sign(),
        secret: key.is_secret(),
        algorithms: match key.other_algorithm() {
            Some(encrypts) => vec![visible(encrypts)],
            None => algorithms.iter().map(|algorithm| algorithm.as_str().into()).collect(),
        },
        warnings,
        source: match entry.source {
            KeySource::Given => "given".into(),
            KeySource::Link => "link".into(),
        },
    }
}

/// What a key is: `RSA public key, 2048 bits`.
pub(crate) fn words(key: &AnyKey) -> String {
    let half = if key.is_secret() { "private" } else { "public" };
    match (key.curve(), key) {
        (_, AnyKey::Shared(_)) if key.bits() == 8 => "secret, 1 byte".into(),
        (_, AnyKey::Shared(_)) => format!("secret, {} bytes", key.bits() / 8),
        (Some(curve), _) => format!("{curve} {half} key"),
        (None, _) if key.key_type() == KeyType::Akp => format!("{} {half} key", key.algorithms()),
        (None, _) => format!("{} {half} key, {} bits", key.key_type().as_str(), key.bits()),
    }
}

fn set_words(set: &KeySet) -> String {
    let mut keys = set.keys();
    match (keys.next(), keys.next(), set.len()) {
        (Some((_, key)), None, 1) => format!("{}, {}", words(key), key.form()),
        (_, _, 1) => set.left_out().map(ToString::to_string).collect(),
        (_, _, count) => format!("{count} keys, {} of them can be used", set.keys().count()),
    }
}
