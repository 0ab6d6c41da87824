//! Changing a set of keys as text: a key comes in, an entry goes out, and every other byte stays as it was, members that
//! are not known here and the order of all of them included.

use zeroize::Zeroizing;

use super::{AnyKey, KeyError, jwks};
use crate::json::{self, Value, WipedTree};
use crate::limits::{KEY_BYTES, SET_KEYS};
use crate::reason::{Code, Part, Reason, Span};

/// The text of the set with the key as its last entry, set apart as the entries before it are. It is wiped on drop, for
/// it may hold private keys.
///
/// # Errors
/// `key-unreadable` for a text that is no JWK set, the codes of JSON, `too-long` over the bounds; those of
/// [`AnyKey::to_jwk`].
pub fn with_key(set: &str, key: &AnyKey) -> Result<Zeroizing<String>, KeyError> {
    let jwk = key.to_jwk()?;
    changed(set, |keys| {
        let elements: Vec<Span> = keys.elements().map(Value::span).collect();
        if elements.len() >= SET_KEYS {
            return Err(Reason::new(Code::TooLong).expected(format!("{SET_KEYS} keys")).into());
        }
        let open = keys.span().start + 1;
        let before = match elements.as_slice() {
            [.., last_but_one, _] => last_but_one.end,
            [_] | [] => open,
        };
        let gap = elements.last().and_then(|last| set.get(before..last.start)).unwrap_or_default();
        // The white space before the last entry, without the comma that may stand in it.
        let gap = gap.split_once(',').map_or(gap, |(_, gap)| gap);
        let comma = if elements.is_empty() { "" } else { "," };
        let at = elements.last().map_or(open, |last| last.end);
        Ok((Span { start: at, end: at }, Zeroizing::new([comma, gap, jwk.as_str()].concat())))
    })
}

/// The text of the set without the entry of this number, from 0. It is wiped on drop.
///
/// # Errors
/// As [`with_key`]; `key-unreadable` where there is no such entry.
pub fn without_entry(set: &str, index: usize) -> Result<Zeroizing<String>, KeyError> {
    changed(set, |keys| {
        let elements: Vec<Span> = keys.elements().map(Value::span).collect();
        let none =
            || KeyError::unreadable(format!("a set of {} keys, which has no such entry", elements.len()));
        let own = elements.get(index).copied().ok_or_else(none)?;
        let before = index.checked_sub(1).and_then(|index| elements.get(index));
        let cut = match (before, elements.get(index + 1)) {
            (_, Some(next)) => Span { start: own.start, end: next.start },
            (Some(before), None) => Span { start: before.end, end: own.end },
            (None, None) => own,
        };
        Ok((cut, Zeroizing::default()))
    })
}

fn changed(
    set: &str,
    change: impl FnOnce(Value<'_>) -> Result<(Span, Zeroizing<String>), KeyError>,
) -> Result<Zeroizing<String>, KeyError> {
    if set.len() > KEY_BYTES {
        return Err(Reason::new(Code::TooLong).expected("4 MiB").into());
    }
    let tree = json::parse(set.as_bytes())
        .map(WipedTree::of)
        .map_err(|fault| KeyError::from(fault.reason(Part::Key(0), set.as_bytes())))?;
    let root = tree.root();
    jwks::parse(root)?;
    let keys = root.member("keys").ok_or_else(|| KeyError::unreadable("a JSON object without keys"))?;
    let (span, text) = change(keys)?;
    let (before, after) = (set.get(..span.start), set.get(span.end..));
    Ok(Zeroizing::new([before.unwrap_or_default(), text.as_str(), after.unwrap_or_default()].concat()))
}

#[cfg(test)]
mod tests {
    use testkit::keys::{ED25519_PUBLIC_JWK, P256_PUBLIC_JWK};

    use super::*;

    const SET: &str = "{ \"note\": 1.50,\n  \"keys\": [\n    {\"kty\":\"new\", \"a\": 1},\n    {\"kty\":\"oct\",\"k\":\"AA\"}\n  ], \"z\": [] }\n";

    fn key() -> AnyKey {
        AnyKey::read(ED25519_PUBLIC_JWK.as_bytes()).unwrap()
    }

    #[test]
    fn a_key_is_set_apart_as_those_before_it_and_nothing_else_changes() {
        let jwk = key().to_jwk().unwrap();
        let added = with_key(SET, &key()).unwrap();
        assert_eq!(*added, SET.replace("\"AA\"}\n", &format!("\"AA\"}},\n    {}\n", *jwk)));
        assert_eq!(*with_key("{\"keys\":[]}", &key()).unwrap(), format!("{{\"keys\":[{}]}}", *jwk));
        let one = format!("{{\"keys\":[ {}]}}", P256_PUBLIC_JWK.trim_end());
        assert_eq!(
            *with_key(&one, &key()).unwrap(),
            format!("{{\"keys\":[ {}, {}]}}", P256_PUBLIC_JWK.trim_end(), *jwk)
        );
    }

    #[test]
    fn what_was_added_can_be_removed_again() {
        let added = with_key(SET, &key()).unwrap();
        assert_eq!(*without_entry(&added, 2).unwrap(), SET);
        let second =
            "{ \"note\": 1.50,\n  \"keys\": [\n    {\"kty\":\"oct\",\"k\":\"AA\"}\n  ], \"z\": [] }\n";
        assert_eq!(*without_entry(SET, 0).unwrap(), second);
        let none = without_entry(second, 0).unwrap();
        assert_eq!(*none, "{ \"note\": 1.50,\n  \"keys\": [\n    \n  ], \"z\": [] }\n");
        let fault = without_entry(&none, 0).unwrap_err();
        let says = "This is no key in a form that is known: a set of 0 keys, which has no such entry.";
        assert_eq!(fault.to_string(), says);
    }

    #[test]
    fn a_text_that_is_no_set_is_refused() {
        let code = |text: &str| with_key(text, &key()).unwrap_err().code();
        assert_eq!(code("{}"), Code::KeyUnreadable);
        assert_eq!(code("{\"keys\":{}}"), Code::KeyUnreadable);
        assert_eq!(code("{\"keys\":[],\"keys\":[]}"), Code::DuplicateMember);
        assert_eq!(code("{\"keys\":["), Code::JsonSyntax);
        let full = format!("{{\"keys\":[{}]}}", vec!["1"; SET_KEYS].join(","));
        assert_eq!(code(&full), Code::TooLong);
    }
}
