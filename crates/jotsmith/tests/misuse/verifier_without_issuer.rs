//! A verifier exists once issuer and audience were said.
use jotsmith::{Algorithm, Key, Verifier};

fn main() {
    let key = Key::hmac(Algorithm::Hs256, [7; 32]).unwrap();
    let verifier = Verifier::new(&key).any_audience().build();
}
