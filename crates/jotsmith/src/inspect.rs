//! Every layer opened: what the text is, what it holds, every defect, and the verdict. Never a gate.
//!
//! In goes any text that people paste; nothing fails. What is not stated is not checked, and the verdict says so.

use core::fmt;

use crate::check::{Content, Expectations, SEVERAL, State};
use crate::diagnose::diagnose;
use crate::find::{self, Foreign, Found};
use crate::json::{self, Writer};
use crate::key::{AnyKey, Certificate, KeyError, WeakKeys};
use crate::limits::{LAYER_DEPTH, LAYERS};
use crate::profile;
use crate::reason::{Code, Part, Place, Question, Reason, Severity};
use crate::text::time::NumericDate;
use crate::token::{PartReading, Reading, Segment, Token};
use crate::verdict::{Cleaned, Kind, Outcome, Verdict};
use crate::verify::{Purse, Verifier, purse};

/// Where a token stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stands {
    /// In the text that was given.
    Text,
    /// In the layer before: it is what that one encrypts.
    Encrypted,
    /// In the layer before: it is what that one signs, and says that it signs (RFC 7519 section 5.2).
    Signed,
    /// In a claim. Who wrote it does not vouch for the token around it.
    Claim {
        /// Which of the layers has the claim, from 0.
        layer: usize,
        /// The claim in the payload of that layer: a JSON pointer (RFC 6901), with `…` where it was cut for its length.
        pointer: String,
    },
}

/// One token, opened.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Layer {
    /// How many tokens are around it: 0 for the token that stands in the text.
    pub depth: usize,
    /// Where it stands.
    pub stands: Stands,
    /// The token as it was taken from the text, with the way from its bytes to those of the text.
    pub found: Found,
    /// What could be read. Spans count in the cleaned token; [`Found::given`] leads to the text.
    pub reading: Reading,
    /// Every defect of the tolerant reading, spans in the text as given; of a token inside another, in its own text.
    pub defects: Vec<Reason>,
    /// The verdict, spans as those of the defects.
    pub verdict: Verdict,
    /// What it is instead, where it is no JSON Web Token.
    pub foreign: Option<Foreign>,
}

/// A text, opened: `jotsmith.inspection/1`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Inspection {
    /// The layers, outermost first: what a token encrypts or signs comes next after it, and then what stands in its
    /// claims. At most [`LAYERS`], and [`LAYER_DEPTH`] one inside the other.
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
    let found = choose(text, &tokens, choice);
    let expect = Expectations {
        content: if expect.content == Content::Claims { Content::Either } else { expect.content },
        weak_keys: WeakKeys::Report,
        algorithms: expect.algorithms.or(Some(crate::alg::Algorithm::ALL.iter().copied().collect())),
        ..expect.clone()
    };
    let verifier = Verifier::expecting(keys.to_vec(), expect);
    let mut layers = Vec::new();
    let mut purse = purse(verifier.expectations().bounds);
    let mut ahead = vec![Ahead { depth: 0, stands: Stands::Text, found }];
    while let Some(next) = ahead.pop().filter(|_| layers.len() < LAYERS) {
        let depth = next.depth + 1;
        let (layer, inner) = open(next, &verifier, now, &mut purse);
        if depth < LAYER_DEPTH {
            let at = layers.len();
            // The next to be opened is the last of them.
            let held = profile::held(&layer.reading).into_iter().rev().map(|held| Ahead {
                depth,
                stands: Stands::Claim { layer: at, pointer: held.pointer },
                found: find::whole(&held.text),
            });
            ahead.extend(held);
            ahead.extend(inner.map(|(stands, found)| Ahead { depth, stands, found }));
        }
        layers.push(layer);
    }
    if SEVERAL {
        vouch(&mut layers);
    }
    Inspection { layers, tokens }
}

/// A token that is still to be opened.
struct Ahead {
    depth: usize,
    stands: Stands,
    found: Found,
}

/// One layer, and the token inside it: where it is encrypted and was opened, or where it says that it signs one.
fn open(
    Ahead { depth, stands, found }: Ahead,
    verifier: &Verifier<'_>,
    now: NumericDate,
    purse: &mut Purse,
) -> (Layer, Option<(Stands, Found)>) {
    let foreign = find::foreign::recognise(&found.text);
    let mut reading = Token::read(&found.text);
    let (mut verdict, inner) = if let Some(unwrapped) = verifier.unwrapped(&found.text, now, purse) {
        reading.parts.extend(unwrapped.content.as_deref().map(|bytes| content(bytes)));
        (unwrapped.verdict, unwrapped.inner.map(|text| (Stands::Encrypted, find::whole(&text))))
    } else {
        let judged = profile::judged(verifier, &found.text, now, &mut purse.trials);
        let mut verdict =
            judged.unwrap_or_else(|| verifier.judge_within(&found.text, now, &mut purse.trials));
        let inner = profile::nested(&reading).map(|text| (Stands::Signed, find::whole(&text)));
        if inner.is_some() {
            carry(&mut verdict);
        }
        (verdict, inner)
    };
    let mut defects = reading.defects.clone();
    for place in defects.iter_mut().filter_map(Reason::place_mut) {
        place.span = place.span.map(|span| found.given(span));
    }
    verdict.relocate(|span| found.given(span));
    verdict.cleaned = found.cleanings.iter().map(|c| Cleaned { what: c.what, span: c.span }).collect();
    verdict.hints.extend(defects.iter().filter(|defect| defect.code() == Code::HintTruncated).cloned());
    let is_token = reading
        .parts
        .iter()
        .filter(|part| part.part.is_header())
        .filter_map(|part| part.json.as_ref())
        .any(|header| !header.members().is_empty());
    let foreign = foreign.filter(|_| !is_token);
    if let Some(foreign) = &foreign {
        let reason =
            Reason::new(Code::TokenForeign).at(Place::part(Part::Token).span(found.given(foreign.span)));
        let reason = reason.found(foreign.words.clone()).with("remedy", foreign.remedy);
        verdict.reasons = vec![reason.clone()];
        defects = vec![reason];
    }
    (Layer { depth, stands, found, reading, defects, verdict, foreign }, inner)
}

/// What was decrypted, as the payload of its layer. It stands nowhere in the text.
fn content(bytes: &[u8]) -> PartReading {
    let json = json::read(bytes).root.filter(|root| matches!(root.kind, json::Kind::Object(_)));
    let (part, segment) = (Part::Payload, Segment::default().into_plain());
    PartReading { part, segment, bytes: bytes.to_vec(), json, complete: true }
}

/// Leaves the claims to the token inside: one that carries another makes none of its own, and what is expected of issuer
/// and audience is held against the one that does (RFC 7519 section 5.2).
fn carry(verdict: &mut Verdict) {
    verdict.reasons.retain(|reason| reason.question() != Question::Claims);
    // What a policy says of an unknown issuer is said of the token inside.
    if verdict.reasons.is_empty() && verdict.signature == State::NotChecked {
        verdict.reasons.push(Reason::new(Code::KeyMissing));
    }
    verdict.checked.clear();
    verdict.waived.clear();
    (verdict.claims, verdict.exp, verdict.payload) = (State::NotChecked, None, None);
    verdict.carries = true;
}

/// A token that is accepted by itself answers for the claims of the one that carries it, and says who wrote it, whoever
/// encrypted it: each layer vouches for the one around it. One that stands in a claim says so of itself alone.
fn vouch(layers: &mut [Layer]) {
    let mut inside = None;
    for layer in layers.iter_mut().rev() {
        let verdict = &mut layer.verdict;
        match inside {
            Some(Outcome::Accept) if verdict.kind() == Kind::Jwe => verdict.vouch(),
            Some(Outcome::Accept) if verdict.form == State::Pass => verdict.claims = State::NotApplicable,
            // Nothing speaks against it yet: who wrote it is still to be seen.
            Some(Outcome::NotVerified) if verdict.kind() == Kind::Jwe => verdict.await_inner(),
            Some(_) | None => {}
        }
        let carried = matches!(layer.stands, Stands::Encrypted | Stands::Signed);
        inside = carried.then(|| layer.verdict.outcome());
    }
}

/// The token that [`inspect`] opens: the `choice`th of those that the text holds, else the first, else the whole text.
pub fn chosen(text: &str, choice: usize) -> Found {
    choose(text, &find::find(text).tokens, choice)
}

fn choose(text: &str, tokens: &[Found], choice: usize) -> Found {
    tokens.get(choice).or_else(|| tokens.first()).cloned().unwrap_or_else(|| find::whole(text))
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
                        layer.write_place(w);
                        w.name("token");
                        layer.write_token(w);
                        layer.write_certificates(w);
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

impl fmt::Display for Stands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("in the text"),
            Self::Encrypted => f.write_str("inside the encrypted token"),
            Self::Signed => f.write_str("inside the signed token"),
            Self::Claim { layer: 0, pointer } => write!(f, "in the claim {pointer}"),
            Self::Claim { layer, pointer } => write!(f, "in the claim {pointer} of layer {}", layer + 1),
        }
    }
}

impl Layer {
    /// Why the signature does not hold, where that can be told; spans in the text as given. A call of its own, because
    /// it tries up to 200 operations.
    pub fn diagnose(&self, keys: &[AnyKey]) -> Vec<Reason> {
        if self.verdict.signature != State::Fail {
            return Vec::new();
        }
        let mut hints = Token::parse(self.found.text.split('~').next().unwrap_or_default())
            .map_or_else(|_| Vec::new(), |token| diagnose(&token, keys));
        for place in hints.iter_mut().filter_map(Reason::place_mut) {
            place.span = place.span.map(|span| self.found.given(span));
        }
        hints
    }

    /// What the certificates of its `x5c` say, its own first, each as far as it can be read; nobody vouches for them here.
    pub fn certificates(&self) -> Vec<Result<Certificate, KeyError>> {
        self.reading.header_member("x5c").map(Certificate::of_x5c).unwrap_or_default()
    }

    /// Whether it could be read: a defect of form may be what keeps it from that.
    pub fn is_well_formed(&self) -> bool {
        let broken = |defect: &Reason| defect.severity() == Severity::Error && defect.code().row().exit == 3;
        !self.defects.iter().any(broken) && self.verdict.outcome() != Outcome::Unreadable
    }

    /// The token as one line of JSON, `jotsmith.decode/1`: everything in it is unverified.
    pub fn decode_json(&self) -> String {
        let mut w = Writer::new();
        w.object(|w| {
            w.name("schema").string("jotsmith.decode/1");
            w.name("verified").bool(false);
            self.write_place(w);
            w.name("unverified");
            self.write_token(w);
            self.write_certificates(w);
            w.name("defects").array(|w| self.defects.iter().for_each(|defect| defect.write(w)));
        });
        w.into_text()
    }

    /// The claim that it stands in, where it stands in one.
    fn write_place(&self, w: &mut Writer) {
        if let Stands::Claim { layer, pointer } = &self.stands {
            w.name("claim").object(|w| {
                w.name("layer").size(*layer);
                w.name("pointer").string(pointer);
            });
        }
    }

    /// What its certificates say, where it has some.
    fn write_certificates(&self, w: &mut Writer) {
        let certificates = self.certificates();
        if certificates.is_empty() {
            return;
        }
        w.name("certificates").array(|w| {
            for certificate in &certificates {
                match certificate {
                    Ok(certificate) => certificate.write(w),
                    Err(fault) => w.object(|w| {
                        w.name("reasons").array(|w| fault.reason().write(w));
                    }),
                }
            }
        });
    }

    /// The parts by name; those of the signatures of a general serialization in an array of their own.
    pub(crate) fn write_token(&self, w: &mut Writer) {
        let parts = &self.reading.parts;
        let count = parts.iter().filter_map(|part| part.part.of_signature()).max().map_or(0, |last| last + 1);
        w.object(|w| {
            for part in parts.iter().filter(|part| part.part.of_signature().is_none()) {
                self.write_part(part, &part.part.code(), w);
            }
            if count == 0 {
                return;
            }
            w.name("signatures").array(|w| {
                for index in 0..count {
                    w.object(|w| {
                        for part in parts.iter().filter(|part| part.part.of_signature() == Some(index)) {
                            let name = match (part.part.is_header(), part.part) {
                                (false, _) => "signature",
                                (true, Part::UnprotectedOf(_)) => "unprotected",
                                (true, _) => "header",
                            };
                            self.write_part(part, name, w);
                        }
                    });
                }
            });
        });
    }

    fn write_part(&self, part: &PartReading, name: &str, w: &mut Writer) {
        let sent = part.segment.span().of_str(&self.reading.text);
        match &part.json {
            Some(node) => w.name(name).node(node),
            None if part.part.is_header() => w.name(name).null(),
            // A payload that stands as it is, is text; how much of it is in base64url is the header's to say.
            None if part.part == Part::Payload && part.segment.is_plain() => {
                w.name("payload_text").string(&String::from_utf8_lossy(&part.bytes));
            }
            None if part.part == Part::Payload => w.name("payload_base64url").string(sent),
            None => w.name(name).string(sent),
        }
    }
}
