//! A public key decrypts nothing.
use jotsmith::Decrypter;
use jotsmith::key::{Key, Public};

fn decrypt(key: &Key<Public>, token: &str) -> bool {
    Decrypter::new(key).decrypt(token).is_ok()
}

fn main() {}
