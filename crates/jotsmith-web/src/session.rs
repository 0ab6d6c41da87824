//! One session of the page: the keys behind their handles, and every question with its answer.
//!
//! A question comes in as parsed; the answer goes out to be written as JSON. The engine decides, this connects.

#[cfg(any(feature = "extra", test))]
use jotsmith::check::{AccessToken, KeyBinding, ProofRequest};
use jotsmith::check::{Expectations, Expected, Source, State};
use jotsmith::inspect::Inspection;
use jotsmith::key::WeakKeys;
use jotsmith::reason::{Code, Question};
use jotsmith::text::time::Seconds;
use jotsmith::{AnyKey, NumericDate, inspect};
use zeroize::{Zeroize, Zeroizing};

use crate::answer::Answer;
use crate::failure::{Failure, Fault};
use crate::request::{Checks, KeySource, Request, Waiver};
use crate::tray::{Entry, Tray};
use crate::view::Told;
use crate::words::Words;
use crate::{edit, keys, read, reference, sign, view};

/// Whether this is the module that the page loads first, which leaves what is rare to the second one.
const IS_CORE: bool = cfg!(all(target_arch = "wasm32", not(feature = "extra")));

/// The keys, and whether the last question wants more than this module has.
#[derive(Debug, Default)]
pub(crate) struct Session {
    tray: Tray,
    words: Words,
    wants_extra: bool,
    /// The token was read, and the second module would say more of it.
    unopened: bool,
}

impl Session {
    /// The answer to a question as JSON text, as JSON text.
    pub(crate) fn ask(&mut self, request: String) -> String {
        // The text may hold a secret.
        let request = Zeroizing::new(request);
        let answer = match read::request(&request) {
            Ok(request) => self.answer(request),
            Err(read::Unknown) => Err(Fault::RequestMalformed.into()),
        };
        let answer = answer.unwrap_or_else(Failure::into_answer);
        let unopened = core::mem::take(&mut self.unopened);
        let left_to_extra = [Code::KeyUnavailable.as_str(), Fault::LeftToExtra.code()];
        self.wants_extra =
            unopened || matches!(&answer, Answer::Failure(reason) if left_to_extra.contains(&&*reason.code));
        // Strings and numbers can always be written.
        serde_json::to_string(&answer).unwrap_or_default()
    }

    /// Whether the second module could answer what this one could not.
    pub(crate) const fn wants_extra(&self) -> bool {
        self.wants_extra
    }

    /// Whether the last questions met a claim whose words are not known yet.
    pub(crate) fn wants_words(&self) -> bool {
        self.words.were_wanted()
    }

    /// Takes in the words of claims, as `words::text` of the second module writes them.
    pub(crate) fn learn(&mut self, words: String) {
        self.words.learn(words);
    }

    /// The keys for the module that takes this one's place.
    pub(crate) fn hand_over(&mut self) -> Zeroizing<Vec<u8>> {
        self.tray.hand_over()
    }

    /// Takes in the keys of the module whose place this one takes; whether they could be read.
    pub(crate) fn take_over(&mut self, keys: &[u8]) -> bool {
        self.tray.take_over(keys).is_ok()
    }

    fn answer(&mut self, request: Request) -> Result<Answer, Failure> {
        match request {
            Request::Inspect { text, choice, checks } => {
                let inspected = self.inspected(&text, choice, &checks);
                let layer = inspected.layers.first().ok_or(Fault::RequestMalformed)?;
                let view = view::inspection(
                    &text,
                    &inspected,
                    layer,
                    Told { words: &self.words, now: NumericDate(checks.at) },
                );
                self.unopened = jotsmith::profile::is_left_out(&layer.reading);
                Ok(Answer::Inspection(Box::new(view)))
            }
            // What is seldom asked for is no part of the first load.
            Request::Diagnose { .. }
            | Request::Explain { .. }
            | Request::ExportKey { .. }
            | Request::GenerateKey { .. }
            | Request::SetMember { .. }
            | Request::SignNone { .. }
                if IS_CORE =>
            {
                Err(Fault::LeftToExtra.into())
            }
            Request::Diagnose { text, choice, checks } => {
                let inspected = self.inspected(&text, choice, &checks);
                let layer = inspected.layers.first().ok_or(Fault::RequestMalformed)?;
                let (mut keys, linked) = self.keys(&checks);
                keys.extend(linked);
                Ok(Answer::Diagnosis { hints: view::hints(&text, layer, &keys) })
            }
            Request::Edit { text, part, json } => edit::replace(&text, part, &json).map(token),
            Request::SetMember { text, part, pointer, value } => {
                edit::set(&text, part, &pointer, value.as_deref()).map(token)
            }
            Request::Sign { header, payload, key, algorithm, allow_weak } => {
                let weak_keys = if allow_weak { WeakKeys::Allow } else { WeakKeys::Refuse };
                let texts = sign::Texts { header: &header, payload: &payload };
                sign::sign(texts, &self.tray.entry(key)?.key, &algorithm, weak_keys)
            }
            Request::SignNone { header, payload } => {
                sign::unsigned(sign::Texts { header: &header, payload: &payload })
            }
            Request::ReadKey { mut text, reading, source } => {
                let answer = keys::read(&mut self.tray, &text, reading, source);
                text.zeroize();
                answer
            }
            Request::PreviewKey { mut text } => {
                let answer = keys::preview(&text);
                text.zeroize();
                answer
            }
            Request::GenerateKey { algorithm } => keys::generate(&mut self.tray, &algorithm),
            Request::ExportKey { key, form } => keys::export(self.tray.entry(key)?, form),
            Request::Forget { key } => {
                self.tray.forget(key);
                Ok(Answer::Forgotten)
            }
            Request::Explain { code } => reference::explain(&code),
            Request::ReadTime { text, now } => Ok(reference::time(&text, NumericDate(now))),
            Request::Catalogue => Ok(reference::catalogue()),
        }
    }

    /// Keys that the person gave are tried first. Those that a link brought are tried where none of them fits, and
    /// trust then says where they came from.
    fn inspected(&self, text: &str, choice: usize, checks: &Checks) -> Inspection {
        let (given, linked) = self.keys(checks);
        let run = |keys: &[AnyKey], source| {
            inspect(text, choice, keys, &expectations(checks, source), NumericDate(checks.at))
        };
        let mut inspected = run(&given, Source::Given);
        if !linked.is_empty() && !holds(&inspected) {
            let by_link = run(&linked, Source::Link);
            if given.is_empty() || holds(&by_link) {
                inspected = by_link;
            }
        }
        inspected
    }

    /// The keys that are asked for: those that the person gave or knows, and those that a link brought.
    fn keys(&self, checks: &Checks) -> (Vec<AnyKey>, Vec<AnyKey>) {
        let known = checks.waive.contains(&Waiver::Link);
        let (given, linked): (Vec<_>, Vec<_>) =
            self.tray.chosen(&checks.keys).partition(|entry| known || entry.source == KeySource::Given);
        let keys = |entries: Vec<&Entry>| entries.into_iter().map(|entry| entry.key.clone()).collect();
        (keys(given), keys(linked))
    }
}

/// An edited token: what there is to say of it, its verdict says.
const fn token(text: String) -> Answer {
    Answer::Token { text, warnings: Vec::new() }
}

fn holds(inspected: &Inspection) -> bool {
    inspected.layers.first().is_some_and(|layer| layer.verdict.state(Question::Signature) == State::Pass)
}

fn expectations(checks: &Checks, source: Source) -> Expectations {
    let expected = |names: &[String], waiver| {
        if checks.waive.contains(&waiver) {
            Expected::Any
        } else if names.is_empty() {
            Expected::Unstated
        } else {
            Expected::OneOf(names.to_vec())
        }
    };
    let expectations = Expectations {
        issuer: expected(&checks.issuers, Waiver::Iss),
        audience: expected(&checks.audiences, Waiver::Aud),
        types: checks.typ.iter().cloned().collect(),
        leeway: Seconds(checks.leeway),
        allow_missing_exp: checks.waive.contains(&Waiver::Exp),
        source,
        ..Expectations::default()
    };
    #[cfg(any(feature = "extra", test))]
    let expectations = of_profiles(expectations, &checks.expected);
    expectations
}

/// What is expected of a key binding and of a DPoP proof, once all that it needs was said.
#[cfg(any(feature = "extra", test))]
fn of_profiles(mut expectations: Expectations, said: &[String]) -> Expectations {
    let said = |name: &str| {
        let mut values = said.iter().filter_map(|line| line.split_once(' '));
        values.find(|(known, _)| *known == name).map(|(_, value)| value.trim().to_owned())
    };
    if let (Some(audience), Some(nonce)) = (said("kb-audience"), said("kb-nonce")) {
        expectations.key_binding = KeyBinding::required(audience, nonce);
    }
    if let (Some(method), Some(url), Some(jkt)) = (said("method"), said("url"), said("jkt")) {
        let (access_token, nonce) = (said("access-token").map(AccessToken::new), said("nonce"));
        expectations.proof = Some(Box::new(ProofRequest { method, url, jkt, access_token, nonce }));
    }
    expectations
}

#[cfg(test)]
mod inside;
#[cfg(test)]
mod tests;
