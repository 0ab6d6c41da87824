//! Only a verifier makes a `Verified`: nobody else calls its constructor.
use jotsmith::Verified;

fn main() {
    let verified = Verified::new("claims", None, None, Vec::new());
}
