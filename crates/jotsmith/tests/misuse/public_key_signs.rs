//! A public key signs nothing.
use jotsmith::Signer;
use jotsmith::key::{Key, Public};

fn sign(key: &Key<Public>) -> String {
    Signer::new(key).sign_json(b"{}").unwrap()
}

fn main() {}
