//! Every layer opened: what the text is, what it holds, every defect, and the verdict. Never a gate.
//!
//! In goes any text that people paste; nothing fails. What is not stated is not checked, and the verdict says so.

use crate::check::{Content, Expectations, State};
use crate::diagnose::diagnose;
use crate::find::{self, Foreign, Found};
use crate::json::Writer;
use crate::key::{AnyKey, WeakKeys};
use crate::reason::{Code, Part, Place, Reason};
use crate::text::time::NumericDate;
use crate::token::{Reading, Token};
use crate::verdict::{Cleaned, Verdict};
use crate::verify::Verifier;

/// One token, opened.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Layer {
    /// The token as it was taken from the text, with the way from its bytes to those of the text.
    pub found: Found,
    /// What could be read. Spans count in the cleaned token; [`Found::given`] leads to the text.
    pub reading: Reading,
    /// Every defect of the tolerant reading, spans in the text as given.
    pub defects: Vec<Reason>,
    /// The verdict, spans in the text as given.
    pub verdict: Verdict,
    /// What it is instead, where it is no JSON Web Token.
    pub foreign: Option<Foreign>,
}

/// A text, opened: `jotsmith.inspection/1`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Inspection {
    /// The layers, outermost first.
    pub layers: Vec<Layer>,
    /// Every token that the text holds; the layers are those of one of them.
    pub tokens: Vec<Found>,
}

/// Opens the token that the text holds: the `choice`th of several, from 0.
///
/// Weak keys are used and reported, the payload is judged as a claims set where it is one, and keys that name no
/// algorithm serve every one of their type.
pub fn inspect(
    text: &str,
    choice: usize,
    keys: &[AnyKey],
    expect: &Expectations,
    now: NumericDate,
) -> Inspection {
    let tokens = find::find(text).tokens;
    let chosen = tokens.get(choice).or_else(|| tokens.first()).cloned();
    let found = chosen.unwrap_or_else(|| find::whole(text));
    let foreign = find::foreign::recognise(&found.text);
    let reading = Token::read(&found.text);
    let expect = Expectations {
        content: if expect.content == Content::Claims { Content::Either } else { expect.content },
        weak_keys: WeakKeys::Report,
        algorithms: expect.algorithms.or(Some(crate::alg::Algorithm::ALL.iter().copied().collect())),
        ..expect.clone()
    };
    let verifier = Verifier::expecting(keys.to_vec(), expect);
    let mut verdict = verifier.judge(&found.text, now);
    let mut defects = reading.defects.clone();
    for place in defects.iter_mut().filter_map(Reason::place_mut) {
        place.span = place.span.map(|span| found.given(span));
    }
    verdict.relocate(|span| found.given(span));
    verdict.cleaned = found.cleanings.iter().map(|c| Cleaned { what: c.what, span: c.span }).collect();
    verdict.hints.extend(defects.iter().filter(|defect| defect.code() == Code::HintTruncated).cloned());
    let is_token = reading
        .part(Part::Header)
        .and_then(|part| part.json.as_ref())
        .is_some_and(|header| !header.members().is_empty());
    let foreign = foreign.filter(|_| !is_token);
    if let Some(foreign) = &foreign {
        let reason =
            Reason::new(Code::TokenForeign).at(Place::part(Part::Token).span(found.given(foreign.span)));
        let reason = reason.found(foreign.words.clone()).with("remedy", foreign.remedy);
        verdict.reasons = vec![reason.clone()];
        defects = vec![reason];
    }
    Inspection { layers: vec![Layer { found, reading, defects, verdict, foreign }], tokens }
}

impl Inspection {
    /// The inspection as one line of JSON.
    pub fn to_json(&self) -> String {
        let mut w = Writer::new();
        w.object(|w| {
            w.name("schema").string("jotsmith.inspection/1");
            w.name("layers").array(|w| {
                for layer in &self.layers {
                    w.object(|w| {
                        w.name("token");
                        layer.write_token(w);
                        w.name("defects").array(|w| layer.defects.iter().for_each(|defect| defect.write(w)));
                        w.name("verdict");
                        layer.verdict.write(w);
                    });
                }
            });
        });
        w.into_text()
    }
}

impl Layer {
    /// Why the signature does not hold, where that can be told; spans in the text as given. A call of its own, because
    /// it tries up to 200 operations.
    pub fn diagnose(&self, keys: &[AnyKey]) -> Vec<Reason> {
        if self.verdict.signature != State::Fail {
            return Vec::new();
        }
        let mut hints =
            Token::parse(&self.found.text).map_or_else(|_| Vec::new(), |token| diagnose(&token, keys));
        for place in hints.iter_mut().filter_map(Reason::place_mut) {
            place.span = place.span.map(|span| self.found.given(span));
        }
        hints
    }

    /// The token as one line of JSON, `jotsmith.decode/1`: everything in it is unverified.
    pub fn decode_json(&self) -> String {
        let mut w = Writer::new();
        w.object(|w| {
            w.name("schema").string("jotsmith.decode/1");
            w.name("verified").bool(false);
            w.name("unverified");
            self.write_token(w);
            w.name("defects").array(|w| self.defects.iter().for_each(|defect| defect.write(w)));
        });
        w.into_text()
    }

    fn write_token(&self, w: &mut Writer) {
        w.object(|w| {
            for part in &self.reading.parts {
                let encoded = part.segment.span().of_str(&self.reading.text);
                let name = part.part.code();
                match &part.json {
                    Some(node) => w.name(&name).node(node),
                    None if part.part == Part::Header => w.name(&name).null(),
                    None if part.part == Part::Payload => w.name("payload_base64url").string(encoded),
                    None => w.name(&name).string(encoded),
                }
            }
        });
    }
}
