//! A public key is no secret.
use jotsmith::key::{Key, Public, Shared};

fn secret(key: Key<Public>) -> Key<Shared> {
    key
}

fn main() {}
