//! Only a verifier makes a `Verified`: nobody else fills its fields.
use jotsmith::Verified;

fn main() {
    let _verified = Verified { claims: "claims", algorithm: None, key: None, warnings: Vec::new() };
}
