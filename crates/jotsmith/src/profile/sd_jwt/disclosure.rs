//! One disclosure: base64url of a JSON array of salt, name and value, or of salt and value for an array element
//! (RFC 9901 section 4.2). What carries it is hashed as it was sent and never written anew.

use crate::json::{self, Node, quoted};
use crate::reason::{Code, Part, Place, Reason, Span};
use crate::text::base64url;
use crate::token::Segment;

/// The names that digests use and no claim may have.
pub(super) const SD: &str = "_sd";
/// The member that stands for an array element.
pub(super) const ELEMENT: &str = "...";
/// The claim that names the hash.
pub(super) const SD_ALG: &str = "_sd_alg";

/// A disclosure that was strictly parsed.
#[derive(Clone, Debug)]
pub(super) struct Disclosure {
    /// Its number, from 0.
    pub(super) index: usize,
    /// Where it stands, and the way from its JSON to the text.
    pub(super) segment: Segment,
    /// The name of the claim; none for an array element.
    pub(super) name: Option<String>,
    /// The value.
    pub(super) value: Node,
}

impl Disclosure {
    /// Parses the disclosure at `span`.
    pub(super) fn parse(text: &str, index: usize, span: Span) -> Result<Self, Reason> {
        let segment = Segment::strict(span);
        let malformed = |found: String| {
            Reason::new(Code::SdDisclosureMalformed)
                .at(Place::part(Part::Disclosure(index)).span(span))
                .found(found)
        };
        let encoded = span.of_str(text);
        if encoded.is_empty() {
            return Err(malformed("it is empty".into()));
        }
        let bytes = base64url::decode(encoded.as_bytes())
            .map_err(|fault| malformed(format!("it is not base64url at its byte {}", fault.at() + 1)))?;
        let tree = json::parse(&bytes).map_err(|fault| {
            let inner = fault.reason(Part::Disclosure(index), &bytes);
            malformed(format!("{} ({})", inner.clause(), inner.code().as_str()))
        })?;
        let root = tree.root();
        if !root.is_array() {
            return Err(malformed(format!("it is {}, not an array", root.kind_name())));
        }
        let items: Vec<_> = root.elements().collect();
        let (salt, name, value) = match items.as_slice() {
            [salt, value] => (salt, None, value),
            [salt, name, value] => (salt, Some(name), value),
            other => return Err(malformed(format!("it has {} items, not 2 or 3", other.len()))),
        };
        if salt.as_str().is_none() {
            return Err(malformed(format!("its salt is {}, not a string", salt.kind_name())));
        }
        let name = match name.map(|name| name.as_str().ok_or_else(|| name.kind_name())) {
            None => None,
            Some(Ok(name @ (SD | ELEMENT))) => {
                return Err(malformed(format!("its name is {name}, which only digests have")));
            }
            Some(Ok(name)) => Some(name.to_owned()),
            Some(Err(kind)) => return Err(malformed(format!("its name is {kind}, not a string"))),
        };
        Ok(Self { index, segment, name, value: value.node().clone() })
    }
}

/// The text of a disclosure, ready to be hashed and sent. Name and value are JSON texts.
pub(super) fn written(salt: &str, name: Option<&str>, value: &str, comma: &str) -> String {
    let name = name.map(|name| format!("{name}{comma}")).unwrap_or_default();
    base64url::encode(format!("[{}{comma}{name}{value}]", quoted(salt)).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(json: &str) -> Result<Option<String>, String> {
        let text = base64url::encode(json.as_bytes());
        match Disclosure::parse(&text, 0, Span::new(0, text.len())) {
            Ok(disclosure) => Ok(disclosure.name),
            Err(reason) => {
                assert_eq!(reason.code(), Code::SdDisclosureMalformed);
                Err(reason.found_text().unwrap().into())
            }
        }
    }

    #[test]
    fn takes_members_and_array_elements() {
        assert_eq!(parsed(r#"["salt","name",{"a":1}]"#), Ok(Some("name".into())));
        assert_eq!(parsed(r#"["salt",null]"#), Ok(None));
        assert_eq!(parsed("[\"salt\",\r\n \"\\u0061\" , 1 ]"), Ok(Some("a".into())));
    }

    #[test]
    fn says_what_is_wrong_with_the_others() {
        for (json, found) in [
            ("", "it is empty"),
            (r#"{"a":1}"#, "it is an object, not an array"),
            (r#"["salt"]"#, "it has 1 items, not 2 or 3"),
            (r#"["salt","name",1,2]"#, "it has 4 items, not 2 or 3"),
            (r#"[1,"name",1]"#, "its salt is a number, not a string"),
            (r#"["salt",1,1]"#, "its name is a number, not a string"),
            (r#"["salt","_sd",[]]"#, "its name is _sd, which only digests have"),
            (r#"["salt","...",1]"#, "its name is ..., which only digests have"),
            (r#"["salt","name",{"a":1,"a":2}]"#, "the disclosure 1 names \"a\" twice (duplicate-member)"),
        ] {
            assert_eq!(parsed(json), Err(found.into()), "{json}");
        }
        let reason = Disclosure::parse("WyJ*", 3, Span::new(0, 4)).unwrap_err();
        assert_eq!(reason.to_string(), "The disclosure 4 is malformed: it is not base64url at its byte 4.");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = written("salt", Some("\"given_name\""), "\"Ada\"", ",");
        assert_eq!(base64url::decode(text.as_bytes()).unwrap(), br#"["salt","given_name","Ada"]"#);
        let text = written("salt", None, "[1]", ",");
        assert_eq!(base64url::decode(text.as_bytes()).unwrap(), br#"["salt",[1]]"#);
    }
}
