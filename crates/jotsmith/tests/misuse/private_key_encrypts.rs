//! A private key encrypts nothing: its public half does.
use jotsmith::Encrypter;
use jotsmith::key::{Key, Private};

fn encrypt(key: &Key<Private>) -> String {
    Encrypter::new(key).encrypt(b"content").unwrap()
}

fn main() {}
