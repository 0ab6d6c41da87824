//! Putting disclosures in the place of their digests (RFC 9901 section 7.1, step 3 to 5).
//!
//! In go the signed payload and the disclosures; out come the processed claims, what was disclosed and where, and
//! every breach of the rules. Each digest counts once, each disclosure must be used, and nothing nests past the bound.

use std::collections::{BTreeMap, BTreeSet};

use super::disclosure::{Disclosure, ELEMENT, SD, SD_ALG};
use crate::crypto::DisclosureHash;
use crate::json::{Kind, Member, Node, Writer};
use crate::limits::{DEFECTS, JSON_DEPTH};
use crate::reason::escape::{self, compared};
use crate::reason::{Code, Part, Place, Reason, Span, kept_pointer, push_pointer};
use crate::token::Segment;

/// The hash where `_sd_alg` does not name another (RFC 9901 section 4.1.1).
pub(super) const DEFAULT_HASH: &str = "sha-256";

/// The claims with the disclosures put in.
#[derive(Clone, Debug)]
pub(super) struct Revealed {
    /// The processed claims; none where they nest deeper than the bound.
    pub(super) root: Option<Node>,
    /// Where each disclosure was put, by its number.
    pub(super) pointers: Vec<Option<String>>,
    /// Digests that no disclosure matches: claims that are kept back, or decoys.
    pub(super) undisclosed: usize,
    /// Where the claims at the top came from, by name.
    pub(super) origins: BTreeMap<String, (Part, Span)>,
    /// The registered name of the hash.
    pub(super) hash: &'static str,
}

impl Revealed {
    /// The processed claims as JSON text: member order and number text kept.
    pub(super) fn json(&self) -> Option<String> {
        let mut w = Writer::new();
        w.node(self.root.as_ref()?);
        Some(w.into_text())
    }
}

/// The hash that the payload names; the reason goes to `reasons` where it is none that is fit.
pub(super) fn hash_of(
    payload: &Node,
    segment: &Segment,
    reasons: &mut Vec<Reason>,
) -> Option<DisclosureHash> {
    let Some(member) = payload.members().iter().find(|member| member.name == SD_ALG) else {
        return DisclosureHash::named(DEFAULT_HASH);
    };
    let named = if let Kind::String(name) = &member.value.kind { DisclosureHash::named(name) } else { None };
    if named.is_none() {
        let found = match &member.value.kind {
            Kind::String(name) => escape::quoted(name),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Array(_) | Kind::Object(_) => {
                format!("it is {}, not a string", member.value.kind_name())
            }
        };
        let place = Place::claim(SD_ALG).span(segment.locate(member.span()));
        reasons.push(Reason::new(Code::SdHash).at(place).found(found).expected(DisclosureHash::names()));
    }
    named
}

/// What disclosures are put into.
#[derive(Clone, Copy)]
pub(super) struct Signed<'s> {
    pub(super) text: &'s str,
    pub(super) payload: &'s Node,
    pub(super) segment: &'s Segment,
    pub(super) hash: DisclosureHash,
    pub(super) json_depth: usize,
}

/// Puts the disclosures, of `count` that there are, into the payload.
pub(super) fn reveal(
    signed: Signed<'_>,
    disclosures: &[Disclosure],
    count: usize,
    reasons: &mut Vec<Reason>,
) -> Revealed {
    let Signed { text, payload, segment, hash, json_depth } = signed;
    let mut by_digest = BTreeMap::new();
    for disclosure in disclosures {
        let encoded = disclosure.segment.span().of_str(text);
        if by_digest.insert(hash.digest(encoded), disclosure).is_some() {
            note(reasons, || about(Code::SdDigestInvalid, disclosure).found("is there twice"));
        }
    }
    let mut walk = Walk {
        segment,
        json_depth: json_depth.min(JSON_DEPTH),
        by_digest,
        seen: BTreeSet::new(),
        pointers: vec![None; count],
        undisclosed: 0,
        origins: BTreeMap::new(),
        reasons,
    };
    let root = walk.node(payload, Origin::Payload, &mut String::new(), 0);
    let Walk { by_digest, pointers, undisclosed, origins, reasons, .. } = walk;
    // Where the walk ended early nobody knows what else would have matched.
    for disclosure in by_digest.values().filter(|_| root.is_some()) {
        if pointers.get(disclosure.index).is_some_and(Option::is_none) {
            let found = "matches no digest that is signed";
            note(reasons, || about(Code::SdDigestInvalid, disclosure).found(found));
        }
    }
    Revealed { root, pointers, undisclosed, origins, hash: hash.name }
}

/// Where a node was written: its span counts in the JSON of that part.
#[derive(Clone, Copy)]
enum Origin<'d> {
    Payload,
    Disclosure(&'d Disclosure),
}

struct Walk<'w> {
    segment: &'w Segment,
    json_depth: usize,
    by_digest: BTreeMap<String, &'w Disclosure>,
    seen: BTreeSet<String>,
    pointers: Vec<Option<String>>,
    undisclosed: usize,
    origins: BTreeMap<String, (Part, Span)>,
    reasons: &'w mut Vec<Reason>,
}

impl<'w> Walk<'w> {
    /// The node with its digests resolved; none where it nests deeper than the bound.
    fn node(&mut self, node: &Node, origin: Origin<'w>, pointer: &mut String, depth: usize) -> Option<Node> {
        let kind = match &node.kind {
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => node.kind.clone(),
            Kind::Array(_) | Kind::Object(_) if depth == self.json_depth => {
                let place = place(self.segment, origin, node.span, pointer);
                let reason = Reason::new(Code::JsonDepth).at(place);
                self.reasons
                    .push(reason.found(format!("level {}", depth + 1)).expected(self.json_depth.to_string()));
                return None;
            }
            Kind::Array(elements) => Kind::Array(self.elements(elements, origin, pointer, depth + 1)?),
            Kind::Object(members) => Kind::Object(self.members(members, origin, pointer, depth + 1)?),
        };
        Some(Node { span: node.span, kind, complete: true })
    }

    fn elements(
        &mut self,
        elements: &[Node],
        origin: Origin<'w>,
        pointer: &mut String,
        depth: usize,
    ) -> Option<Vec<Node>> {
        let mut out = Vec::with_capacity(elements.len());
        for element in elements {
            let members = element.members();
            if !members.iter().any(|member| member.name == ELEMENT) {
                let resolved = self.below(&out.len().to_string(), element, origin, pointer, depth)?;
                out.push(resolved);
                continue;
            }
            let [Member { value: Node { kind: Kind::String(digest), .. }, .. }] = members else {
                let found = || "has a member ... that is not the one digest of an array element".into();
                self.breach(Code::SdDigestInvalid, origin, element.span, pointer, found);
                continue;
            };
            let Some(disclosure) = self.resolve(digest, origin, element.span, pointer) else { continue };
            if disclosure.name.is_some() {
                self.misfit(disclosure, || {
                    "it has 3 items, and stands for an array element, which has 2".into()
                });
                continue;
            }
            let at = out.len().to_string();
            out.push(self.put(disclosure, &at, pointer, depth)?);
        }
        Some(out)
    }

    fn members(
        &mut self,
        members: &[Member],
        origin: Origin<'w>,
        pointer: &mut String,
        depth: usize,
    ) -> Option<Vec<Member>> {
        let at_top = depth == 1;
        let mut out = Vec::with_capacity(members.len());
        let mut disclosed = Vec::new();
        for member in members {
            match member.name.as_str() {
                SD => disclosed = self.digests(member, origin, pointer),
                SD_ALG if at_top => {}
                SD_ALG => {
                    let within: &str = pointer;
                    let found = || format!("_sd_alg stands in {}, not at the top", compared(within));
                    self.breach(Code::SdHash, origin, member.span(), within, found);
                }
                ELEMENT => {
                    let found = || "has a member ... outside an array".into();
                    self.breach(Code::SdDigestInvalid, origin, member.span(), pointer, found);
                }
                name => {
                    if at_top {
                        let span =
                            place(self.segment, origin, member.span(), pointer).span.unwrap_or_default();
                        self.origins.insert(name.into(), (part(origin), span));
                    }
                    let value = self.below(name, &member.value, origin, pointer, depth)?;
                    out.push(Member { name: name.into(), name_span: member.name_span, value });
                }
            }
        }
        // The order of digests tells nothing, by intent; that of the disclosures is the issuer's.
        disclosed.sort_by_key(|disclosure| disclosure.index);
        let mut names: BTreeSet<String> = if disclosed.is_empty() {
            BTreeSet::new()
        } else {
            out.iter().map(|member| member.name.clone()).collect()
        };
        for disclosure in disclosed {
            let Some(name) = &disclosure.name else {
                self.misfit(disclosure, || "it has 2 items, and stands for a member, which has 3".into());
                continue;
            };
            if name == SD_ALG {
                let found = || "_sd_alg stands in a disclosure, not in plain sight".into();
                self.breach(
                    Code::SdHash,
                    Origin::Disclosure(disclosure),
                    disclosure.value.span,
                    pointer,
                    found,
                );
                continue;
            }
            if !names.insert(name.clone()) {
                self.misfit(disclosure, || format!("its name {} is there already", escape::quoted(name)));
                continue;
            }
            if at_top {
                let origin = (Part::Disclosure(disclosure.index), disclosure.segment.span());
                self.origins.insert(name.clone(), origin);
            }
            let value = self.put(disclosure, name, pointer, depth)?;
            out.push(Member { name: name.clone(), name_span: Span::default(), value });
        }
        Some(out)
    }

    /// The disclosures that the digests of `_sd` stand for.
    fn digests(&mut self, member: &Member, origin: Origin<'w>, pointer: &str) -> Vec<&'w Disclosure> {
        let digests: Option<Vec<&str>> = match &member.value.kind {
            Kind::Array(elements) => elements
                .iter()
                .map(
                    |element| {
                        if let Kind::String(digest) = &element.kind { Some(digest.as_str()) } else { None }
                    },
                )
                .collect(),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Object(_) => None,
        };
        let Some(digests) = digests else {
            let found = || "has a member _sd that is no array of strings".into();
            self.breach(Code::SdDigestInvalid, origin, member.span(), pointer, found);
            return Vec::new();
        };
        digests
            .into_iter()
            .filter_map(|digest| self.resolve(digest, origin, member.span(), pointer))
            .collect()
    }

    /// The disclosure of a digest that is seen for the first time.
    fn resolve(
        &mut self,
        digest: &str,
        origin: Origin<'w>,
        span: Span,
        pointer: &str,
    ) -> Option<&'w Disclosure> {
        if !self.seen.insert(digest.into()) {
            let found = || format!("holds the digest {} twice", escape::quoted(digest));
            self.breach(Code::SdDigestInvalid, origin, span, pointer, found);
            return None;
        }
        let found = self.by_digest.get(digest).copied();
        self.undisclosed += usize::from(found.is_none());
        if let Some(slot) = found.and_then(|disclosure| self.pointers.get_mut(disclosure.index)) {
            // Its place is known once it is put there; that it is used is known now.
            slot.get_or_insert_default();
        }
        found
    }

    /// The value of a disclosure at its place.
    fn put(
        &mut self,
        disclosure: &'w Disclosure,
        name: &str,
        pointer: &mut String,
        depth: usize,
    ) -> Option<Node> {
        let length = pointer.len();
        push_pointer(pointer, name);
        if let Some(slot) = self.pointers.get_mut(disclosure.index) {
            *slot = Some(kept_pointer(pointer));
        }
        let value = self.node(&disclosure.value, Origin::Disclosure(disclosure), pointer, depth);
        pointer.truncate(length);
        value
    }

    fn below(
        &mut self,
        name: &str,
        node: &Node,
        origin: Origin<'w>,
        pointer: &mut String,
        depth: usize,
    ) -> Option<Node> {
        let length = pointer.len();
        push_pointer(pointer, name);
        let value = self.node(node, origin, pointer, depth);
        pointer.truncate(length);
        value
    }

    fn misfit(&mut self, disclosure: &Disclosure, found: impl FnOnce() -> String) {
        note(self.reasons, || about(Code::SdDisclosureMalformed, disclosure).found(found()));
    }

    fn breach(
        &mut self,
        code: Code,
        origin: Origin<'_>,
        span: Span,
        pointer: &str,
        found: impl FnOnce() -> String,
    ) {
        let segment = self.segment;
        note(self.reasons, || Reason::new(code).at(place(segment, origin, span, pointer)).found(found()));
    }
}

/// A reason about a disclosure as a whole.
fn about(code: Code, disclosure: &Disclosure) -> Reason {
    Reason::new(code).at(Place::part(Part::Disclosure(disclosure.index)).span(disclosure.segment.span()))
}

/// Where a node of the payload or of a disclosure stands; the segment is that of the payload.
fn place(segment: &Segment, origin: Origin<'_>, span: Span, pointer: &str) -> Place {
    let segment = match origin {
        Origin::Payload => segment,
        Origin::Disclosure(disclosure) => &disclosure.segment,
    };
    let mut place = Place::part(part(origin)).span(segment.locate(span));
    place.decoded = Some(span);
    if matches!(origin, Origin::Payload) && !pointer.is_empty() {
        place.pointer = Some(kept_pointer(pointer));
    }
    place
}

/// Adds a reason, up to the bound. Past it none is made: there may be as many as the token has places, each with a way to
/// it that is as long.
fn note(reasons: &mut Vec<Reason>, reason: impl FnOnce() -> Reason) {
    if reasons.len() < DEFECTS {
        reasons.push(reason());
    }
}

const fn part(origin: Origin<'_>) -> Part {
    match origin {
        Origin::Payload => Part::Payload,
        Origin::Disclosure(disclosure) => Part::Disclosure(disclosure.index),
    }
}
