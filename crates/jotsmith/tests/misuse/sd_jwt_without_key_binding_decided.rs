//! An SD-JWT is verified once it was said what is done about key binding.
use jotsmith::profile::sd_jwt::SdJwtVerifier;
use jotsmith::{Key, NumericDate, Verifier};

fn main() {
    let key = Key::hmac(jotsmith::Algorithm::Hs256, [7; 32]).unwrap();
    let verifier = Verifier::new(&key).any_issuer().any_audience().build();
    let undecided = SdJwtVerifier::new(verifier);
    let verdict = undecided.judge("a.b.c~", NumericDate(0));
}
