//! A question of the page, read from its JSON text by the engine's own parser.
//!
//! A derived reader would bring a second parser and a buffer for every type into the module that the page loads
//! first; the questions are few and flat. Texts are moved out of the tree and not copied: one of them may be a secret.

use core::mem::{replace, take};
use core::str::FromStr;

use jotsmith::json::{self, Kind, Node};

use crate::request::{Checks, EditedPart, KeyForm, KeyReading, KeySource, Request, Waiver};

/// The question.
///
/// # Errors
/// Where the text is no question that is known.
pub(crate) fn request(text: &str) -> Result<Request, Unknown> {
    let reading = json::read(text.as_bytes());
    let mut root = reading.root.filter(|_| reading.faults.is_empty()).ok_or(Unknown)?;
    question(Members(&mut root))
}

/// A text that asks nothing.
#[derive(Debug)]
pub(crate) struct Unknown;

fn question(mut ask: Members<'_>) -> Result<Request, Unknown> {
    Ok(match ask.text("ask")?.as_str() {
        "inspect" => {
            Request::Inspect { text: ask.text("text")?, choice: ask.choice()?, checks: ask.checks()? }
        }
        "diagnose" => {
            Request::Diagnose { text: ask.text("text")?, choice: ask.choice()?, checks: ask.checks()? }
        }
        "edit" => {
            Request::Edit { text: ask.text("text")?, part: ask.one(PARTS, "part")?, json: ask.text("json")? }
        }
        "set-member" => Request::SetMember {
            text: ask.text("text")?,
            part: ask.one(PARTS, "part")?,
            pointer: ask.text("pointer")?,
            value: ask.optional("value")?,
        },
        "sign" => Request::Sign {
            header: ask.text("header")?,
            payload: ask.text("payload")?,
            key: ask.number("key")?,
            algorithm: ask.text("algorithm")?,
            allow_weak: ask.flag("allowWeak")?,
        },
        "sign-none" => Request::SignNone { header: ask.text("header")?, payload: ask.text("payload")? },
        "read-key" => Request::ReadKey {
            text: ask.text("text")?,
            reading: ask.one(READINGS, "reading")?,
            source: ask.one(SOURCES, "source")?,
        },
        "preview-key" => Request::PreviewKey { text: ask.text("text")? },
        "generate-key" => Request::GenerateKey { algorithm: ask.text("algorithm")? },
        "export-key" => Request::ExportKey { key: ask.number("key")?, form: ask.one(FORMS, "form")? },
        "forget" => Request::Forget { key: number(&ask.take("key"))? },
        "explain" => Request::Explain { code: ask.text("code")? },
        "read-time" => Request::ReadTime { text: ask.text("text")?, now: ask.number("now")? },
        "catalogue" => Request::Catalogue,
        _ => return Err(Unknown),
    })
}

const PARTS: &[(&str, EditedPart)] = &[("header", EditedPart::Header), ("payload", EditedPart::Payload)];

const READINGS: &[(&str, KeyReading)] = &[
    ("auto", KeyReading::Auto),
    ("utf8", KeyReading::Utf8),
    ("base64", KeyReading::Base64),
    ("base64url", KeyReading::Base64url),
    ("hex", KeyReading::Hex),
];

const SOURCES: &[(&str, KeySource)] = &[("given", KeySource::Given), ("link", KeySource::Link)];

const FORMS: &[(&str, KeyForm)] = &[
    ("jwk", KeyForm::Jwk),
    ("public-jwk", KeyForm::PublicJwk),
    ("pem", KeyForm::Pem),
    ("public-pem", KeyForm::PublicPem),
    ("base64url", KeyForm::Base64url),
];

const WAIVERS: &[(&str, Waiver)] =
    &[("iss", Waiver::Iss), ("aud", Waiver::Aud), ("exp", Waiver::Exp), ("link", Waiver::Link)];

/// The members of an object, taken out one by one.
struct Members<'n>(&'n mut Node);

impl Members<'_> {
    /// The value of a member, which is null from then on; null too where there is none.
    fn take(&mut self, name: &str) -> Kind {
        let Kind::Object(members) = &mut self.0.kind else { return Kind::Null };
        let member = members.iter_mut().find(|member| member.name == name);
        member.map_or(Kind::Null, |member| replace(&mut member.value.kind, Kind::Null))
    }

    fn text(&mut self, name: &str) -> Result<String, Unknown> {
        self.optional(name)?.ok_or(Unknown)
    }

    /// A text that may be left out.
    fn optional(&mut self, name: &str) -> Result<Option<String>, Unknown> {
        text(self.take(name))
    }

    fn number<N: FromStr>(&mut self, name: &str) -> Result<N, Unknown> {
        number(&self.take(name))?.ok_or(Unknown)
    }

    fn flag(&mut self, name: &str) -> Result<bool, Unknown> {
        if let Kind::Bool(flag) = self.take(name) { Ok(flag) } else { Err(Unknown) }
    }

    fn one<T: Copy>(&mut self, table: &[(&str, T)], name: &str) -> Result<T, Unknown> {
        one(table, &self.text(name)?)
    }

    fn elements(&mut self, name: &str) -> Result<Vec<Node>, Unknown> {
        if let Kind::Array(elements) = self.take(name) { Ok(elements) } else { Err(Unknown) }
    }

    fn texts(&mut self, name: &str) -> Result<Vec<String>, Unknown> {
        self.elements(name)?.into_iter().map(|element| text(element.kind)?.ok_or(Unknown)).collect()
    }

    /// Which of the tokens is meant; the first where nothing is said.
    fn choice(&mut self) -> Result<usize, Unknown> {
        number(&self.take("choice")).map(Option::unwrap_or_default)
    }

    fn checks(&mut self) -> Result<Checks, Unknown> {
        let Kind::Object(members) = &mut self.0.kind else { return Err(Unknown) };
        let checks = members.iter_mut().find(|member| member.name == "checks").ok_or(Unknown)?;
        let mut checks = Members(&mut checks.value);
        Ok(Checks {
            at: checks.number("at")?,
            leeway: checks.number("leeway")?,
            keys: checks
                .elements("keys")?
                .iter()
                .map(|key| number(&key.kind)?.ok_or(Unknown))
                .collect::<Result<_, _>>()?,
            issuers: checks.texts("issuers")?,
            audiences: checks.texts("audiences")?,
            waive: checks.texts("waive")?.iter().map(|name| one(WAIVERS, name)).collect::<Result<_, _>>()?,
            typ: checks.optional("typ")?,
            expected: checks.texts("expected")?,
        })
    }
}

/// The text; none where the value is null.
fn text(mut kind: Kind) -> Result<Option<String>, Unknown> {
    match &mut kind {
        Kind::Null => Ok(None),
        Kind::String(text) => Ok(Some(take(text))),
        Kind::Bool(_) | Kind::Number(_) | Kind::Array(_) | Kind::Object(_) => Err(Unknown),
    }
}

/// The number; none where the value is null.
fn number<N: FromStr>(kind: &Kind) -> Result<Option<N>, Unknown> {
    match kind {
        Kind::Null => Ok(None),
        Kind::Number(text) => text.parse().map(Some).map_err(|_| Unknown),
        Kind::Bool(_) | Kind::String(_) | Kind::Array(_) | Kind::Object(_) => Err(Unknown),
    }
}

fn one<T: Copy>(table: &[(&str, T)], name: &str) -> Result<T, Unknown> {
    table.iter().find(|(known, _)| *known == name).map(|(_, value)| *value).ok_or(Unknown)
}
