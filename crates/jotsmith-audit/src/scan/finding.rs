//! One finding: where it stands, what it is, and how it is written down, `jotsmith.finding/1`.

use core::cmp::Ordering;
use core::fmt::Write as _;

use jotsmith::NumericDate;
use jotsmith::find::{Foreign, Found};
use jotsmith::json::{self, Writer};
use jotsmith::reason::Part;
use jotsmith::text::time::Decimal;
use jotsmith::token::Reading;
use sha2::{Digest as _, Sha256};

use super::window::Position;

/// Bytes of a fingerprint: enough to tell findings apart, too few to stand for the token.
const FINGERPRINT_BYTES: usize = 8;

/// Something that was found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finding {
    /// The line, from 1.
    pub line: u64,
    /// The character of the line, from 1.
    pub column: u64,
    /// The byte of the text, from 0.
    pub offset: u64,
    /// Bytes of the text that it takes.
    pub length: usize,
    /// What it is.
    pub what: What,
    /// Where it stands.
    pub place: Where,
    /// The first bytes of the SHA-256 of it, in hexadecimal.
    pub fingerprint: String,
    /// It itself, cleaned.
    pub text: String,
}

/// What was found.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_enums, reason = "a token, or another credential")]
pub enum What {
    /// A credential of another kind.
    Foreign {
        /// Its name, kebab-case.
        name: &'static str,
        /// What it looks like.
        words: String,
    },
    /// A token, and what it says of itself. Nothing was verified.
    Token {
        /// What it is.
        kind: Kind,
        /// The algorithm that the header names.
        alg: Option<String>,
        /// The type that the header names.
        typ: Option<String>,
        /// The issuer that the claims name.
        iss: Option<String>,
        /// The number of `exp`, as the claims have it.
        exp: Option<String>,
        /// Whether it has expired.
        state: State,
    },
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the kinds that there are, and what ends early")]
pub enum Kind {
    /// It begins as a token and ends early.
    Cut,
    /// Encrypted.
    Jwe,
    /// Signed.
    Jws,
    /// With disclosures.
    SdJwt,
}

impl Kind {
    /// The name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cut => "cut",
            Self::Jwe => "jwe",
            Self::Jws => "jws",
            Self::SdJwt => "sd-jwt",
        }
    }
}

/// Whether a token could be used at the instant of the scan, as far as its claims tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "what exp and nbf can say, and what is left of it")]
pub enum State {
    /// It has no `exp`.
    Endless,
    /// Its `exp` is over.
    Expired,
    /// Its `exp` is to come.
    Live,
    /// Its `nbf` is to come.
    NotYet,
    /// What makes it a token was left out: it is one of a redacted copy.
    Redacted,
    /// The claims cannot be read.
    Unknown,
}

impl State {
    /// The name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Endless => "endless",
            Self::Expired => "expired",
            Self::Live => "live",
            Self::NotYet => "not-yet",
            Self::Redacted => "redacted",
            Self::Unknown => "unknown",
        }
    }
}

/// Where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Where {
    /// The kind of place.
    pub place: Place,
    /// What the text calls it.
    pub name: Option<String>,
}

/// A kind of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// An `Authorization` header, or a word such as `Bearer`.
    Authorization,
    /// A cookie.
    Cookie,
    /// Another header that carries tokens.
    Header,
    /// A line `name: value`.
    Line,
    /// A member of JSON.
    Member,
    /// No name stands before it.
    Text,
    /// A parameter of a URL.
    Url,
    /// A value `name=value`.
    Variable,
}

impl Place {
    /// The name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Authorization => "authorization",
            Self::Cookie => "cookie",
            Self::Header => "header",
            Self::Line => "line",
            Self::Member => "member",
            Self::Text => "text",
            Self::Url => "url",
            Self::Variable => "variable",
        }
    }

    /// For people: continues "in the ".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Authorization => "Authorization header",
            Self::Cookie => "cookie",
            Self::Header => "header",
            Self::Line => "line",
            Self::Member => "member",
            Self::Text => "text",
            Self::Url => "URL parameter",
            Self::Variable => "variable",
        }
    }
}

/// What the window showed, before its place is known.
pub(super) enum Seen {
    Foreign { foreign: Box<Foreign>, text: String },
    PrivateKey { found: Box<Found> },
    Token { kind: Kind, secret: Secret, found: Box<Found>, reading: Box<Reading> },
}

/// Whether what makes a token one is there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Secret {
    /// The mark of a redacted copy stands in its place.
    LeftOut,
    There,
}

impl Seen {
    /// The finding.
    pub(super) fn finding(self, position: Position, length: usize, now: NumericDate) -> Finding {
        let (what, place, text) = match self {
            Self::Foreign { foreign, text } => {
                let what = What::Foreign { name: foreign.name, words: foreign.words };
                (what, Where { place: Place::Text, name: None }, text)
            }
            Self::PrivateKey { found } => {
                let what = What::Foreign { name: "jwk", words: "a private JSON Web Key".to_owned() };
                (what, place(&found), found.text)
            }
            Self::Token { kind, secret, found, reading } => {
                (token(kind, secret, &reading, now), place(&found), found.text)
            }
        };
        let fingerprint = fingerprint(&text);
        let Position { line, column, offset } = position;
        Finding { line, column, offset, length, what, place, fingerprint, text }
    }
}

/// The text of a header parameter: of several headers the first that has it, the protected ones before the others.
pub(super) fn said<'r>(reading: &'r Reading, name: &str) -> Option<&'r str> {
    let protected = |part: &Part| matches!(part, Part::Header | Part::HeaderOf(_));
    let other = |part: &Part| matches!(part, Part::Unprotected | Part::UnprotectedOf(_) | Part::Recipient(_));
    let of = |fits: &dyn Fn(&Part) -> bool| {
        reading.parts.iter().filter(|part| fits(&part.part)).find_map(|part| {
            let root = part.unverified_json()?;
            // A recipient of several has its header inside.
            let inner =
                root.members().iter().find(|member| member.name == "header").map(|member| &member.value);
            [Some(root), inner].into_iter().flatten().find_map(|header| text_of(header, name))
        })
    };
    of(&protected).or_else(|| of(&other))
}

fn text_of<'n>(header: &'n json::Node, name: &str) -> Option<&'n str> {
    header.members().iter().filter(|member| member.name == name).find_map(|member| match &member.value.kind {
        json::Kind::String(text) => Some(text.as_str()),
        json::Kind::Null
        | json::Kind::Bool(_)
        | json::Kind::Number(_)
        | json::Kind::Array(_)
        | json::Kind::Object(_) => None,
    })
}

fn token(kind: Kind, secret: Secret, reading: &Reading, now: NumericDate) -> What {
    let claims = reading.part(Part::Payload).and_then(|part| part.unverified_json());
    let claim = |name: &str| {
        let member = claims?.members().iter().find(|member| member.name == name)?;
        match &member.value.kind {
            json::Kind::String(text) | json::Kind::Number(text) => Some((text.clone(), &member.value.kind)),
            json::Kind::Null | json::Kind::Bool(_) | json::Kind::Array(_) | json::Kind::Object(_) => None,
        }
    };
    let number =
        |name| claim(name).filter(|(_, kind)| matches!(kind, json::Kind::Number(_))).map(|(text, _)| text);
    let later =
        |number: &String| Decimal::parse(number).map(|number| number.compare(now) == Ordering::Greater);
    let exp = number("exp");
    let state = if secret == Secret::LeftOut {
        State::Redacted
    } else if claims.is_none() {
        State::Unknown
    } else if number("nbf").as_ref().and_then(later) == Some(true) {
        State::NotYet
    } else {
        match exp.as_ref().map(later) {
            Some(Some(true)) => State::Live,
            Some(Some(false)) => State::Expired,
            Some(None) => State::Unknown,
            None if claim("exp").is_some() => State::Unknown,
            None => State::Endless,
        }
    };
    let text = |name: &str| said(reading, name).map(str::to_owned);
    let iss = claim("iss").filter(|(_, kind)| matches!(kind, json::Kind::String(_))).map(|(text, _)| text);
    What::Token { kind, alg: text("alg"), typ: text("typ"), iss, exp, state }
}

/// Headers that carry tokens, in small letters.
const HEADERS: &[&str] =
    &["dpop", "x-access-token", "x-amzn-oidc-data", "x-auth-token", "x-goog-iap-jwt-assertion"];

fn place(found: &Found) -> Where {
    let name = found.label.clone();
    let small = name.as_deref().unwrap_or_default().to_ascii_lowercase();
    let was = |what: &str| found.cleanings.iter().any(|cleaning| cleaning.what == what);
    let place = if small == "authorization" || small == "proxy-authorization" {
        Place::Authorization
    } else if HEADERS.contains(&small.as_str()) {
        Place::Header
    } else if was("cookie") || small == "cookie" || small == "set-cookie" {
        Place::Cookie
    } else if was("url") {
        Place::Url
    } else if was("assignment") {
        Place::Variable
    } else if was("header-line") {
        Place::Line
    } else if name.is_some() {
        Place::Member
    } else if was("authorization-scheme") {
        Place::Authorization
    } else {
        Place::Text
    };
    Where { place, name }
}

fn fingerprint(text: &str) -> String {
    let mut out = String::new();
    for byte in Sha256::digest(text.as_bytes()).iter().take(FINGERPRINT_BYTES) {
        // Writing to a String cannot fail.
        write!(out, "{byte:02x}").unwrap_or_default();
    }
    out
}

impl Finding {
    /// Whether it could be used at the instant of the scan: a token that has not expired, or another credential.
    pub const fn is_live(&self) -> bool {
        match self.what {
            What::Foreign { .. } => true,
            What::Token { state, .. } => !matches!(state, State::Expired | State::Redacted),
        }
    }

    /// Whether it is what a redacted copy keeps of a token: it gives nothing away.
    pub const fn is_redacted(&self) -> bool {
        match self.what {
            What::Foreign { .. } => false,
            What::Token { state, .. } => matches!(state, State::Redacted),
        }
    }

    /// The finding as one line of JSON, `jotsmith.finding/1`; the token itself only where `shown`.
    pub fn to_json(&self, file: Option<&str>, shown: Shown) -> String {
        let mut w = Writer::new();
        w.object(|w| {
            w.name("schema").string("jotsmith.finding/1");
            w.name("file").optional_string(file);
            w.name("line").number(self.line);
            w.name("column").number(self.column);
            w.name("offset").number(self.offset);
            w.name("length").size(self.length);
            match &self.what {
                What::Foreign { name, words } => {
                    w.name("kind").string("foreign");
                    w.name("credential").string(name);
                    w.name("words").string(words);
                }
                What::Token { kind, alg, typ, iss, exp, state } => {
                    w.name("kind").string(kind.as_str());
                    w.name("alg").optional_string(alg.as_deref());
                    w.name("typ").optional_string(typ.as_deref());
                    w.name("iss").optional_string(iss.as_deref());
                    w.name("exp").optional_string(exp.as_deref());
                    w.name("state").string(state.as_str());
                }
            }
            w.name("fingerprint").string(&self.fingerprint);
            w.name("where").object(|w| {
                w.name("place").string(self.place.place.as_str());
                w.name("name").optional_string(self.place.name.as_deref());
            });
            if shown == Shown::Yes {
                w.name("token").string(&self.text);
            }
        });
        w.into_text()
    }
}

/// Whether the token itself is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "it is or it is not")]
pub enum Shown {
    /// It is not.
    No,
    /// It is, as was asked.
    Yes,
}
