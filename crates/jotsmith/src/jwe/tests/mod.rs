//! What the published examples say, what is refused and with which code, and what holds whatever the input.

mod bounds;
mod faults;
mod published;
mod round;
mod wrapped;

use super::{Decrypter, Encrypter};
use crate::alg::{ContentEncryption, KeyManagement};
use crate::json::{self, Tree, Value, Writer};
use crate::key::{AnyKey, Key, Private, Public, Secret, Shared};
use crate::reason::{Code, Reason};
use crate::text::base64url;

/// A secret for the algorithm.
fn shared(bytes: usize, algorithm: KeyManagement) -> Key<Shared> {
    let secret: Vec<u8> = (0..bytes).map(|n| u8::try_from(n * 7 % 251).unwrap()).collect();
    Key::of_secret(Secret::new(&secret)).unwrap().with_key_management(algorithm).unwrap()
}

/// The private key of a text.
fn private(text: &str) -> Key<Private> {
    let AnyKey::Private(key) = AnyKey::read(text.as_bytes()).unwrap() else { panic!("not a private key") };
    key
}

/// The shared key of a JWK.
fn shared_of(text: &str) -> Key<Shared> {
    let AnyKey::Shared(key) = AnyKey::read(text.as_bytes()).unwrap() else { panic!("not a shared key") };
    key
}

/// The value as JSON text.
fn text_of(value: Value<'_>) -> String {
    let mut w = Writer::new();
    w.node(value.node());
    w.into_text()
}

/// The member at the end of the path.
fn at<'t>(tree: &'t Tree, path: &str) -> Option<Value<'t>> {
    path.split('/').try_fold(tree.root(), Value::member)
}

fn str_at<'t>(tree: &'t Tree, path: &str) -> &'t str {
    at(tree, path).and_then(Value::as_str).unwrap_or_else(|| panic!("no text at {path}"))
}

fn bytes_at(tree: &Tree, path: &str) -> Vec<u8> {
    base64url::decode(str_at(tree, path).as_bytes()).unwrap()
}

fn decoded(text: &str) -> Vec<u8> {
    base64url::decode(text.as_bytes()).unwrap()
}

/// The codes of the reasons why the token is refused.
fn codes(decrypter: &Decrypter, token: &str) -> Vec<Code> {
    match decrypter.decrypt(token) {
        Ok(inside) => panic!("decrypted: {inside:?}"),
        Err(fault) => fault.reasons().iter().map(Reason::code).collect(),
    }
}
