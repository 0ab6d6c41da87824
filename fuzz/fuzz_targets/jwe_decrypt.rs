//! Any text as an encrypted token, under every kind of key. Nothing panics; what no key of ours made does not open; no
//! work is done over a bound; all that fails once a key is tried is one and the same answer.
#![no_main]

use jotsmith::alg::{Curve, KeyManagement};
use jotsmith::key::{AnyKey, Key, Private, Secret};
use jotsmith::limits::Bounds;
use jotsmith::{Decrypter, jwe};
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

fuzz_target!(|bytes: &[u8]| {
    static DECRYPTER: OnceLock<Decrypter> = OnceLock::new();
    let decrypter = DECRYPTER.get_or_init(|| {
        let secret =
            |bytes: &[u8]| AnyKey::from(Key::of_secret(Secret::new(bytes)).expect("it is not empty"));
        let agreed = Key::<Private>::generate(Curve::P256).expect("the system gives random bytes");
        let keys =
            vec![secret(&[7; 16]), secret(&[7; 24]), secret(&[7; 32]), secret(&[7; 64]), agreed.into()];
        let bounds = Bounds { pbes2_iterations: 100, ..Bounds::default() };
        Decrypter::with_keys(keys).algorithms(KeyManagement::ALL.iter().copied()).bounds(bounds)
    });
    let text = String::from_utf8_lossy(bytes);
    let fault = decrypter.decrypt(&text).expect_err("no key of ours made it");
    for reason in fault.reasons() {
        assert!(!reason.to_string().chars().any(char::is_control));
        if let Some(span) = reason.place().and_then(|place| place.span) {
            assert!(span.start <= span.end && span.end <= text.len());
        }
    }
    assert!(jwe::open_wrapped_keys(&text, b"").is_err());
});
