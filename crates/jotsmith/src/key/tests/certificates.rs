//! `x5c`, `x5t` and `x5t#S256` of a JWK.

use testkit::keys::*;

use super::{fault, read};
use crate::key::{AnyKey, Form, Thumbprint, certificate_sha1};
use crate::reason::Code;

fn broken(found: &str) -> (Code, String) {
    (Code::KeyInvalid, format!("The key is broken: {found}."))
}

#[test]
fn the_certificate_of_a_jwk_is_about_its_key_and_stays_with_it() {
    let key = read(P256_CERTIFIED_JWK);
    let file = read(P256_CERTIFICATE);
    assert_eq!((key.form(), file.form()), (Form::Jwk, Form::Certificate));
    assert_eq!(key.certificate(), file.certificate());
    let der = key.certificate().unwrap();
    assert!(P256_CERTIFIED_JWK.contains(&format!(r#""x5t":"{}""#, certificate_sha1(der))));
    assert!(P256_CERTIFIED_JWK.contains(&format!(r#""x5t#S256":"{}""#, Thumbprint::of_certificate(der))));
    let again = AnyKey::read(key.to_jwk().unwrap().as_bytes()).unwrap();
    assert_eq!(again.certificate(), Some(der));
    assert_eq!(read(P256_PUBLIC_JWK).certificate(), None);
    // A certificate in a file is what the key was read from, and not a member of the JWK made of it.
    assert!(!file.to_jwk().unwrap().contains("x5c"));
}

#[test]
fn a_certificate_that_does_not_fit_is_refused() {
    let x5c = P256_CERTIFIED_JWK.split_once(r#""x5c":"#).unwrap().1.trim_end();
    let other = format!("{},\"x5c\":{x5c}", P384_PUBLIC_JWK.trim_end().strip_suffix('}').unwrap());
    assert_eq!(fault(&other), broken("its first certificate is about another key"));
    let secret = format!(r#"{{"kty":"oct","k":"hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg","x5c":{x5c}"#);
    assert_eq!(fault(&secret), broken("it is a secret, which no certificate is about"));
    let with =
        |x5c: &str| format!("{},\"x5c\":{x5c}}}", P256_PUBLIC_JWK.trim_end().strip_suffix('}').unwrap());
    assert_eq!(fault(&with("[]")), broken("x5c is no array of certificates"));
    assert_eq!(fault(&with("\"MII\"")), broken("x5c is no array of certificates"));
    assert_eq!(fault(&with("[1]")), broken("certificate 1 of x5c is no string"));
    assert_eq!(fault(&with("[\"*\"]")), broken("in certificate 1 of x5c, byte 1 does not belong"));
    assert_eq!(
        fault(&with("[\"AAAA\"]")),
        broken("the key of its first certificate cannot be used: key-unreadable")
    );
    let many = format!("[{}]", vec!["\"AAAA\""; 17].join(","));
    assert_eq!(fault(&with(&many)), broken("x5c has more than 16 certificates"));
    // A public key stands where a certificate should.
    let spki: String = P256_SPKI.lines().filter(|line| !line.starts_with('-')).collect();
    assert_eq!(fault(&with(&format!("[\"{spki}\"]"))), broken("the first text of x5c is no certificate"));
}

#[test]
fn a_thumbprint_that_is_another_is_refused() {
    let changed = P256_CERTIFIED_JWK.replace(r#""x5t":""#, r#""x5t":"AAAAAAAAAAAAAAAAAAAAAAAAAAA","x5":""#);
    assert_eq!(fault(&changed), broken("x5t is not that of its first certificate"));
    let zero = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let changed = P256_CERTIFIED_JWK.replace(r#""x5t#S256":""#, &format!(r#""x5t#S256":"{zero}","x5":""#));
    assert_eq!(fault(&changed), broken("x5t#S256 is not that of its first certificate"));
    let changed = P256_CERTIFIED_JWK.replace(r#""x5t":""#, r#""x5t":"AAAA","x5":""#);
    assert_eq!(fault(&changed), broken("x5t is 3 bytes long, not 20"));
}
