//! A DPoP proof is checked once it was said which key it must be by.
use jotsmith::NumericDate;
use jotsmith::profile::dpop::DpopVerifier;

fn main() {
    let undecided = DpopVerifier::new("GET", "https://api.example.com/me");
    let verdict = undecided.judge("a.b.c", NumericDate(0));
}
