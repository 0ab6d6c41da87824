//! Any text through everything that people see: found, read, judged, written as JSON, diagnosed. Nothing panics; a
//! token that no key of ours made is never accepted; every place lies in the text; the JSON holds no raw control.
#![no_main]

use jotsmith::check::Expectations;
use jotsmith::key::AnyKey;
use jotsmith::{Algorithm, Key, NumericDate, inspect};
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

/// Any instant will do: it is an argument.
const NOW: NumericDate = NumericDate(1_795_442_711);

fuzz_target!(|bytes: &[u8]| {
    static KEYS: OnceLock<Vec<AnyKey>> = OnceLock::new();
    let keys = KEYS.get_or_init(|| {
        let secret = Key::hmac(Algorithm::Hs256, [7; 32]).expect("32 bytes are enough");
        let public = AnyKey::read(PUBLIC).expect("the point of RFC 7515 appendix A.3");
        vec![secret.to_any(), public]
    });
    let text = String::from_utf8_lossy(bytes);
    let inspection = inspect(&text, 0, keys, &Expectations::default(), NOW);
    for layer in &inspection.layers {
        assert!(!layer.verdict.accept());
        for reason in layer.defects.iter().chain(layer.verdict.reasons()).chain(layer.verdict.hints()) {
            if let Some(span) = reason.place().and_then(|place| place.span) {
                assert!(span.start <= span.end && span.end <= text.len());
            }
        }
        assert!(!layer.decode_json().chars().any(char::is_control));
    }
    assert!(!inspection.to_json().chars().any(char::is_control));
});

const PUBLIC: &[u8] = br#"{"kty":"EC","crv":"P-256","alg":"ES256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
