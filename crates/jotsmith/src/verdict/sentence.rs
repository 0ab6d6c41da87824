//! The one sentence of a verdict, and the words beside its four questions.

use super::{Kind, Outcome, Verdict};
use crate::check::{Source, State};
use crate::reason::{Code, Question};

impl Verdict {
    /// One sentence: accept or not, and why.
    pub fn sentence(&self) -> String {
        let first = self.errors().next();
        let more = match self.errors().count().saturating_sub(1) {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        match self.outcome() {
            Outcome::Accept => self.accepted(),
            Outcome::Unreadable => {
                let message = first.map(ToString::to_string).unwrap_or_default();
                format!("{}{more}.", message.strip_suffix('.').unwrap_or(&message))
            }
            Outcome::DoNotAccept => {
                format!(
                    "Do not accept: {}{more}.",
                    first.map(crate::reason::Reason::clause).unwrap_or_default()
                )
            }
            Outcome::NotVerified => self.not_verified(),
        }
    }

    /// A few words for a window's title.
    pub fn title(&self) -> String {
        let code = || self.errors().next().map_or("", |reason| reason.code().as_str()).replace('-', " ");
        match self.outcome() {
            Outcome::Accept => "accepted".into(),
            Outcome::NotVerified => "not verified".into(),
            Outcome::DoNotAccept | Outcome::Unreadable => code(),
        }
    }

    fn accepted(&self) -> String {
        let what = match self.algorithm {
            Some(algorithm) if algorithm.is_symmetric() => format!("valid {algorithm} MAC"),
            Some(algorithm) => format!("valid {algorithm} signature"),
            None => "valid signature".into(),
        };
        let (iss, aud) = (self.checked.contains(&"iss"), self.checked.contains(&"aud"));
        let who = match (iss, aud) {
            (true, true) => ", issuer and audience as expected",
            (true, false) => ", issuer as expected",
            (false, true) => ", audience as expected",
            (false, false) => "",
        };
        let when = self.exp.map_or_else(String::new, |exp| {
            let relative = exp.relative_to(self.at);
            if exp < self.at {
                format!(", expired {relative}, within the leeway")
            } else {
                format!(", expires {relative}")
            }
        });
        let leeway =
            if self.leeway.0 > 0 { format!(" Leeway: {}.", self.leeway.in_words()) } else { String::new() };
        format!("Accept: {what}{who}{when}.{}{leeway}", self.waived_words())
    }

    fn waived_words(&self) -> String {
        let names: Vec<&str> = self
            .waived
            .iter()
            .map(|name| match *name {
                "iss" => "issuer",
                "aud" => "audience",
                "exp" => "expiry",
                other => other,
            })
            .collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => format!(" The {one} was not checked, as asked."),
            [first @ .., last] => format!(" The {} and {last} were not checked, as asked.", first.join(", ")),
        }
    }

    fn not_verified(&self) -> String {
        let clause = |code| self.reasons.iter().find(|r| r.code() == code).map(crate::reason::Reason::clause);
        if let Some(clause) = clause(Code::EncryptedNotOpened)
            .or_else(|| clause(Code::SdJwtNotVerified))
            .or_else(|| clause(Code::KeyMissing))
        {
            return format!("Not verified: {clause}.");
        }
        if self.signature == State::Pass {
            let missing = match (self.has(Code::IssUnstated), self.has(Code::AudUnstated)) {
                (true, false) => "issuer",
                (false, true) => "audience",
                (true, true) | (false, false) => "issuer and audience",
            };
            return format!("Not verified yet: the signature holds; say which {missing} you expect.");
        }
        "Not verified.".into()
    }

    /// The words beside a question: `compact JWS`, `ES256`, `exp in 12 minutes`.
    pub fn words(&self, question: Question) -> String {
        match question {
            Question::Form => match self.kind {
                Kind::Jws => "compact JWS".into(),
                Kind::Jwe => "compact JWE".into(),
                Kind::SdJwt => "SD-JWT".into(),
                Kind::Unknown => "no kind that is known".into(),
            },
            Question::Signature => self.algorithm.map_or_else(String::new, |a| a.as_str().into()),
            Question::Claims => self.claims_words(),
            Question::Trust => self.trust_words(),
        }
    }

    fn claims_words(&self) -> String {
        if self.claims == State::NotApplicable {
            return "the payload is no claims set".into();
        }
        let mut words = Vec::new();
        if let Some(exp) = self.exp {
            let expired = if exp.0 <= self.at.0 { "expired" } else { "exp" };
            words.push(format!("{expired} {}", exp.relative_to(self.at)));
        }
        let both = |names: &[&str]| match (names.contains(&"iss"), names.contains(&"aud")) {
            (true, true) => Some("issuer and audience"),
            (true, false) => Some("issuer"),
            (false, true) => Some("audience"),
            (false, false) => None,
        };
        if let Some(names) = both(&self.waived) {
            words.push(format!("{names} not checked, as asked"));
        }
        if self.waived.contains(&"exp") {
            words.push("no exp, as asked".into());
        }
        let unstated: Vec<&str> = [(Code::IssUnstated, "iss"), (Code::AudUnstated, "aud")]
            .into_iter()
            .filter(|(code, _)| self.has(*code))
            .map(|(_, name)| name)
            .collect();
        if let Some(names) = both(&unstated) {
            words.push(format!("{names} not stated"));
        }
        words.join("; ")
    }

    fn trust_words(&self) -> String {
        let Some(key) = &self.key else { return String::new() };
        let what = match (key.curve, &key.thumbprint) {
            (_, None) => format!("{}-byte secret", key.bits / 8),
            (Some(curve), Some(print)) => format!("{curve} key {}", shortened(print)),
            (None, Some(print)) => {
                format!("{}-bit {} key {}", key.bits, key.key_type.as_str(), shortened(print))
            }
        };
        let from = match self.source {
            Source::Given => "given by you",
            Source::Jwks => "from the key set you gave",
            Source::Policy => "from the policy",
            Source::Link => "brought by a link",
            Source::Token => "brought by the token itself",
            Source::None => "of unknown origin",
        };
        format!("{what}, {from}")
    }
}

/// The first characters of a thumbprint: enough to tell keys apart by eye.
fn shortened(print: &str) -> String {
    format!("{}…", print.chars().take(8).collect::<String>())
}
