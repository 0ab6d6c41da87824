//! What a token says that was only read is had by a name which says that nobody verified it.
use jotsmith::Token;

fn main() {
    let reading = Token::read("eyJhbGciOiJIUzI1NiJ9.e30.AAAA");
    let claims = &reading.parts[1].json;
    let bytes = &reading.parts[1].bytes;
}
