//! The claims of a token that nobody verified are no `Verified`.
use jotsmith::{Token, Verified};

fn grant(claims: &Verified<jotsmith::json::Tree>) {
    let _ = claims;
}

fn main() {
    let token = Token::parse("eyJhbGciOiJIUzI1NiJ9.e30.AAAA").unwrap();
    grant(&token.unverified_claims().unwrap());
}
