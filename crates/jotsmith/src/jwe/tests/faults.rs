//! Every rule of a careful decrypter: what is refused, under which code.

use testkit::keys;

use super::super::recipient::Recipient;
use super::*;
use crate::alg::{Algorithm, Curve};
use crate::crypto::RSA1_5;
use crate::key::{KeyId, KeySet, WeakKeys};

/// A compact token with this header; the other parts are as given.
fn token(header: &str, rest: [&[u8]; 4]) -> String {
    let mut token = base64url::encode(header.as_bytes());
    for part in rest {
        token.push('.');
        base64url::encode_into(part, &mut token);
    }
    token
}

/// A token of AES-256-GCM whose parts have the right lengths.
fn shaped(header: &str, key: &[u8]) -> String {
    token(header, [key, &[1; 12], b"ciphertext", &[1; 16]])
}

fn any_key() -> Decrypter {
    Decrypter::new(&shared(32, KeyManagement::Dir))
}

fn first(decrypter: &Decrypter, token: &str) -> (Code, String) {
    let fault = decrypter.decrypt(token).unwrap_err();
    (fault.code(), fault.to_string())
}

#[test]
fn names_each_fault_of_a_header() {
    for (header, expected) in [
        (r#"{"alg":"dir"}"#, vec![Code::AlgMissing]),
        (r#"{"enc":"A256GCM"}"#, vec![Code::AlgMissing]),
        (r#"{"alg":"dir","enc":"A256"}"#, vec![Code::AlgUnknown]),
        (r#"{"alg":"DIR","enc":"A256GCM"}"#, vec![Code::AlgUnknown]),
        (r#"{"alg":"HS256","enc":"A256GCM"}"#, vec![Code::AlgNotAllowed]),
        (r#"{"alg":"none","enc":"A256GCM"}"#, vec![Code::AlgNone]),
        (r#"{"alg":"dir","enc":"A256GCM","alg":"dir"}"#, vec![Code::DuplicateMember]),
        (r#"{"alg":"dir","enc":"A256GCM","zip":"GZIP"}"#, vec![Code::JweZip]),
        (r#"{"alg":"dir","enc":"A256GCM","zip":7}"#, vec![Code::HeaderType]),
        (r#"{"alg":"dir","enc":"A256GCM","p2c":"4096"}"#, vec![Code::HeaderType]),
        (r#"{"alg":"dir","enc":"A256GCM","p2c":1.5}"#, vec![Code::HeaderType]),
        (r#"{"alg":"dir","enc":"A256GCM","p2c":0}"#, vec![Code::HeaderType]),
        (
            r#"{"alg":"dir","enc":"A256GCM","apu":1,"apv":[],"iv":{},"tag":null,"p2s":true}"#,
            vec![Code::HeaderType; 5],
        ),
        (r#"{"alg":"dir","enc":"A256GCM","crit":["x"],"x":1}"#, vec![Code::CritUnknown]),
        (r#"{"alg":"dir","enc":"A256GCM","crit":["b64"],"b64":false}"#, vec![Code::CritUnknown]),
        (r#"{"alg":"dir","enc":"A256GCM","crit":["zip"],"zip":"DEF"}"#, vec![Code::CritMalformed]),
        (r#"{"alg":"dir","enc":"A256GCM","epk":{"kty":"EC","d":"AA"}}"#, vec![Code::HeaderPrivateKey]),
        (r#"["alg"]"#, vec![Code::JsonNotObject]),
    ] {
        assert_eq!(codes(&any_key(), &shaped(header, b"")), expected, "{header}");
    }
}

#[test]
fn the_encrypted_key_must_be_there_or_not_as_the_algorithm_says() {
    let dir = r#"{"alg":"dir","enc":"A256GCM"}"#;
    assert_eq!(codes(&any_key(), &shaped(dir, b"x")), [Code::JweEncryptedKey]);
    let wrap = r#"{"alg":"A256KW","enc":"A256GCM"}"#;
    let (code, message) = first(&Decrypter::new(&shared(32, KeyManagement::A256Kw)), &shaped(wrap, b""));
    assert_eq!(
        (code, message.as_str()),
        (Code::JweEncryptedKey, "The encrypted key does not fit A256KW: it is missing.")
    );
    let agreed = r#"{"alg":"ECDH-ES","enc":"A256GCM","epk":{}}"#;
    assert_eq!(codes(&any_key(), &shaped(agreed, b"x")), [Code::JweEncryptedKey]);
}

#[test]
fn initialization_vector_and_tag_have_the_length_of_enc_and_are_not_zero() {
    let gcm = r#"{"alg":"dir","enc":"A256GCM"}"#;
    let cbc = r#"{"alg":"dir","enc":"A256CBC-HS512"}"#;
    for (header, iv, tag, expected) in [
        (gcm, vec![1; 11], vec![1; 16], Code::JweIvTag),
        (gcm, vec![1; 12], vec![1; 16], Code::DecryptionFailed),
        (gcm, vec![1; 13], vec![1; 16], Code::JweIvTag),
        (gcm, vec![1; 12], vec![1; 15], Code::JweIvTag),
        (gcm, vec![1; 12], vec![1; 17], Code::JweIvTag),
        (gcm, vec![0; 12], vec![1; 16], Code::JweIvTag),
        (gcm, vec![1; 12], vec![0; 16], Code::JweIvTag),
        (cbc, vec![1; 12], vec![1; 32], Code::JweIvTag),
        (cbc, vec![1; 16], vec![1; 16], Code::JweIvTag),
    ] {
        let text = token(header, [b"", &iv, b"0123456789abcdef", &tag]);
        assert_eq!(codes(&any_key(), &text), [expected], "{} {}", iv.len(), tag.len());
    }
    let key = shared(16, KeyManagement::A128GcmKw);
    for (iv, tag, expected) in [
        ("AQEBAQEBAQEBAQEB", "AQEBAQEBAQEBAQEBAQEBAQ", Code::DecryptionFailed),
        ("AQEBAQEBAQEBAQE", "AQEBAQEBAQEBAQEBAQEBAQ", Code::JweIvTag),
        ("AQEBAQEBAQEBAQEB", "AQEBAQEBAQEBAQEBAQEB", Code::JweIvTag),
        ("AAAAAAAAAAAAAAAA", "AQEBAQEBAQEBAQEBAQEBAQ", Code::JweIvTag),
    ] {
        let header = format!(r#"{{"alg":"A128GCMKW","enc":"A256GCM","iv":"{iv}","tag":"{tag}"}}"#);
        assert_eq!(codes(&Decrypter::new(&key), &shaped(&header, &[1; 32])), [expected], "{iv} {tag}");
    }
}

#[test]
fn an_ephemeral_key_is_there_on_the_curve_of_the_key_and_a_point_of_it() {
    let key = Key::<Private>::generate(Curve::P256).unwrap();
    let other = r#"{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}"#;
    let off = format!(r#"{{"kty":"EC","crv":"P-256","x":"{0}","y":"{0}"}}"#, base64url::encode(&[1; 32]));
    for (epk, words) in [
        ("", "The ephemeral public key epk is missing."),
        (r#""epk":{},"#, "The ephemeral public key epk is not on P-256, the curve of the key."),
        (
            &format!(r#""epk":{other},"#),
            "The ephemeral public key epk is not on P-256, the curve of the key.",
        ),
        (
            &format!(r#""epk":{off},"#),
            "The ephemeral public key epk is no point on its curve that a secret can be agreed on with.",
        ),
        (
            r#""epk":{"kty":"EC","crv":"P-256","x":"AB","y":"AA"},"#,
            "The ephemeral public key epk is without coordinates in base64url.",
        ),
    ] {
        let header = format!(r#"{{{epk}"alg":"ECDH-ES","enc":"A256GCM"}}"#);
        let (code, message) = first(&Decrypter::new(&key), &shaped(&header, b""));
        assert_eq!((code, message.as_str()), (Code::JweEpk, words));
    }
}

#[test]
fn rsa1_5_is_off_unless_it_is_switched_on() {
    let key = private(include_str!("../../../../../tests/vectors/rfc7516/a2-rsa1_5.jwk"));
    let token = include_str!("../../../../../tests/vectors/rfc7516/a2.jwe").trim_end();
    let decrypter = Decrypter::new(&key).algorithms([KeyManagement::Rsa15]);
    let (code, message) = first(&decrypter, token);
    assert_eq!(
        (code, message.as_str()),
        (Code::AlgDisabled, "The algorithm RSA1_5 is switched off: its padding can be attacked.")
    );
    let on = decrypter.insecure_rsa1_5().decrypt(token).map_err(|fault| fault.code());
    assert_eq!(on.map(|_| ()), if RSA1_5 { Ok(()) } else { Err(Code::AlgDisabled) });
    let fault = Encrypter::new(&key.public()).algorithm(KeyManagement::Rsa15).encrypt(b"x").unwrap_err();
    assert_eq!(fault.code(), Code::AlgDisabled);
}

#[test]
fn a_key_serves_only_what_it_is_for() {
    let token = Encrypter::new(&shared(32, KeyManagement::A256Kw)).encrypt(b"x").unwrap();
    let secret = || Key::of_secret(Secret::new(&[7; 32])).unwrap();
    for (key, expected) in [
        (secret().with_key_management(KeyManagement::Dir).unwrap(), Code::AlgKeyMismatch),
        (secret().with_algorithm(Algorithm::Hs256).unwrap(), Code::AlgKeyMismatch),
        (secret(), Code::KeyWithoutAlgorithm),
        (shared_of(r#"{"kty":"oct","alg":"A256KW","k":"GawgguFyGrWKav7AX4VKUg"}"#), Code::AlgKeyMismatch),
    ] {
        assert_eq!(codes(&Decrypter::new(&key), &token), [expected], "{key:?}");
    }
    let public = Key::<Private>::generate(Curve::P256).unwrap().public();
    let decrypter = Decrypter::with_keys(vec![public.clone().into()]);
    let agreed = Encrypter::new(&public).encrypt(b"x").unwrap();
    assert_eq!(
        first(&decrypter, &agreed),
        (
            Code::AlgKeyMismatch,
            "The key does not fit ECDH-ES: it is a public key, which encrypts only.".into()
        )
    );
    assert_eq!(codes(&Decrypter::with_keys(Vec::new()), &agreed), [Code::KeyMissing]);
}

#[test]
fn use_and_key_ops_forbid_what_they_do_not_name() {
    let jwk = |more: &str| {
        let text = format!(r#"{{"kty":"oct","alg":"A128KW","k":"GawgguFyGrWKav7AX4VKUg"{more}}}"#);
        shared_of(&text)
    };
    let token = Encrypter::new(&jwk("")).encrypt(b"x").unwrap();
    for (more, decrypts, encrypts) in [
        (r#","use":"enc""#, true, true),
        (r#","use":"sig""#, false, false),
        (r#","use":"sig","key_ops":["wrapKey","unwrapKey"]"#, false, false),
        (r#","key_ops":["wrapKey"]"#, false, true),
        (r#","key_ops":["unwrapKey"]"#, true, false),
        (r#","key_ops":["sign"]"#, false, false),
        (r#","key_ops":[]"#, false, false),
    ] {
        let decrypted = Decrypter::new(&jwk(more)).decrypt(&token).map_err(|fault| fault.code()).map(|_| ());
        assert_eq!(decrypted, if decrypts { Ok(()) } else { Err(Code::AlgKeyMismatch) }, "{more}");
        let encrypted = Encrypter::new(&jwk(more)).encrypt(b"x").map_err(|fault| fault.code()).map(|_| ());
        assert_eq!(encrypted, if encrypts { Ok(()) } else { Err(Code::AlgKeyMismatch) }, "{more}");
    }
}

/// The operations of RFC 7517 section 4.3 that encrypt and decrypt, each with its counterpart.
const PAIRS: [(&str, &str); 4] = [
    ("encrypt", "decrypt"),
    ("wrapKey", "unwrapKey"),
    ("deriveKey", "deriveKey"),
    ("deriveBits", "deriveBits"),
];

#[test]
fn an_operation_of_key_ops_serves_the_algorithms_that_are_used_by_it_and_no_others() {
    let oct = |bytes: usize| format!(r#"{{"kty":"oct","k":"{}"}}"#, base64url::encode(&vec![7; bytes]));
    let pair = |public: &str, private: &str| (public.to_owned(), private.to_owned());
    let both = |bytes: usize| pair(&oct(bytes), &oct(bytes));
    let rsa = pair(keys::RSA_2048_PUBLIC_JWK, keys::RSA_2048_PRIVATE_JWK);
    let ec = pair(keys::P256_PUBLIC_JWK, keys::P256_PRIVATE_JWK);
    for (algorithm, (sends, receives), serve) in [
        (KeyManagement::Dir, both(32), ["encrypt"].as_slice()),
        (KeyManagement::A128Kw, both(16), &["encrypt", "wrapKey"]),
        (KeyManagement::A256GcmKw, both(32), &["encrypt", "wrapKey"]),
        (KeyManagement::RsaOaep256, rsa, &["encrypt", "wrapKey"]),
        (KeyManagement::EcdhEs, ec.clone(), &["deriveKey", "deriveBits", "wrapKey"]),
        (KeyManagement::EcdhEsA256Kw, ec, &["deriveKey", "deriveBits", "wrapKey"]),
        (KeyManagement::Pbes2Hs256A128Kw, both(8), &["deriveKey", "deriveBits", "wrapKey"]),
    ] {
        let named = |jwk: &str| AnyKey::read(jwk.as_bytes()).unwrap().with_key_management(algorithm).unwrap();
        let with = |jwk: &str, operation: &str| {
            named(&jwk.replacen('{', &format!(r#"{{"key_ops":["{operation}"],"#), 1))
        };
        let encrypt = |key: &AnyKey| {
            let mut recipient = match key {
                AnyKey::Public(key) => Recipient::new(key),
                AnyKey::Shared(key) => Recipient::new(key),
                AnyKey::Private(_) => panic!("a private key encrypts nothing"),
            };
            recipient.iterations = Some(1000);
            let made = Encrypter::to(recipient).content(ContentEncryption::A256Gcm).encrypt(b"x");
            made.map_err(|fault| fault.code())
        };
        let decrypt = |key: AnyKey, token: &str| {
            Decrypter::with_keys(vec![key]).decrypt(token).map(|_| ()).map_err(|fault| fault.code())
        };
        let token = encrypt(&named(&sends)).unwrap();
        for (encrypting, decrypting) in PAIRS {
            let serves = serve.contains(&encrypting);
            let expected = if serves { Ok(()) } else { Err(Code::AlgKeyMismatch) };
            let name = algorithm.as_str();
            assert_eq!(encrypt(&with(&sends, encrypting)).map(|_| ()), expected, "{name} {encrypting}");
            assert_eq!(decrypt(with(&receives, decrypting), &token), expected, "{name} {decrypting}");
            // The public half of a private key has the counterpart.
            if let AnyKey::Private(key) = with(&receives, decrypting) {
                assert_eq!(encrypt(&key.public().into()).map(|_| ()), expected, "{name} {decrypting}");
            }
        }
    }
    // The Web Cryptography API writes an empty list for the public half of a key that agrees.
    let jwk = keys::P256_PUBLIC_JWK.replacen('{', r#"{"key_ops":[],"#, 1);
    let AnyKey::Public(key) = AnyKey::read(jwk.as_bytes()).unwrap() else { panic!("a public key") };
    Encrypter::new(&key).encrypt(b"x").unwrap();
}

#[test]
fn a_kid_chooses_among_keys_and_there_is_no_fallback() {
    let keys = r#"{"keys":[
        {"kty":"oct","kid":"a","alg":"A128KW","k":"GawgguFyGrWKav7AX4VKUg"},
        {"kty":"oct","kid":"b","alg":"A128KW","k":"GZy6sIZ6wl9NJOKB-jnmVQ"}]}"#;
    let set = KeySet::read(keys.as_bytes()).unwrap();
    let key = |index: usize| {
        let AnyKey::Shared(key) = set.entries()[index].clone().unwrap() else { panic!("not shared") };
        key
    };
    let decrypted = Decrypter::new(&set).decrypt(&Encrypter::new(&key(1)).encrypt(b"x").unwrap()).unwrap();
    assert_eq!(decrypted.key().and_then(AnyKey::kid).map(KeyId::as_str), Some("b"));
    let renamed = key(1).with_kid("c");
    assert_eq!(
        codes(&Decrypter::new(&set), &Encrypter::new(&renamed).encrypt(b"x").unwrap()),
        [Code::KidUnknown]
    );
    // One key given by hand is meant whatever the token names.
    let decrypted =
        Decrypter::new(&key(1)).decrypt(&Encrypter::new(&renamed).encrypt(b"x").unwrap()).unwrap();
    assert_eq!(decrypted.warnings().iter().map(Reason::code).collect::<Vec<_>>(), [Code::KidDiffers]);
    let nameless = Recipient::new(&renamed).kid(None);
    let decrypted = Decrypter::new(&set).decrypt(&Encrypter::to(nameless).encrypt(b"x").unwrap()).unwrap();
    assert_eq!(decrypted.plaintext(), b"x");
}

#[test]
fn weak_rsa_keys_are_refused_unless_they_are_allowed() {
    let key = private(keys::RSA_1024_PKCS8).with_key_management(KeyManagement::RsaOaep).unwrap();
    let public = key.public();
    let fault = Encrypter::new(&public).encrypt(b"x").unwrap_err();
    assert_eq!(fault.code(), Code::RsaKeyShort);
    let token = Encrypter::new(&public).weak_keys(WeakKeys::Allow).encrypt(b"x").unwrap();
    assert_eq!(codes(&Decrypter::new(&key), &token), [Code::RsaKeyShort]);
    assert_eq!(codes(&Decrypter::new(&key).weak_keys(WeakKeys::Report), &token), [Code::RsaKeyShort]);
    let decrypted = Decrypter::new(&key).weak_keys(WeakKeys::Allow).decrypt(&token).unwrap();
    assert_eq!(decrypted.warnings().iter().map(Reason::code).collect::<Vec<_>>(), [Code::RsaKeyShort]);
}

#[test]
fn claims_repeated_in_the_header_must_be_those_of_the_payload() {
    let key = shared(32, KeyManagement::Dir);
    let repeated = |iss: &str, payload: &[u8]| {
        let token = Encrypter::new(&key).parameter("iss", iss).encrypt(payload).unwrap();
        Decrypter::new(&key).decrypt(&token).map(|_| ()).map_err(|fault| fault.to_string())
    };
    assert_eq!(repeated(r#""a""#, br#"{"iss":"\u0061"}"#), Ok(()));
    assert_eq!(repeated(r#""a""#, br#"{"sub":"x"}"#), Ok(()));
    assert_eq!(repeated(r#""a""#, b"no claims"), Ok(()));
    let Err(message) = repeated(r#""a""#, br#"{"iss":"b"}"#) else { panic!("it was let through") };
    assert!(message.starts_with("The header says "), "{message}");
}

#[test]
fn json_serialization_has_one_form_and_one_place_for_each_parameter() {
    let key = shared(16, KeyManagement::A128Kw);
    let flat = Encrypter::new(&key).encrypt_flattened(b"x").unwrap();
    let with = |more: &str| flat.replacen('{', &format!("{{{more},"), 1);
    assert_eq!(Decrypter::new(&key).decrypt(&with(r#""unknown":[1]"#)).unwrap().plaintext(), b"x");
    assert_eq!(Decrypter::new(&key).decrypt(&with(r#""header":{"kid":"k"}"#)).unwrap().plaintext(), b"x");
    for (more, expected) in [
        (r#""recipients":[{}]"#, Code::SerializationMalformed),
        (r#""recipients":[]"#, Code::SignaturesEmpty),
        (r#""recipients":7"#, Code::SerializationMalformed),
        (r#""header":7"#, Code::SerializationMalformed),
        (r#""unprotected":"x""#, Code::SerializationMalformed),
        (r#""header":{"alg":"A128KW"}"#, Code::SerializationMalformed),
        (r#""unprotected":{"kid":"a"},"header":{"kid":"a"}"#, Code::SerializationMalformed),
        (r#""unprotected":{"crit":["b64"]}"#, Code::CritMalformed),
        (r#""unprotected":{"zip":"DEF"}"#, Code::JweZip),
        (r#""unprotected":{"kid":7}"#, Code::HeaderType),
        (r#""unprotected":{"jwk":{"kty":"oct","k":"AA"}}"#, Code::HeaderPrivateKey),
        (r#""aad":"""#, Code::SerializationMalformed),
        (r#""aad":7"#, Code::SerializationMalformed),
        (r#""aad":"a""#, Code::Base64urlUnusedBits),
        (r#""tag":"AAAA""#, Code::DuplicateMember),
    ] {
        assert_eq!(codes(&Decrypter::new(&key), &with(more))[0], expected, "{more}");
    }
    assert_eq!(
        codes(&Decrypter::new(&key), r#"{"protected":"","ciphertext":"AA"}"#),
        [Code::SerializationMalformed]
    );
    let bare = |text: &str| codes(&Decrypter::new(&key), text);
    assert_eq!(bare(r#"{"protected":"e30","iv":"AA"}"#)[0], Code::SerializationMalformed);
    assert_eq!(bare("{"), [Code::JsonSyntax]);
    assert_eq!(
        bare(r#"{"unprotected":{"alg":"dir","enc":"A128GCM"},"iv":"*","ciphertext":"","tag":""}"#),
        [Code::Base64urlAlphabet]
    );
    let two = r#"{"protected":"e30","recipients":[{},{}],"iv":"","ciphertext":"","tag":""}"#;
    let fault = Decrypter::new(&key).decrypt(two).unwrap_err();
    let missing: Vec<String> = fault.reasons().iter().map(ToString::to_string).collect();
    assert_eq!(missing, ["The header names no alg.", "The header names no enc."]);
    assert_eq!(bare("a.b"), [Code::NotAToken]);
    assert_eq!(bare("e30.e30"), [Code::PartCount]);
    assert_eq!(bare(""), [Code::EmptyInput]);
}

#[test]
fn a_header_that_cannot_be_read_has_one_reason_beside_those_of_other_parts() {
    let of = |token: &str| codes(&any_key(), token);
    assert_eq!(of("*...AA."), [Code::Base64urlAlphabet]);
    assert_eq!(of("*...A."), [Code::Base64urlAlphabet, Code::Base64urlUnusedBits]);
    assert_eq!(of("e30e...AA."), [Code::JsonTrailingData]);
    assert_eq!(of("e30e...A."), [Code::Base64urlUnusedBits, Code::JsonTrailingData]);
}

#[test]
fn a_fault_of_a_member_is_placed_in_the_text_unless_an_escape_moves_it() {
    let at = |iv: &str| {
        let text = format!(r#"{{"protected":"e30","iv":"{iv}","ciphertext":"","tag":""}}"#);
        let fault = any_key().decrypt(&text).unwrap_err();
        let place = fault.reasons()[0].place().unwrap().span.unwrap();
        place.of_str(&text).to_owned()
    };
    assert_eq!(at("AA*A"), "*");
    assert_eq!(at("A\\u0041*A"), "*");
}

#[test]
fn alg_and_enc_count_only_where_they_are_protected() {
    let key = shared(16, KeyManagement::A128Kw);
    let text = |protected: &str, rest: &str| {
        format!(
            r#"{{"protected":"{}",{rest},"encrypted_key":"AAAA","iv":"AQEBAQEBAQEBAQEB","ciphertext":"AA","tag":"AQEBAQEBAQEBAQEBAQEBAQ"}}"#,
            base64url::encode(protected.as_bytes())
        )
    };
    let decrypter = Decrypter::new(&key);
    for (protected, rest) in [
        (r#"{"enc":"A256GCM"}"#, r#""unprotected":{"alg":"A128KW"}"#),
        (r#"{"enc":"A256GCM"}"#, r#""header":{"alg":"A128KW"}"#),
        (r#"{"alg":"A128KW"}"#, r#""unprotected":{"enc":"A256GCM"}"#),
        (r#"{"alg":"A128KW"}"#, r#""header":{"enc":"A256GCM"}"#),
    ] {
        assert_eq!(codes(&decrypter, &text(protected, rest)), [Code::AlgUnprotected], "{protected} {rest}");
    }
}

#[test]
fn the_encrypter_refuses_what_no_reader_takes() {
    let (dir, wrap) = (shared(32, KeyManagement::Dir), shared(16, KeyManagement::A128Kw));
    let code = |made: Result<String, super::super::EncryptError>| made.unwrap_err().code();
    let two = || Encrypter::new(&wrap).and(Recipient::new(&wrap));
    assert_eq!(code(two().encrypt(b"x")), Code::SerializationMalformed);
    assert_eq!(code(two().encrypt_flattened(b"x")), Code::SerializationMalformed);
    assert_eq!(code(Encrypter::new(&wrap).aad(b"x").encrypt(b"x")), Code::SerializationMalformed);
    assert_eq!(code(Encrypter::new(&wrap).unprotected("a", "1").encrypt(b"x")), Code::SerializationMalformed);
    assert_eq!(code(two().and(Recipient::new(&dir)).encrypt_general(b"x")), Code::JweEncryptedKey);
    assert_eq!(code(Encrypter::new(&wrap).parameter("alg", "\"dir\"").encrypt(b"x")), Code::DuplicateMember);
    assert_eq!(code(Encrypter::new(&wrap).parameter("p2c", "\"1\"").encrypt(b"x")), Code::HeaderType);
    let unnamed = Key::of_secret(Secret::new(&[7; 16])).unwrap();
    assert_eq!(code(Encrypter::new(&unnamed).encrypt(b"x")), Code::KeyWithoutAlgorithm);
    assert_eq!(
        code(Encrypter::new(&dir).content(ContentEncryption::A128Gcm).encrypt(b"x")),
        Code::AlgKeyMismatch
    );
}

#[test]
fn rsa1_5_answers_alike_for_bad_padding_bad_key_size_and_bad_tag() {
    let key = private(include_str!("../../../../../tests/vectors/rfc7516/a2-rsa1_5.jwk"));
    let token = include_str!("../../../../../tests/vectors/rfc7516/a2.jwe").trim_end();
    let decrypter = Decrypter::new(&key).algorithms([KeyManagement::Rsa15]).insecure_rsa1_5();
    if !RSA1_5 {
        assert_eq!(codes(&decrypter, token), [Code::AlgDisabled]);
        return;
    }
    let (n, e) = key.held().rsa_numbers().unwrap();
    let numbers = [n, e].map(rsa::BoxedUint::from_be_slice_vartime);
    let [n, e] = numbers;
    let public = rsa::PublicKey::new(n, e).unwrap();
    let sealed = |cek: &[u8]| public.pkcs1v15_encrypt_with_rng(&mut crate::crypto::Chance, cek).unwrap();
    let with_part = |index: usize, bytes: &[u8]| {
        let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
        parts[index] = base64url::encode(bytes);
        parts.join(".")
    };
    let mut tag = decoded(token.split('.').nth(4).unwrap());
    tag[0] ^= 1;
    let faults: Vec<_> = [
        with_part(1, &[7; 256]),
        with_part(1, &[0xff; 256]),
        with_part(1, &[7; 255]),
        with_part(1, &sealed(&[7; 16])),
        with_part(1, &sealed(&[7; 32])),
        with_part(1, &sealed(&[])),
        with_part(4, &tag),
    ]
    .iter()
    .map(|token| decrypter.decrypt(token).unwrap_err())
    .collect();
    assert_eq!(faults[0].to_string(), "It does not decrypt under this key.");
    for fault in &faults {
        assert_eq!(fault, &faults[0]);
    }
}
