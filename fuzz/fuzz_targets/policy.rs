//! Any bytes as a policy, and any bytes as the keys that it names. Nothing panics; a fault has its sentence and lies in
//! the file; what is read accepts no token that is unsigned, and can be narrowed to itself.
#![no_main]

use jotsmith::NumericDate;
use jotsmith::limits::DEFECTS;
use jotsmith::policy::{Narrowing, PolicyError, PolicyFile};
use libfuzzer_sys::fuzz_target;

/// The public key of the seeds.
const KEY: &[u8] = br#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

fuzz_target!(|bytes: &[u8]| {
    // What stands after a zero byte is what every file and variable holds.
    let (text, keys) = match bytes.iter().position(|byte| *byte == 0) {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (bytes, KEY),
    };
    let file = match PolicyFile::read(text) {
        Ok(file) => file,
        Err(fault) => return check(&fault, text),
    };
    match file.with_keys(|_| Some(keys.to_vec().into())) {
        Ok(policy) => {
            let unsigned = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJhIiwiYXVkIjoiYSJ9.";
            assert!(!policy.judge(unsigned, NumericDate(0)).accept());
            let issuers = policy.rules().len();
            let same = policy.narrowed(&Narrowing::default()).expect("nothing is asked");
            assert_eq!(same.rules().len(), issuers);
        }
        Err(fault) => check(&fault, text),
    }
});

fn check(fault: &PolicyError, text: &[u8]) {
    assert!(!fault.reasons().is_empty() && fault.reasons().len() <= DEFECTS);
    for reason in fault.reasons() {
        assert!(!reason.to_string().is_empty() && !reason.remedy().is_empty());
        if let Some(span) = reason.place().and_then(|place| place.span) {
            assert!(span.start <= span.end && span.start <= text.len());
        }
    }
}
