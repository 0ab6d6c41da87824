//! Only a verifier makes a `Verified`.
use jotsmith::Verified;

fn main() {
    let verified = Verified::new("claims", None, None, Vec::new());
    let literal = Verified { claims: "claims", algorithm: None, key: None, warnings: Vec::new() };
}
