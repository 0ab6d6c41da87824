//! Claims that borrow from the scratch end before it is used again.
use jotsmith::{NumericDate, Scratch, Verifier};

fn two(verifier: &Verifier<'_>, scratch: &mut Scratch) {
    let first = verifier.verify_in::<&str>("a", NumericDate(0), scratch);
    let second = verifier.verify_in::<&str>("b", NumericDate(0), scratch);
    drop((first, second));
}

fn main() {}
