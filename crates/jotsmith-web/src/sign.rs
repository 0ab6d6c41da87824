//! Signing with a key of the tray, on demand only. Header and claims go in as the JSON texts of the editors.

use jotsmith::json;
use jotsmith::jws::insecure_unsigned;
use jotsmith::key::{Key, Signs, WeakKeys};
use jotsmith::reason::{Code, Part, Place, Reason};
use jotsmith::{Algorithm, AnyKey, SignError, Signer};

use crate::answer::Answer;
use crate::edit::{Missing, set_member};
use crate::failure::{Failure, Fault};
use crate::view::reason;

/// What is to be signed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Texts<'a> {
    pub(crate) header: &'a str,
    pub(crate) payload: &'a str,
}

/// A token signed under the algorithm, which is put into the header where `alg` stands; first where it is not there.
pub(crate) fn sign(
    texts: Texts<'_>,
    key: &AnyKey,
    algorithm: &str,
    weak_keys: WeakKeys,
) -> Result<Answer, Failure> {
    let algorithm = Algorithm::named(algorithm).ok_or(Fault::AlgorithmUnknown)?;
    let header = with_alg(texts.header, algorithm.as_str())?;
    let text = if let AnyKey::Private(key) = key {
        signed(key, algorithm, &header, texts.payload, weak_keys)
    } else if let AnyKey::Shared(key) = key {
        signed(key, algorithm, &header, texts.payload, weak_keys)
    } else {
        let reason =
            Reason::new(Code::AlgKeyMismatch).at(Place::part(Part::Key(0))).found(algorithm.as_str());
        return Err((&reason.expected("it is a public key: it verifies, and its private half signs")).into());
    };
    let text = text.map_err(|fault| placed(&fault, texts.header, texts.payload))?;
    let mut warnings: Vec<String> = key.weaknesses(algorithm).iter().map(ToString::to_string).collect();
    warnings.extend(no_exp(texts.payload));
    Ok(Answer::Token { text, warnings })
}

/// A token that nobody signed.
pub(crate) fn unsigned(texts: Texts<'_>) -> Result<Answer, Failure> {
    let tree = json::parse(texts.header.as_bytes())
        .map_err(|fault| fault.reason(Part::Header, texts.header.as_bytes()))
        .and_then(|tree| {
            let is_object = tree.root().is_object();
            let no_object = || Reason::new(Code::JsonNotObject).at(Place::part(Part::Header));
            if is_object { Ok(tree) } else { Err(no_object().found(tree.root().kind_name())) }
        })
        .map_err(|fault| placed(&fault.into(), texts.header, texts.payload))?;
    let others = tree.root().members().filter(|(name, _)| *name != "alg");
    let parameters: Vec<_> =
        others.map(|(name, value)| (name.to_owned(), value.span().of_str(texts.header).to_owned())).collect();
    let text = insecure_unsigned(&parameters, texts.payload.as_bytes())
        .map_err(|fault| placed(&fault, texts.header, texts.payload))?;
    let mut warnings = vec![Reason::new(Code::AlgNone).to_string()];
    warnings.extend(no_exp(texts.payload));
    Ok(Answer::Token { text, warnings })
}

fn signed<K: Signs>(
    key: &Key<K>,
    algorithm: Algorithm,
    header: &str,
    payload: &str,
    weak_keys: WeakKeys,
) -> Result<String, SignError> {
    Signer::new(key)
        .algorithm(algorithm)
        .whole_header(header.as_bytes())
        .weak_keys(weak_keys)
        .sign_json(payload.as_bytes())
}

fn with_alg(header: &str, alg: &str) -> Result<String, Failure> {
    // A header with a fault is left as it is: the signer names the fault.
    if json::parse(header.as_bytes()).is_ok_and(|tree| tree.root().is_object()) {
        return set_member(header, "/alg", Some(&json::quoted(alg)), Missing::First);
    }
    Ok(header.to_owned())
}

/// The fault with its place in the editor's text that it is about.
fn placed(fault: &SignError, header: &str, payload: &str) -> Failure {
    match fault.place().map(|place| place.part) {
        Some(Part::Header) => Failure::at(reason::of_json(fault.reason(), header)),
        Some(Part::Payload) => Failure::at(reason::of_json(fault.reason(), payload)),
        Some(_) | None => fault.reason().into(),
    }
}

/// That the token never expires, where its claims say nothing of it.
fn no_exp(payload: &str) -> Option<String> {
    let claims = json::parse(payload.as_bytes()).ok()?;
    claims.root().member("exp").is_none().then(|| Reason::new(Code::ExpMissing).to_string())
}
