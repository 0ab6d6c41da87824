//! Any text as something with tokens in it. Nothing panics; what is found lies in the text, byte for byte where the
//! map says so; the bound on tokens holds.
#![no_main]

use jotsmith::find::{clean_one, find, foreign, objects};
use jotsmith::limits::FOUND_TOKENS;
use jotsmith::reason::Span;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let findings = find(&text);
    assert!(findings.tokens.len() <= FOUND_TOKENS);
    let objects = objects(&text, 0);
    assert!(objects.walked <= 8 * text.len(), "the same bytes are read again and again");
    assert!(objects.open.is_none_or(|at| matches!(text.as_bytes()[at], b'{' | b'%')));
    let mut end = 0;
    for key in foreign::private_keys(&text) {
        assert!(key.span.start >= end && key.span.len() <= jotsmith::limits::PRIVATE_KEY_BYTES);
        assert!(text.get(key.span.start..key.span.end).is_some(), "not between two characters");
        end = key.span.end;
    }
    let keys = objects.private_keys.iter().map(|key| &key.found);
    for found in findings.tokens.iter().chain([&clean_one(&text)]).chain(&objects.tokens).chain(keys) {
        assert!(found.span.start <= found.span.end && found.span.end <= text.len());
        for at in 0..found.text.len() {
            let given = found.given(Span::byte(at));
            assert!(given.start < given.end && given.end <= text.len(), "byte {at} has no place");
            // A form writes a space so.
            let space = found.text.as_bytes()[at] == b' ' && given.of_str(&text) == "+";
            if given.len() == 1 && !space {
                assert_eq!(text.as_bytes()[given.start], found.text.as_bytes()[at], "byte {at} is another");
            }
        }
        for cleaning in &found.cleanings {
            assert!(cleaning.span.start <= cleaning.span.end && cleaning.span.end <= text.len());
        }
    }
});
