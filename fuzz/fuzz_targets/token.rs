//! Any text as a token, strictly and tolerantly. Nothing panics; what passes strictly is read without an error; every
//! defect lies in the text and has a sentence.
#![no_main]

use jotsmith::Token;
use jotsmith::limits::DEFECTS;
use jotsmith::reason::Severity;
use jotsmith::text::base64url;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((manner, rest)) = bytes.split_first() else { return };
    // Chance finds no base64url by itself: every other input is the three parts before they were encoded.
    let text = if manner % 2 == 0 {
        String::from_utf8_lossy(rest).into_owned()
    } else {
        let parts: Vec<String> = rest.splitn(3, |byte| *byte == 0xff).map(base64url::encode).collect();
        parts.join(".")
    };
    let reading = Token::read(&text);
    assert!(reading.defects.len() <= DEFECTS);
    for defect in &reading.defects {
        assert!(!defect.clause().is_empty());
        if let Some(span) = defect.place().and_then(|place| place.span) {
            assert!(span.start <= span.end && span.end <= text.len());
        }
    }
    match Token::parse(&text) {
        Ok(token) => {
            assert!(reading.defects.iter().all(|defect| defect.severity() != Severity::Error));
            // The claims may still be no object; asking must not panic.
            _ = token.unverified_claims();
            assert_eq!(token.text(), text);
        }
        Err(reasons) => assert!(!reasons.is_empty()),
    }
});
