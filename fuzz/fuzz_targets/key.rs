//! Any bytes as a key or a set of keys. Nothing panics; what is read can be written as a JWK and read again as the
//! same key; a fault has its sentence.
#![no_main]

use jotsmith::key::{AnyKey, KeySet};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match KeySet::read(bytes) {
        Ok(set) => {
            for (_, key) in set.keys() {
                same_when_written(key);
            }
            for fault in set.left_out() {
                assert!(!fault.to_string().is_empty());
            }
        }
        Err(fault) => assert!(!fault.to_string().is_empty()),
    }
});

fn same_when_written(key: &AnyKey) {
    let written = key.to_jwk();
    let again = AnyKey::read(written.as_bytes()).expect("what was written can be read");
    assert_eq!(again.thumbprint(), key.thumbprint());
    assert_eq!(again.algorithms(), key.algorithms());
    for algorithm in key.algorithms().iter() {
        assert_eq!(again.weaknesses(algorithm).len(), key.weaknesses(algorithm).len());
    }
}
