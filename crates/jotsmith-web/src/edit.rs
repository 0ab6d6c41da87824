//! Editing: a part of a token replaced as it was written, or one member of a JSON text set and all the rest kept byte
//! for byte. Nothing is signed here: the signature stays what it was, and the verdict says that it does not hold.

use jotsmith::Token;
use jotsmith::find::clean_one;
use jotsmith::json::{self, Node, quoted};
use jotsmith::reason::{Part, Span};
use jotsmith::text::{base64url, utf8};
use jotsmith::token::Reading;

use crate::failure::{Failure, Fault};
use crate::request::EditedPart;
use crate::view::reason;

/// Where a member goes that is not there yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    First,
    Last,
}

/// The token with one part replaced.
pub(crate) fn replace(text: &str, part: EditedPart, json: &str) -> Result<String, Failure> {
    let token = clean_one(text).text;
    let reading = Token::read(&token);
    replaced(&reading, part, json)
}

/// The token with one member of header or payload set, or taken away.
pub(crate) fn set(
    text: &str,
    part: EditedPart,
    pointer: &str,
    value: Option<&str>,
) -> Result<String, Failure> {
    let token = clean_one(text).text;
    let reading = Token::read(&token);
    let found = reading.part(name(part)).ok_or(Fault::PartMissing)?;
    // A part that is no text has no member, and what is behind the fault must not get lost.
    let json = utf8::parse(found.unverified_bytes()).map_err(|_| Fault::MemberMissing)?;
    let json = set_member(json, pointer, value, Missing::Last)?;
    replaced(&reading, part, &json)
}

const fn name(part: EditedPart) -> Part {
    match part {
        EditedPart::Header => Part::Header,
        EditedPart::Payload => Part::Payload,
    }
}

fn replaced(reading: &Reading, part: EditedPart, json: &str) -> Result<String, Failure> {
    let span = reading.part(name(part)).ok_or(Fault::PartMissing)?.segment.span();
    Ok(spliced(&reading.text, span, &base64url::encode(json.as_bytes())))
}

/// The JSON text with the member at the pointer set to the value, or without it where there is none.
///
/// Of two members of one name the last is meant, as most readers take it. A member that is not there is written as its
/// neighbour is.
pub(crate) fn set_member(
    text: &str,
    pointer: &str,
    value: Option<&str>,
    missing: Missing,
) -> Result<String, Failure> {
    if let Some(value) = value {
        json::parse(value.as_bytes()).map_err(|fault| {
            Failure::at(reason::of_json(&fault.reason(Part::Payload, value.as_bytes()), value))
        })?;
    }
    let value = value.map(str::trim);
    let root = json::read(text.as_bytes()).root.ok_or(Fault::MemberMissing)?;
    let mut steps = steps(pointer).ok_or(Fault::MemberMissing)?.peekable();
    let mut node = &root;
    while let Some(step) = steps.next() {
        let children = children(node);
        match (position(node, &step), steps.peek().is_some()) {
            (Some((_, child)), true) => node = child,
            (Some((index, child)), false) => {
                return Ok(match value {
                    Some(value) => spliced(text, child.span, value),
                    None => without(text, node, &children, index),
                });
            }
            (None, false) => match value {
                Some(value) => return inserted(text, node, &step, value, missing),
                None => return Err(Fault::MemberMissing.into()),
            },
            (None, true) => return Err(Fault::MemberMissing.into()),
        }
    }
    // The pointer is empty: the whole value is meant.
    value.map(|value| spliced(text, root.span, value)).ok_or_else(|| Fault::MemberMissing.into())
}

/// The bytes of the value that a pointer names.
pub(crate) fn located(text: &str, pointer: &str) -> Option<Span> {
    let root = json::read(text.as_bytes()).root?;
    let mut node = &root;
    for step in steps(pointer)? {
        node = position(node, &step)?.1;
    }
    Some(node.span)
}

/// The steps of a JSON pointer (RFC 6901 section 3); none where it is no pointer.
fn steps(pointer: &str) -> Option<impl Iterator<Item = String>> {
    let mut steps = pointer.split('/').map(|step| step.replace("~1", "/").replace("~0", "~"));
    steps.next().is_some_and(|before| before.is_empty()).then_some(steps)
}

/// The bytes of each member or element, names with them.
fn children(node: &Node) -> Vec<Span> {
    let members = node.members().iter().map(json::Member::span);
    members.chain(node.elements().iter().map(|element| element.span)).collect()
}

/// The child that a step of a pointer names, with its place among the others.
fn position<'n>(node: &'n Node, step: &str) -> Option<(usize, &'n Node)> {
    let member = node.members().iter().enumerate().rfind(|(_, member)| member.name == step);
    member.map(|(index, member)| (index, &member.value)).or_else(|| {
        let index = step.parse::<usize>().ok().filter(|index| index.to_string() == step)?;
        node.elements().get(index).map(|element| (index, element))
    })
}

fn without(text: &str, node: &Node, children: &[Span], index: usize) -> String {
    let own = children.get(index).copied().unwrap_or_default();
    let before = index.checked_sub(1).and_then(|index| children.get(index));
    let span = match (children.get(index + 1), before) {
        (Some(next), _) => Span::new(own.start, next.start),
        (None, Some(before)) => Span::new(before.end, own.end),
        (None, None) if node.complete => Span::new(node.span.start + 1, node.span.end - 1),
        (None, None) => own,
    };
    spliced(text, span, "")
}

fn inserted(text: &str, node: &Node, step: &str, value: &str, missing: Missing) -> Result<String, Failure> {
    let (children, last) = (children(node), node.members().last());
    let is_object = matches!(node.kind, json::Kind::Object(_));
    let is_end =
        matches!(node.kind, json::Kind::Array(_)) && (step == "-" || step == children.len().to_string());
    if !(is_object || is_end) || !node.complete {
        return Err(Fault::MemberMissing.into());
    }
    let opened = node.span.start + 1;
    let colon = last.map_or(":", |last| Span::new(last.name_span.end, last.value.span.start).of_str(text));
    let item = if is_object { format!("{}{colon}{value}", quoted(step)) } else { value.to_owned() };
    Ok(match (children.first(), children.last()) {
        (Some(first), _) if missing == Missing::First => spliced(
            text,
            Span::new(first.start, first.start),
            &format!("{item},{}", space_before(text, *first)),
        ),
        (_, Some(last)) => {
            spliced(text, Span::new(last.end, last.end), &format!(",{}{item}", space_before(text, *last)))
        }
        (_, None) => spliced(text, Span::new(opened, opened), &item),
    })
}

/// The white space right before a member.
fn space_before(text: &str, span: Span) -> &str {
    let before = text.get(..span.start).unwrap_or_default();
    let kept = before.trim_end_matches([' ', '\t', '\n', '\r']).len();
    before.get(kept..).unwrap_or_default()
}

fn spliced(text: &str, span: Span, with: &str) -> String {
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    [before, with, after].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";

    fn member(text: &str, pointer: &str, value: Option<&str>) -> String {
        set_member(text, pointer, value, Missing::Last).unwrap()
    }

    fn code(failure: &Failure) -> bool {
        format!("{failure:?}").contains("ask-member")
    }

    #[test]
    fn sets_one_member_and_keeps_every_other_byte() {
        let text = "{ \"n\" : 1.0e2 , \"o\":{\"a\\/b\":[1, 2]},\"s\": \"\\u00e9\" }";
        assert_eq!(
            member(text, "/n", Some("7")),
            "{ \"n\" : 7 , \"o\":{\"a\\/b\":[1, 2]},\"s\": \"\\u00e9\" }"
        );
        assert_eq!(
            member(text, "/o/a~1b/1", Some("{}")),
            "{ \"n\" : 1.0e2 , \"o\":{\"a\\/b\":[1, {}]},\"s\": \"\\u00e9\" }"
        );
        assert_eq!(member(text, "", Some("null")), "null");
    }

    #[test]
    fn writes_a_new_member_as_its_neighbour_is_written() {
        assert_eq!(member("{}", "/exp", Some(" 5 ")), "{\"exp\":5}");
        assert_eq!(member("{\"a\":1}", "/b", Some("2")), "{\"a\":1,\"b\":2}");
        assert_eq!(member("{\n  \"a\": 1\n}", "/b", Some("2")), "{\n  \"a\": 1,\n  \"b\": 2\n}");
        assert_eq!(member("{\"a\":[]}", "/a/-", Some("2")), "{\"a\":[2]}");
        assert_eq!(member("{\"a\":[1]}", "/a/1", Some("2")), "{\"a\":[1,2]}");
        assert_eq!(
            set_member("{ \"a\": 1 }", "/alg", Some("2"), Missing::First).unwrap(),
            "{ \"alg\": 2, \"a\": 1 }"
        );
    }

    #[test]
    fn takes_a_member_away_with_its_comma() {
        assert_eq!(member("{\"a\":1,\"b\":2,\"c\":3}", "/a", None), "{\"b\":2,\"c\":3}");
        assert_eq!(member("{\"a\":1,\"b\":2,\"c\":3}", "/c", None), "{\"a\":1,\"b\":2}");
        assert_eq!(member("{ \"a\": 1 }", "/a", None), "{}");
        assert_eq!(member("[1, 2, 3]", "/1", None), "[1, 3]");
    }

    #[test]
    fn of_two_members_of_one_name_the_last_is_meant() {
        assert_eq!(member("{\"a\":1,\"a\":2}", "/a", Some("3")), "{\"a\":1,\"a\":3}");
    }

    #[test]
    fn a_pointer_to_nowhere_changes_nothing() {
        for (text, pointer) in [
            ("{\"a\":1}", "/b/c"),
            ("{\"a\":1}", "a"),
            ("[1]", "/01"),
            ("[1]", "/7"),
            ("{\"a\":1", "/b"),
            ("", "/a"),
            ("7", "/a"),
        ] {
            let failure = set_member(text, pointer, Some("1"), Missing::Last).unwrap_err();
            assert!(code(&failure), "{text} {pointer}");
        }
        assert!(code(&set_member("{}", "/a", None, Missing::Last).unwrap_err()));
    }

    #[test]
    fn a_value_that_is_no_json_is_refused_with_its_place() {
        let failure = format!("{:?}", set_member("{}", "/a", Some("tru"), Missing::Last).unwrap_err());
        assert!(failure.contains("json-syntax") && failure.contains("span: Some("), "{failure}");
    }

    #[test]
    fn a_part_is_replaced_as_it_was_written_and_the_signature_stays() {
        let edited = replace(&format!("Bearer {TOKEN}"), EditedPart::Payload, "{ not json").unwrap();
        assert_eq!(edited, format!("eyJhbGciOiJIUzI1NiJ9.{}.c2lnbmF0dXJl", base64url::encode(b"{ not json")));
        let edited = set(TOKEN, EditedPart::Payload, "/sub", Some("\"2\"")).unwrap();
        assert_eq!(
            edited,
            format!("eyJhbGciOiJIUzI1NiJ9.{}.c2lnbmF0dXJl", base64url::encode(br#"{"sub":"2"}"#))
        );
    }

    #[test]
    fn the_payload_of_an_encrypted_token_cannot_be_edited() {
        let failure =
            replace("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAA.AAAA.AAAA", EditedPart::Payload, "{}");
        assert!(format!("{:?}", failure.unwrap_err()).contains("ask-part"));
    }
}
