//! Filling the sentences of the catalogue.
//!
//! A template holds `{name}` for a value of the reason, and `[…]` around words that are dropped when a value inside
//! is not known. `[one|other]` takes the first of which all values are known. `{name=text}` writes nothing, and is known
//! where the value ends with the text. Values: `found`, `expected`, `part`, `byte` and `input_byte` (both counted from 1),
//! `pointer`, and whatever the reason was given `with`.

use super::Reason;

/// The template with the values of the reason put in.
pub(super) fn fill(template: &str, reason: &Reason) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(at) = rest.find(['{', '[']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some(inner) = from.strip_prefix('[') {
            let (optional, after) = inner.split_once(']').unwrap_or((inner, ""));
            let fits = |words: &&str| names(words).all(|name| value(reason, name).is_some());
            out.push_str(&fill(optional.split('|').find(fits).unwrap_or_default(), reason));
            rest = after;
        } else {
            let inner = from.strip_prefix('{').unwrap_or(from);
            let (name, after) = inner.split_once('}').unwrap_or((inner, ""));
            out.push_str(&value(reason, name).unwrap_or_else(|| "unknown".into()));
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The text with its first letter large.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn names(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|piece| piece.split_once('}').map(|(name, _)| name))
}

fn value(reason: &Reason, name: &str) -> Option<String> {
    if let Some((name, end)) = name.split_once('=') {
        return value(reason, name).filter(|value| value.ends_with(end)).map(|_| String::new());
    }
    let place = reason.place();
    match name {
        "found" => reason.found_text().map(String::from),
        "expected" => reason.expected_text().map(String::from),
        "part" => place.map(|p| p.part.to_string()),
        "pointer" => place.and_then(|p| p.pointer.clone()),
        "byte" => place.and_then(|p| p.part_byte).map(|b| (b + 1).to_string()),
        "input_byte" => place.and_then(|p| p.span).map(|s| (s.start + 1).to_string()),
        name => reason.0.words.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Code, Part, Place, Reason, Span};
    use super::*;

    #[test]
    fn fills_values_and_drops_what_is_not_known() {
        let mut place = Place::part(Part::Payload).span(Span::byte(90));
        place.part_byte = Some(53);
        let reason = Reason::new(Code::Base64urlAlphabet).at(place).found("'*'");
        assert_eq!(
            fill("{found} is byte {byte} of the {part}[ (byte {input_byte} of the input)]", &reason),
            "'*' is byte 54 of the payload (byte 91 of the input)"
        );
        assert_eq!(fill("a[ at {nowhere}] b", &reason), "a b");
    }

    #[test]
    fn takes_the_first_words_that_fit_the_reason() {
        let template = "it is[{name=one} the first|{name=two}{found=x} the second: {found}| another].";
        let told = |name: &str, found: &str| {
            fill(template, &Reason::new(Code::SignaturesEmpty).with("name", name).found(found))
        };
        assert_eq!(told("one", "x|y"), "it is the first.");
        assert_eq!(told("two", "[y]|x"), "it is the second: [y]|x.");
        assert_eq!(told("two", "y"), "it is another.");
        assert_eq!(fill(template, &Reason::new(Code::SignaturesEmpty)), "it is another.");
        assert_eq!(fill("a[{name=one} b].", &Reason::new(Code::SignaturesEmpty)), "a.");
    }

    #[test]
    fn begins_a_sentence_with_a_large_letter() {
        assert_eq!(capitalised("the token"), "The token");
        assert_eq!(capitalised(""), "");
    }
}
