//! The one sentence of a verdict, and the words beside its four questions.

use super::{EachSignature, KeyFace, Kind, Outcome, Verdict};
use crate::alg::Algorithm;
use crate::check::{SEVERAL, Source, State};
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
            None if self.encrypted.is_some() => format!("decrypted by {}", self.encrypted_words()),
            Some(algorithm) if algorithm.is_symmetric() => format!("valid {algorithm} MAC"),
            Some(algorithm) => format!("valid {algorithm} signature"),
            None => "valid signature".into(),
        };
        let what = if self.each.is_empty() { what } else { format!("{what}, {}", self.holding()) };
        let (iss, aud) = (self.checked.contains(&"iss"), self.checked.contains(&"aud"));
        let what = match self.profile {
            Some(profile) => format!("{what}, {profile} for this request"),
            None => what,
        };
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
        let disclosed = self.disclosures.as_ref().map_or_else(String::new, |all| {
            let bound = if all.key_binding == State::Pass { ", key binding holds" } else { "" };
            format!(", {}{bound}", all.words())
        });
        let leeway =
            if self.leeway.0 > 0 { format!(" Leeway: {}.", self.leeway.in_words()) } else { String::new() };
        format!("Accept: {what}{who}{disclosed}{when}.{}{leeway}", self.waived_words())
    }

    /// What a JWE is encrypted with: `ECDH-ES, A256GCM`.
    fn encrypted_words(&self) -> String {
        let names = self.encrypted.map(|encrypted| [encrypted.algorithm_name(), encrypted.encryption_name()]);
        names.into_iter().flatten().flatten().collect::<Vec<_>>().join(", ")
    }

    fn waived_words(&self) -> String {
        let mut asked = Vec::new();
        let mut unstated = Vec::new();
        let mut replay = "";
        for name in &self.waived {
            match *name {
                "iss" => asked.push("issuer"),
                "aud" => asked.push("audience"),
                "exp" => asked.push("expiry"),
                "kb" => asked.push("key binding"),
                "jkt" => asked.push("key it is bound to"),
                // A proof carries them, and nobody said what they should be.
                "ath" => unstated.push("access token"),
                "nonce" => unstated.push("nonce"),
                // Nobody can ask for it to be checked here: one proof does not show whether it was used before.
                "replay" => replay = " Whether it was used before is for the receiver to check.",
                other => asked.push(other),
            }
        }
        let asked = unchecked("The", &asked, "as asked");
        let unstated = unchecked("Its", &unstated, "for none was stated");
        format!("{asked}{unstated}{replay}")
    }

    fn not_verified(&self) -> String {
        let clause = |code| self.reasons.iter().find(|r| r.code() == code).map(crate::reason::Reason::clause);
        if let Some(clause) = clause(Code::EncryptedNotOpened)
            .or_else(|| clause(Code::SdJwtNotVerified))
            .or_else(|| clause(Code::DpopUnstated))
            .or_else(|| clause(Code::KeyMissing))
            .or_else(|| {
                let untried = SEVERAL && self.signature == State::NotChecked;
                if untried { clause(Code::KeyLeftOut) } else { None }
            })
        {
            return format!("Not verified: {clause}.");
        }
        if self.signature == State::Pass {
            let holds = if self.encrypted.is_some() { "it decrypts" } else { "the signature holds" };
            if SEVERAL && self.carries {
                return format!("Not verified: {holds}, and the token inside is not accepted.");
            }
            let unsaid = |code, words| self.has(code).then_some(words);
            let whom = match (self.has(Code::IssUnstated), self.has(Code::AudUnstated)) {
                (true, false) => Some("which issuer you expect"),
                (false, true) => Some("which audience you expect"),
                (true, true) => Some("which issuer and audience you expect"),
                (false, false) => None,
            };
            let bound = "for which audience and nonce the key binding should be";
            let missing: Vec<&str> = whom.into_iter().chain(unsaid(Code::SdKbUnstated, bound)).collect();
            if !missing.is_empty() {
                return format!("Not verified yet: {holds}; say {}.", missing.join(", and "));
            }
        }
        "Not verified.".into()
    }

    /// The words beside a question: `compact JWS`, `ES256`, `exp in 12 minutes`.
    pub fn words(&self, question: Question) -> String {
        match question {
            Question::Form => match self.kind {
                Kind::Jws if self.each.len() > 1 => {
                    format!("general JWS, {} signatures", self.each.len())
                }
                Kind::Jws => match self.profile {
                    Some(profile) => format!("{} JWS, {profile}", self.serialization.as_str()),
                    None => format!("{} JWS", self.serialization.as_str()),
                },
                Kind::Jwe => format!("{} JWE", self.serialization.as_str()),
                Kind::SdJwt => "SD-JWT".into(),
                Kind::Unknown => "no kind that is known".into(),
            },
            Question::Signature if self.encrypted.is_some() => self.encrypted_words(),
            Question::Signature => {
                let algorithm = self.algorithm.map_or("", Algorithm::as_str);
                match self.each.as_slice() {
                    [] => algorithm.into(),
                    _ if self.signature == State::Pass => format!("{algorithm}, {}", self.holding()),
                    _ => self.holding(),
                }
            }
            Question::Claims => self.claims_words(),
            Question::Trust => self.trust_words(),
        }
    }

    /// How many of several signatures hold.
    fn holding(&self) -> String {
        let count = self.each.iter().filter(|one| one.state == State::Pass).count();
        match (count, self.each.len()) {
            (1, 1) => "its only signature".into(),
            (0, 1) => "its only signature does not hold".into(),
            (1, all) => format!("1 of {all} signatures holds"),
            (count, all) => format!("{count} of {all} signatures hold"),
        }
    }

    /// The words beside one signature of several: `ES256, P-256 key 3kX…, given by you`.
    pub fn words_of_signature(&self, one: &EachSignature) -> String {
        let algorithm = one.algorithm.map(Algorithm::as_str);
        let key = one.key.as_ref().map(|key| self.key_words(key));
        algorithm.map(String::from).into_iter().chain(key).collect::<Vec<_>>().join("  ")
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
        if let Some(disclosures) = &self.disclosures {
            words.push(disclosures.words());
            match disclosures.key_binding {
                State::Pass => words.push("key binding holds".into()),
                State::Fail => words.push("key binding does not hold".into()),
                State::NotChecked => words.push("key binding not checked, as asked".into()),
                State::NotApplicable => {}
            }
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
        self.key.as_ref().map_or_else(String::new, |key| self.key_words(key))
    }

    fn key_words(&self, key: &KeyFace) -> String {
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
            Source::Certificate => "of the token's certificate, which ends in a given root",
            Source::None => "of unknown origin",
        };
        format!("{what}, {from}")
    }
}

/// The first characters of a thumbprint: enough to tell keys apart by eye.
fn shortened(print: &str) -> String {
    format!("{}…", print.chars().take(8).collect::<String>())
}

/// ` The issuer and audience were not checked, as asked.`; nothing where nothing is named.
fn unchecked(article: &str, names: &[&str], why: &str) -> String {
    match names {
        [] => String::new(),
        [one] => format!(" {article} {one} was not checked, {why}."),
        [first @ .., last] => {
            format!(" {article} {} and {last} were not checked, {why}.", first.join(", "))
        }
    }
}
