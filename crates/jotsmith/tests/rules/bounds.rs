//! design.md 2, "Bounds": each one below, at and above it. Where another file is the better place
//! for the test of a bound, the table at the foot says which.

#[cfg(feature = "jwe")]
use jotsmith::alg::KeyManagement;
use jotsmith::check::{Content, Expectations};
use jotsmith::key::{Encoding, Form, Secret, WeakKeys};
use jotsmith::limits::{
    BCRYPT_ROUNDS, BCRYPT_ROUNDS_MADE, BCRYPT_SALT_BYTES, Bounds, CERTIFICATES, COMPARED_CHARACTERS, DEFECTS,
    DIAGNOSIS_BYTES, DISCLOSURES, JSON_DEPTH, KEY_BYTES, LAYER_DEPTH, LAYERS, LOCKED_KEYS, PAIRWISE_MEMBERS,
    POINTER_BYTES, QUOTED_CHARACTERS, RSA_CEILING_BITS, RSA_EXPONENT_BELOW, RSA_FLOOR_BITS, RSA_STRONG_BITS,
    SET_KEYS, TOKEN_BYTES,
};
#[cfg(feature = "jwe")]
use jotsmith::limits::{LOCK_ITERATIONS_MADE, PBES2_MADE};
use jotsmith::reason::Code;
use jotsmith::reason::escape::{compared, quoted};
#[cfg(feature = "jwe")]
use jotsmith::text::base64url::decode;
use jotsmith::text::base64url::encode;
use jotsmith::{Algorithm, AnyKey, Key, KeyError, KeySet, Token, diagnose};
#[cfg(feature = "jwe")]
use jotsmith::{Decrypter, Encrypter};
use testkit::keys;

use crate::{codes, judge, key, signed, waived};

const HEADER: &str = r#"{"alg":"HS256"}"#;

/// A token of exactly so many bytes whose MAC holds.
fn of_length(bytes: usize) -> String {
    let header = |blanks: usize| format!("{{{}\"alg\":\"HS256\"}}", " ".repeat(blanks));
    let claims = |letters: usize| format!("{{\"a\":\"{}\"}}", "x".repeat(letters));
    // Three bytes are four characters, so not every length can be had by the claims alone.
    let encoded = |bytes: usize| (bytes * 4).div_ceil(3);
    let rest = |blanks: usize| bytes - encoded(header(blanks).len()) - encoded(32) - 2;
    let fitting = (0..3).map(|blanks| (blanks, rest(blanks) / 4 * 3 + rest(blanks) % 4 * 3 / 4));
    let (blanks, claims_bytes) =
        fitting.into_iter().find(|(blanks, of)| encoded(*of) == rest(*blanks)).unwrap();
    let token = signed(header(blanks), claims(claims_bytes - claims(0).len()));
    assert_eq!(token.len(), bytes);
    token
}

#[test]
fn a_token_is_1_mib_at_most() {
    for (bytes, expected) in [(TOKEN_BYTES - 1, ""), (TOKEN_BYTES, ""), (TOKEN_BYTES + 1, "too-long")] {
        let token = of_length(bytes);
        assert_eq!(codes(&judge(vec![key()], waived(), &token)), expected, "{bytes}");
        let defects = Token::read(&token).defects;
        assert_eq!(
            defects.iter().any(|defect| defect.code() == Code::TooLong),
            bytes > TOKEN_BYTES,
            "{bytes}"
        );
    }
}

#[cfg(feature = "jwe")]
#[test]
fn an_encrypted_token_has_the_bound_that_was_set() {
    let key = Key::of_secret(Secret::new(crate::SECRET))
        .and_then(|key| key.with_key_management(KeyManagement::Dir))
        .unwrap();
    let encrypter = Encrypter::new(&key);
    let json = encrypter.encrypt_flattened(b"{}").unwrap();
    let long = json.replacen('{', &format!("{{{}", " ".repeat(TOKEN_BYTES)), 1);
    for token in [encrypter.encrypt(b"{}").unwrap(), json, long] {
        for (token_bytes, fits) in [(token.len() - 1, false), (token.len(), true), (token.len() + 1, true)] {
            let bounds = Bounds { token_bytes, ..Bounds::default() };
            let opened = Decrypter::new(&key).bounds(bounds).decrypt(&token);
            assert_eq!(
                opened.map(|_| ()).map_err(|fault| fault.code()),
                if fits { Ok(()) } else { Err(Code::TooLong) }
            );
            let expect = Expectations { bounds, ..waived() };
            let verdict = judge(vec![key.to_any()], expect, &token);
            assert_eq!(codes(&verdict).contains("too-long"), !fits, "{}", codes(&verdict));
        }
    }
}

#[test]
fn a_key_file_is_4_mib_at_most() {
    let jwk = keys::P256_PUBLIC_JWK.trim();
    let padded = |bytes: usize| format!("{jwk}{}", " ".repeat(bytes - jwk.len()));
    let code = |text: &str| AnyKey::read(text.as_bytes()).err().map(|fault| fault.code());
    assert_eq!(code(&padded(KEY_BYTES - 1)), None);
    assert_eq!(code(&padded(KEY_BYTES)), None);
    assert_eq!(code(&padded(KEY_BYTES + 1)), Some(Code::TooLong));
}

#[test]
fn a_set_has_1000_keys_at_most_as_jwks_and_as_pem() {
    let set =
        |count: usize| format!("{{\"keys\":[{}]}}", vec![keys::ED25519_PUBLIC_JWK.trim(); count].join(","));
    let pem = |count: usize| keys::ED25519_SPKI.repeat(count);
    for make in [&set as &dyn Fn(usize) -> String, &pem] {
        let read = |count| KeySet::read(make(count).as_bytes());
        for count in [SET_KEYS - 1, SET_KEYS] {
            assert_eq!(read(count).unwrap().keys().count(), count);
        }
        let fault = read(SET_KEYS + 1).unwrap_err();
        assert_eq!(
            (fault.code(), fault.to_string().as_str()),
            (Code::TooLong, "The input is longer than 1000 keys.")
        );
    }
}

#[test]
fn header_and_claims_nest_64_levels_at_most() {
    // The object itself is the first level.
    let nested = |levels: usize| format!("{}1{}", "[".repeat(levels - 1), "]".repeat(levels - 1));
    for (levels, expected) in [(JSON_DEPTH - 1, ""), (JSON_DEPTH, ""), (JSON_DEPTH + 1, "json-depth")] {
        let in_claims = signed(HEADER, format!("{{\"a\":{}}}", nested(levels)));
        assert_eq!(codes(&judge(vec![key()], waived(), &in_claims)), expected, "{levels}");
        let in_header = signed(format!("{{\"alg\":\"HS256\",\"a\":{}}}", nested(levels)), "{}");
        assert_eq!(codes(&judge(vec![key()], waived(), &in_header)), expected, "{levels}");
    }
}

#[test]
fn a_jwk_nests_64_levels_at_most() {
    let jwk = keys::P256_PUBLIC_JWK.trim().strip_suffix('}').unwrap();
    let nested =
        |levels: usize| format!("{jwk},\"a\":{}1{}}}", "[".repeat(levels - 1), "]".repeat(levels - 1));
    let code = |levels: usize| AnyKey::read(nested(levels).as_bytes()).err().map(|fault| fault.code());
    assert_eq!([JSON_DEPTH - 1, JSON_DEPTH, JSON_DEPTH + 1].map(code), [None, None, Some(Code::JsonDepth)]);
}

#[test]
fn a_tolerant_reading_lists_100_defects_at_most() {
    let of = |count: usize| {
        let members: Vec<String> = (0..=count).map(|_| "\"a\":1".to_owned()).collect();
        Token::read(&signed(HEADER, format!("{{{}}}", members.join(",")))).defects.len()
    };
    assert_eq!((of(DEFECTS - 1), of(DEFECTS), of(DEFECTS + 1)), (DEFECTS - 1, DEFECTS, DEFECTS));
}

#[test]
fn a_duplicate_is_found_on_both_sides_of_the_pairwise_bound() {
    for count in PAIRWISE_MEMBERS - 1..=PAIRWISE_MEMBERS + 2 {
        let names: Vec<String> = (0..count).map(|index| format!("\"m{index}\":1")).collect();
        assert_eq!(
            codes(&judge(vec![key()], waived(), &signed(HEADER, format!("{{{}}}", names.join(","))))),
            ""
        );
        for twice in [0, count / 2, count - 1] {
            let payload = format!("{{{},\"m{twice}\":2}}", names.join(","));
            let verdict = judge(vec![key()], waived(), &signed(HEADER, payload));
            assert_eq!(codes(&verdict), "duplicate-member", "{count} members, {twice} twice");
        }
    }
}

#[test]
fn an_sd_jwt_has_1024_disclosures_at_most() {
    let token = signed(HEADER, "{}");
    let with = |count: usize| {
        let verdict = judge(vec![key()], waived(), &format!("{token}~{}", "WyJhIiwxXQ~".repeat(count)));
        verdict.has(Code::TooLong)
    };
    assert_eq!((with(DISCLOSURES - 1), with(DISCLOSURES), with(DISCLOSURES + 1)), (false, false, true));
    // Whatever stands between two tildes is counted, also nothing, and what looks like a key binding.
    for piece in ["", "a.b.c"] {
        let text = format!("{}{}~", signed(HEADER, "{}"), format!("~{piece}").repeat(DISCLOSURES + 1));
        assert!(judge(vec![key()], waived(), &text).has(Code::TooLong), "{piece}");
    }
}

#[test]
fn a_name_in_two_large_headers_is_found_without_comparing_each_with_each() {
    let names = |first: char, count: usize| {
        let members: Vec<_> = (0..count).map(|n| format!("\"{first}{n}\":1")).collect();
        members.join(",")
    };
    let protected = encode(format!(r#"{{"alg":"HS256",{}}}"#, names('m', 40_000)).as_bytes());
    let token = |more: &str| {
        let header = names('n', 30_000);
        format!(r#"{{"payload":"","protected":"{protected}","header":{{{header}{more}}},"signature":"AA"}}"#)
    };
    let codes_of = |more: &str| codes(&judge(vec![key()], waived(), &token(more)));
    assert!(!codes_of("").contains("serialization-malformed"));
    assert_eq!(codes_of(r#","m39999":1"#), "serialization-malformed");
    // As many faults as there are names are told up to the bound.
    let header = names('m', 30_000);
    let all = format!(r#"{{"payload":"","protected":"{protected}","header":{{{header}}},"signature":"AA"}}"#);
    assert_eq!(codes(&judge(vec![key()], waived(), &all)).split(' ').count(), DEFECTS);
}

#[test]
fn a_text_holds_16_locked_keys_at_most() {
    // An encrypted key is one whatever the label of its block says.
    for label in ["ENCRYPTED PRIVATE KEY", "PRIVATE KEY", "PUBLIC KEY", "CERTIFICATE", "X"] {
        let key = keys::P256_ENCRYPTED_PKCS8.replace("ENCRYPTED PRIVATE KEY", label);
        let read = |count: usize| {
            KeySet::read_locked(key.repeat(count).as_bytes(), b"example").map(|set| set.keys().count())
        };
        assert_eq!((read(LOCKED_KEYS - 1), read(LOCKED_KEYS)), (Ok(LOCKED_KEYS - 1), Ok(LOCKED_KEYS)));
        assert_eq!(read(LOCKED_KEYS + 1).map_err(|fault| fault.code()), Err(Code::TooLong), "{label}");
    }
    // So is one of OpenSSH.
    let open_ssh = keys::OPENSSH_P256_LOCKED.repeat(LOCKED_KEYS + 1);
    let fault = KeySet::read_locked(open_ssh.as_bytes(), b"example").unwrap_err();
    assert_eq!(fault.code(), Code::TooLong);
    // Any number of keys that nothing locks is read beside a password.
    let many = keys::P256_PKCS8.repeat(LOCKED_KEYS + 1);
    let set = KeySet::read_locked(many.as_bytes(), b"example").unwrap();
    assert_eq!(set.keys().count(), LOCKED_KEYS + 1);
    // Without a password none is opened.
    let set = KeySet::read(keys::P256_ENCRYPTED_PKCS8.repeat(LOCKED_KEYS + 1).as_bytes()).unwrap();
    assert_eq!((set.len(), set.keys().count()), (LOCKED_KEYS + 1, 0));
}

#[test]
fn fewer_signatures_are_read_where_the_program_says_so() {
    let signed = signed(HEADER, "hello");
    let parts: Vec<&str> = signed.split('.').collect();
    let one = format!(r#"{{"protected":"{}","signature":"{}"}}"#, parts[0], parts[2]);
    let verdict = |count: usize, signatures: usize| {
        let token =
            format!(r#"{{"payload":"{}","signatures":[{}]}}"#, parts[1], vec![one.as_str(); count].join(","));
        let bounds = Bounds { signatures, ..Bounds::default() };
        judge(vec![key()], Expectations { content: Content::Bytes, bounds, ..waived() }, &token)
    };
    for (count, signatures, expected) in [
        (1, 2, ""),
        (2, 2, ""),
        (3, 2, "too-many-signatures"),
        (32, 100, ""),
        (33, 100, "too-many-signatures"),
    ] {
        assert_eq!(codes(&verdict(count, signatures)), expected, "{count} of {signatures}");
    }
    assert_eq!(verdict(3, 2).sentence(), "There are more than 2 signatures or recipients.");
}

/// The public RSA key whose modulus is the first fit number of so many bits.
fn rsa(bits: usize, exponent: u64) -> Result<AnyKey, KeyError> {
    let top = 1_u8 << ((bits - 1) % 8);
    let e: Vec<u8> = exponent.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    let mut last = None;
    for low in (1_u16..20_000).step_by(2) {
        let n = [vec![top], vec![0; bits.div_ceil(8) - 3], low.to_be_bytes().to_vec()].concat();
        let jwk = format!(r#"{{"kty":"RSA","alg":"RS256","n":"{}","e":"{}"}}"#, encode(&n), encode(&e));
        match AnyKey::read(jwk.as_bytes()) {
            // A number with a small factor is no modulus; the next one may be.
            Err(fault) if fault.to_string().contains("factor") => last = Some(Err(fault)),
            read => return read,
        }
    }
    last.unwrap()
}

#[test]
fn an_rsa_modulus_has_1024_to_8192_bits() {
    let code = |bits| rsa(bits, 65_537).err().map(|fault| fault.code());
    assert_eq!(code(RSA_FLOOR_BITS - 1), Some(Code::RsaKeyShort));
    assert_eq!((code(RSA_FLOOR_BITS), code(RSA_FLOOR_BITS + 1)), (None, None));
    assert_eq!((code(RSA_CEILING_BITS - 1), code(RSA_CEILING_BITS)), (None, None));
    assert_eq!(
        rsa(RSA_CEILING_BITS + 1, 65_537).unwrap_err().to_string(),
        "The key is broken: the modulus n has more than 8192 bits."
    );
}

#[test]
fn an_rsa_key_below_2048_bits_is_weak() {
    let weak = |bits| !rsa(bits, 65_537).unwrap().weaknesses(Algorithm::Rs256).is_empty();
    assert_eq!(
        (weak(RSA_STRONG_BITS - 1), weak(RSA_STRONG_BITS), weak(RSA_STRONG_BITS + 1)),
        (true, false, false)
    );
}

#[test]
fn an_rsa_exponent_is_odd_at_least_3_and_below_2_to_the_33() {
    let why = |exponent| rsa(2048, exponent).err().map(|fault| fault.to_string());
    assert_eq!(why(1).as_deref(), Some("The key is broken: the exponent e is below 3."));
    assert_eq!((why(3), why(65_537), why(RSA_EXPONENT_BELOW - 1)), (None, None, None));
    assert_eq!(why(65_536).as_deref(), Some("The key is broken: the exponent e is even."));
    let above = Some("The key is broken: the exponent e is not below 2^33.");
    assert_eq!(why(RSA_EXPONENT_BELOW + 1).as_deref(), above);
}

#[test]
fn errors_quote_16_characters_and_values_that_are_compared_96() {
    for (quote, most) in [(quoted as fn(&str) -> String, QUOTED_CHARACTERS), (compared, COMPARED_CHARACTERS)]
    {
        let of = |count: usize| quote(&"é".repeat(count));
        assert_eq!(of(most - 1), format!("\"{}\"", "é".repeat(most - 1)));
        assert_eq!(of(most), format!("\"{}\"", "é".repeat(most)));
        assert_eq!(of(most + 1), format!("\"{}…\"", "é".repeat(most)));
    }
}

#[test]
fn a_token_of_64_kib_is_still_diagnosed_and_a_longer_one_is_not() {
    let given: AnyKey = Key::of_secret(Secret::new(crate::SECRET)).unwrap().into();
    let newline = [crate::SECRET, b"\n"].concat();
    let other: AnyKey = Key::of_secret(Secret::new(&newline)).unwrap().into();
    for (bytes, hints) in [(DIAGNOSIS_BYTES - 1, 1), (DIAGNOSIS_BYTES, 1), (DIAGNOSIS_BYTES + 1, 0)] {
        let token = Token::parse(&of_length(bytes)).unwrap();
        assert_eq!(diagnose(&token, core::slice::from_ref(&other)).len(), hints, "{bytes}");
        assert_eq!(diagnose(&token, core::slice::from_ref(&given)).len(), 0, "{bytes}");
    }
}

/// A string of the SSH wire format: its length, then its bytes.
fn wire(bytes: &[u8]) -> Vec<u8> {
    [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat()
}

/// The options of bcrypt: the salt, then the rounds.
fn bcrypt(salt: &[u8], rounds: u32) -> Vec<u8> {
    wire(&[wire(salt), rounds.to_be_bytes().to_vec()].concat())
}

#[test]
fn an_openssh_key_asks_for_256_rounds_and_1024_bytes_of_salt_at_most() {
    let key = AnyKey::read(keys::ED25519_PRIVATE_JWK.as_bytes()).unwrap();
    let locked = key.to_locked(Form::OpenSsh, b"a password").unwrap();
    let der = locked.der();
    // A magic number of 15 bytes, the cipher and the name of the function stand before the options.
    let before = 15 + 4 + "aes256-ctr".len() + 4 + "bcrypt".len();
    let salt = &der[before + 8..before + 24];
    assert_eq!(
        &der[before..before + 28],
        bcrypt(salt, BCRYPT_ROUNDS_MADE),
        "what is made is within the bound"
    );
    let fault = |options: Vec<u8>| {
        let block = Secret::new(&[&der[..before], &options, &der[before + 28..]].concat());
        let base64 = block.written(Encoding::Base64).unwrap();
        let pem = format!(
            "-----BEGIN OPENSSH PRIVATE KEY-----\n{}\n-----END OPENSSH PRIVATE KEY-----\n",
            base64.as_str()
        );
        AnyKey::read_locked(pem.as_bytes(), b"a password").err().map(|fault| fault.to_string())
    };
    let wrong = fault(bcrypt(&[7; 16], 1)).unwrap();
    assert_eq!(fault(bcrypt(salt, BCRYPT_ROUNDS_MADE)), None);
    assert_eq!(fault(bcrypt(&[7; BCRYPT_SALT_BYTES - 1], 1)), Some(wrong.clone()));
    assert_eq!(fault(bcrypt(&[7; BCRYPT_SALT_BYTES], 1)), Some(wrong.clone()));
    let none = "The key is broken: the parameters of its bcrypt are none.";
    assert_eq!(fault(bcrypt(&[7; BCRYPT_SALT_BYTES + 1], 1)).as_deref(), Some(none));
    assert_eq!(fault(bcrypt(&[], 1)).as_deref(), Some(none));
    assert_eq!(fault(bcrypt(salt, 0)).as_deref(), Some(none));
    assert_eq!(fault(bcrypt(salt, BCRYPT_ROUNDS)), Some(wrong));
    let above = "The key is broken: its bcrypt asks for 257 rounds, and 256 are the most.";
    assert_eq!(fault(bcrypt(salt, BCRYPT_ROUNDS + 1)).as_deref(), Some(above));
}

#[cfg(feature = "jwe")]
#[test]
fn what_is_made_with_a_password_is_stretched_600_000_times() {
    let password = Key::of_secret(Secret::new(b"a password"))
        .and_then(|key| key.with_key_management(KeyManagement::Pbes2Hs256A128Kw))
        .unwrap();
    let token = Encrypter::new(&password).encrypt(b"x").unwrap();
    let header = decode(token.split('.').next().unwrap().as_bytes()).unwrap();
    let header: serde_json::Value = serde_json::from_slice(&header).unwrap();
    assert_eq!(header["p2c"], PBES2_MADE);
    let key = AnyKey::read(keys::P256_PKCS8.as_bytes()).unwrap();
    let locked = key.to_locked(Form::Pkcs8, b"a password").unwrap();
    // A DER INTEGER of three bytes.
    let integer = [&[2, 3], &LOCK_ITERATIONS_MADE.to_be_bytes()[1..]].concat();
    assert!(locked.der().windows(5).any(|window| window == integer));
}

#[test]
fn no_setting_lets_an_rsa_key_below_the_floor_in() {
    // The key is refused when it is read, before any setting is asked.
    assert_eq!(AnyKey::read(keys::RSA_512_SPKI.as_bytes()).unwrap_err().code(), Code::RsaKeyShort);
    let short = AnyKey::read(keys::RSA_1024_PUBLIC_JWK.as_bytes()).unwrap();
    let AnyKey::Private(private) = AnyKey::read(keys::RSA_1024_PRIVATE_JWK.as_bytes()).unwrap() else {
        unreachable!()
    };
    let signer = jotsmith::Signer::new(&private).weak_keys(WeakKeys::Allow);
    let token = signer.algorithm(Algorithm::Rs256).sign_json(b"{}").unwrap();
    let verdict = |weak_keys| {
        let algorithms = Some([Algorithm::Rs256].into_iter().collect());
        judge(vec![short.clone()], Expectations { weak_keys, algorithms, ..waived() }, &token)
    };
    for (setting, accepted) in [(WeakKeys::Refuse, false), (WeakKeys::Report, false), (WeakKeys::Allow, true)]
    {
        let verdict = verdict(setting);
        assert_eq!((codes(&verdict), verdict.accept()), ("rsa-key-short".into(), accepted), "{setting:?}");
    }
}

#[test]
fn a_chain_has_16_certificates_at_most() {
    let certificate: String =
        keys::P256_CERTIFICATE.lines().filter(|line| !line.starts_with("-----")).collect();
    let fault = |count: usize| {
        let chain = vec![format!("\"{certificate}\""); count].join(",");
        let jwk = keys::P256_PUBLIC_JWK.trim().replacen('{', &format!("{{\"x5c\":[{chain}],"), 1);
        AnyKey::read(jwk.as_bytes()).err().map(|fault| fault.to_string())
    };
    assert_eq!((fault(CERTIFICATES - 1), fault(CERTIFICATES)), (None, None));
    let above = "The key is broken: x5c has more than 16 certificates.";
    assert_eq!(fault(CERTIFICATES + 1).as_deref(), Some(above));
}

#[cfg(feature = "jwe")]
#[test]
fn eight_layers_are_opened_one_inside_the_other() {
    let key = Key::of_secret(Secret::new(crate::SECRET))
        .and_then(|key| key.with_key_management(KeyManagement::Dir))
        .unwrap();
    let opened = |encryptions: usize| {
        let wrapped = (0..encryptions)
            .fold(signed(HEADER, "{}"), |token, _| Encrypter::new(&key).encrypt(token.as_bytes()).unwrap());
        jotsmith::inspect(&wrapped, 0, &[key.to_any()], &waived(), crate::NOW).layers.len()
    };
    // The innermost layer is the signed token itself.
    assert_eq!((opened(LAYER_DEPTH - 2), opened(LAYER_DEPTH - 1)), (LAYER_DEPTH - 1, LAYER_DEPTH));
    assert_eq!((opened(LAYER_DEPTH), opened(LAYER_DEPTH + 3)), (LAYER_DEPTH, LAYER_DEPTH));
}

#[test]
fn sixty_four_layers_are_opened_in_all() {
    let held = signed(HEADER, "{}");
    let opened = |count: usize| {
        let outer = signed(HEADER, format!(r#"{{"a":{:?}}}"#, vec![&held; count]));
        jotsmith::inspect(&outer, 0, &[key()], &waived(), crate::NOW).layers.len()
    };
    // The token around them is a layer as well.
    assert_eq!((opened(LAYERS - 2), opened(LAYERS - 1)), (LAYERS - 1, LAYERS));
    assert_eq!((opened(LAYERS), opened(LAYERS + 3)), (LAYERS, LAYERS));
    // Many in each of many: no more, and none deeper than eight.
    let inner = (0..=LAYER_DEPTH)
        .fold(held.clone(), |inner, _| signed(HEADER, format!(r#"{{"a":[{inner:?},{held:?}]}}"#)));
    let layers = jotsmith::inspect(&inner, 0, &[key()], &waived(), crate::NOW).layers;
    assert_eq!(layers.iter().map(|layer| layer.depth).max(), Some(LAYER_DEPTH - 1));
    let wide = signed(HEADER, format!(r#"{{"a":{:?}}}"#, vec![&held; 9]));
    let wide = signed(HEADER, format!(r#"{{"a":{:?}}}"#, vec![&wide; 9]));
    let layers = jotsmith::inspect(&wide, 0, &[key()], &waived(), crate::NOW).layers;
    assert_eq!(layers.len(), LAYERS);
}

#[test]
fn a_pointer_of_a_reason_or_a_layer_has_1024_bytes_at_most() {
    let held = signed(HEADER, "{}");
    let of_defect = |text: &str| {
        let defects = Token::read(text).defects;
        let defect = defects.iter().find(|defect| defect.code() == Code::DuplicateMember).unwrap();
        defect.place().unwrap().pointer.clone().unwrap()
    };
    for bytes in [POINTER_BYTES - 1, POINTER_BYTES, POINTER_BYTES + 1, 100_000] {
        // The slashes and the name inside count too.
        let name = "n".repeat(bytes - "//a".len());
        let whole = format!("/{name}/a");
        let kept = whole.get(..1024).filter(|_| bytes > 1024).map(|start| format!("{start}…"));
        let kept = kept.unwrap_or(whole);
        let twice = format!(r#""{name}":{{"a":1,"a":2}}"#);
        let claims = signed(HEADER, format!("{{{twice}}}"));
        let header = signed(format!(r#"{{"alg":"HS256",{twice}}}"#), "{}");
        let json = |more: &str, claims: &str| {
            let protected = encode(HEADER.as_bytes());
            format!(r#"{{"payload":"{claims}","protected":"{protected}","signature":"AA"{more}}}"#)
        };
        let encoded = encode(format!("{{{twice}}}").as_bytes());
        for text in [claims, header, json(&format!(",{twice}"), ""), json("", &encoded)] {
            assert_eq!(of_defect(&text), kept, "{bytes}");
        }
        let outer = signed(HEADER, format!(r#"{{"{name}":{{"a":"{held}"}}}}"#));
        let layers = jotsmith::inspect(&outer, 0, &[key()], &waived(), crate::NOW).layers;
        assert_eq!(layers[1].stands.to_string(), format!("in the claim {kept}"), "{bytes}");
    }
    // A character is not cut in two.
    let claims = signed(HEADER, format!(r#"{{"{}":{{"a":1,"a":2}}}}"#, "é".repeat(1000)));
    assert_eq!(of_defect(&claims), format!("/{}…", "é".repeat(511)));
}

/// Every bound with the test that tries it: the file, from the folder of the crate, and the name.
const TRIED: &[(&str, &str, &str)] = &[
    ("BCRYPT_ROUNDS", HERE, "an_openssh_key_asks_for_256_rounds_and_1024_bytes_of_salt_at_most"),
    ("BCRYPT_ROUNDS_MADE", HERE, "an_openssh_key_asks_for_256_rounds_and_1024_bytes_of_salt_at_most"),
    ("BCRYPT_SALT_BYTES", HERE, "an_openssh_key_asks_for_256_rounds_and_1024_bytes_of_salt_at_most"),
    ("CERTIFICATES", HERE, "a_chain_has_16_certificates_at_most"),
    ("COMPARED_CHARACTERS", HERE, "errors_quote_16_characters_and_values_that_are_compared_96"),
    ("CRIT_FAULTS", "src/token/crit.rs", "as_many_faults_are_listed_as_the_bound_and_no_more"),
    ("DECIMAL_DIGITS", ARITHMETIC, "a_number_over_32_digits_or_an_exponent_over_32_is_a_claim_type"),
    ("DECIMAL_EXPONENT", ARITHMETIC, "a_number_over_32_digits_or_an_exponent_over_32_is_a_claim_type"),
    ("DEFECTS", HERE, "a_tolerant_reading_lists_100_defects_at_most"),
    ("DIAGNOSIS_BYTES", HERE, "a_token_of_64_kib_is_still_diagnosed_and_a_longer_one_is_not"),
    ("DIAGNOSIS_TRIALS", "src/diagnose/tests.rs", "no_diagnosis_goes_over_its_bounds"),
    ("DISCLOSURES", "tests/sd_jwt/disclosures.rs", "takes_1024_disclosures_and_not_one_more"),
    ("ESCAPE_DEPTH", "src/find/object/tests.rs", "finds_what_is_escaped_and_maps_it_back"),
    ("FOUND_TOKENS", "src/find/tests.rs", "takes_no_more_than_the_bound_and_says_so"),
    ("INFLATED_BYTES", "src/jwe/tests/bounds.rs", "content_that_inflates_past_the_bound_is_refused"),
    ("JSON_DEPTH", HERE, "header_and_claims_nest_64_levels_at_most"),
    ("KEPT_BYTES", "tests/verify.rs", "a_verifier_keeps_no_buffer_over_16_kib"),
    ("KEY_BYTES", HERE, "a_key_file_is_4_mib_at_most"),
    ("LAYERS", HERE, "sixty_four_layers_are_opened_in_all"),
    ("LAYER_DEPTH", HERE, "eight_layers_are_opened_one_inside_the_other"),
    ("LOCKED_KEYS", HERE, "a_text_holds_16_locked_keys_at_most"),
    ("LOCK_ITERATIONS", "src/key/tests/locked.rs", "what_opening_would_cost_is_bounded_before_any_work"),
    ("LOCK_ITERATIONS_MADE", HERE, "what_is_made_with_a_password_is_stretched_600_000_times"),
    (
        "PAIRWISE_AUDIENCES",
        "tests/rules/claims_arithmetic.rs",
        "of_many_audiences_the_right_one_is_found_as_among_a_few",
    ),
    ("PAIRWISE_MEMBERS", HERE, "a_duplicate_is_found_on_both_sides_of_the_pairwise_bound"),
    (
        "PBES2_ITERATIONS",
        "src/jwe/tests/bounds.rs",
        "iterations_over_the_bound_are_refused_before_the_first_is_made",
    ),
    ("PBES2_MADE", HERE, "what_is_made_with_a_password_is_stretched_600_000_times"),
    ("PBES2_SALT_CEILING", "src/jwe/tests/bounds.rs", "a_salt_has_8_to_1024_bytes"),
    ("PBES2_SALT_FLOOR", "src/jwe/tests/bounds.rs", "a_salt_has_8_to_1024_bytes"),
    ("POINTER_BYTES", HERE, "a_pointer_of_a_reason_or_a_layer_has_1024_bytes_at_most"),
    ("POLICY_DURATION_SECONDS", "src/policy/tests/faults.rs", "durations_have_a_range"),
    ("POLICY_ISSUERS", "src/policy/tests/faults.rs", "a_policy_has_a_thousand_issuers_at_most"),
    ("POLICY_LEEWAY_SECONDS", "src/policy/tests/faults.rs", "durations_have_a_range"),
    ("PROOF_SECONDS", "tests/sd_jwt/key_binding.rs", "is_fresh_for_5_minutes_unless_said"),
    ("PRIVATE_KEY_BYTES", "src/find/pem.rs", "a_last_line_that_is_cut_ends_the_key_too"),
    ("QUOTED_CHARACTERS", HERE, "errors_quote_16_characters_and_values_that_are_compared_96"),
    ("RSA_CEILING_BITS", HERE, "an_rsa_modulus_has_1024_to_8192_bits"),
    ("RSA_EXPONENT_BELOW", HERE, "an_rsa_exponent_is_odd_at_least_3_and_below_2_to_the_33"),
    ("RSA_FLOOR_BITS", HERE, "an_rsa_modulus_has_1024_to_8192_bits"),
    ("RSA_STRONG_BITS", HERE, "an_rsa_key_below_2048_bits_is_weak"),
    ("SCRYPT_BYTES", "src/key/tests/locked.rs", "what_opening_would_cost_is_bounded_before_any_work"),
    ("SCRYPT_PARALLEL", "src/key/tests/locked.rs", "what_opening_would_cost_is_bounded_before_any_work"),
    ("SET_KEYS", HERE, "a_set_has_1000_keys_at_most_as_jwks_and_as_pem"),
    (
        "SIGNATURES",
        "tests/rules/json_serialization.rs",
        "a_token_of_32_signatures_is_read_and_one_of_33_is_refused_before_any_is_looked_at",
    ),
    ("TOKEN_BYTES", HERE, "a_token_is_1_mib_at_most"),
    ("TOKEN_BYTES_MOST", "src/policy/tests/faults.rs", "bounds_have_a_range"),
    (
        "TRIAL_KEYS",
        "tests/rules/choosing_the_key.rs",
        "sixteen_keys_are_tried_and_a_seventeenth_is_ambiguous",
    ),
];

const HERE: &str = "tests/rules/bounds.rs";

const ARITHMETIC: &str = "tests/rules/claims_arithmetic.rs";

#[test]
fn every_bound_is_tried() {
    let bounds = include_str!("../../src/limits.rs").lines().filter_map(|line| {
        let name = line.strip_prefix("pub const ")?.split(':').next()?;
        Some(name)
    });
    let untried: Vec<&str> = bounds.filter(|name| TRIED.iter().all(|(tried, ..)| tried != name)).collect();
    assert_eq!(untried, [""; 0], "write a test below, at and above, and name it in the table");
    for (bound, file, test) in TRIED {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        #[expect(clippy::disallowed_methods, reason = "the test reads the source of the tests")]
        let source = std::fs::read_to_string(path).unwrap();
        assert!(source.contains(&format!("fn {test}()")), "{bound}: {file} has no test {test}");
    }
}
