//! design.md 5, "Rules a careful verifier keeps", and the rules of section 3 that stand beside them.

use jotsmith::alg::Curve;
use jotsmith::check::{Content, Expectations, Expected, Source, State};
use jotsmith::jws::insecure_unsigned;
use jotsmith::key::{Encoding, Private, Secret, WeakKeys};
use jotsmith::limits::Bounds;
use jotsmith::reason::{Code, Part, Question};
use jotsmith::text::base64url::encode;
use jotsmith::{Algorithm, AnyKey, Encrypter, Key, KeySet, Signer, Verifier};
use testkit::keys;

use crate::{NOW, SECRET, codes, codes_of, judge, key, mac, signed, waived, with};

const HEADER: &str = r#"{"alg":"HS256"}"#;

#[test]
fn none_never_verifies_in_any_spelling_signed_or_not() {
    for alg in ["none", "None", "NONE", "nOnE"] {
        let header = format!(r#"{{"alg":"{alg}"}}"#);
        assert_eq!(codes_of(&header, "{}"), "alg-none", "{alg}");
        let bare = format!("{}.{}.", encode(header.as_bytes()), encode(b"{}"));
        assert_eq!(codes(&judge(vec![key()], waived(), &bare)), "alg-none", "{alg}");
    }
    for alg in ["none ", "n\u{43e}ne", ""] {
        assert_eq!(codes_of(&format!(r#"{{"alg":"{alg}"}}"#), "{}"), "alg-unknown", "{alg}");
    }
}

#[test]
fn a_name_that_stands_twice_is_refused_at_any_depth() {
    let many: Vec<String> = (0..60).map(|n| format!("\"k{n}\":1")).collect();
    let many = format!("{{{},\"k5\":2}}", many.join(","));
    for (header, payload) in [
        (r#"{"alg":"HS256","alg":"HS256"}"#, "{}"),
        (r#"{"alg":"HS256","x":{"a":1,"\u0061":2}}"#, "{}"),
        (HEADER, r#"{"sub":"a","sub":"b"}"#),
        (HEADER, r#"{"x":[{"b":1,"b":1}]}"#),
        (HEADER, &many),
    ] {
        assert_eq!(codes_of(header, payload), "duplicate-member", "{header} {payload}");
    }
    let jwk = keys::RSA_2048_PUBLIC_JWK.trim().replacen('{', r#"{"x":{"y":1,"y":2},"#, 1);
    let fault = AnyKey::read(jwk.as_bytes()).unwrap_err();
    assert_eq!(fault.to_string(), "The key 1 names \"y\" twice.");
}

#[test]
fn base64url_has_no_padding_no_foreign_character_and_unused_bits_of_zero() {
    let token = signed(HEADER, "{}");
    let (body, signature) = token.rsplit_once('.').unwrap();
    assert_eq!(codes(&judge(vec![key()], waived(), &token)), "");
    for (changed, expected) in [
        (format!("{token}="), "base64url-padding"),
        (format!("{body}. {signature}"), "base64url-alphabet"),
        (format!("{token}\n"), "base64url-alphabet"),
        (format!(" {token}"), "base64url-alphabet"),
        // The last character of 32 bytes carries 4 bits of them and 2 that are unused.
        (format!("{}B", token.get(..token.len() - 1).unwrap()), "base64url-unused-bits"),
        (format!("{token}AA"), "base64url-unused-bits"),
    ] {
        assert_eq!(codes(&judge(vec![key()], waived(), &changed)), expected, "{changed}");
    }
}

#[test]
fn a_byte_order_mark_is_refused() {
    assert_eq!(codes_of("\u{feff}{\"alg\":\"HS256\"}", "{}"), "byte-order-mark");
    assert_eq!(codes_of(HEADER, "\u{feff}{}"), "byte-order-mark");
}

#[test]
fn trailing_data_and_invalid_utf_8_are_refused() {
    assert_eq!(codes_of(HEADER, "{} {}"), "json-trailing-data");
    assert_eq!(codes_of(HEADER, b"{\"a\":\"\xff\"}"), "utf8-invalid");
    assert_eq!(codes_of(HEADER, r#"{"a":"\ud800"}"#), "json-unportable");
    assert_eq!(codes_of(HEADER, "{}\n"), "");
}

#[test]
fn a_registered_header_parameter_of_another_type_is_refused() {
    for parameter in [
        r#""kid":1"#,
        r#""kid":null"#,
        r#""typ":null"#,
        r#""cty":[]"#,
        r#""jku":1"#,
        r#""x5u":{}"#,
        r#""x5t":1"#,
        r#""x5t#S256":1"#,
        r#""x5c":"a""#,
        r#""x5c":[1]"#,
        r#""jwk":"a""#,
    ] {
        assert_eq!(
            codes_of(&format!(r#"{{"alg":"HS256",{parameter}}}"#), "{}"),
            "header-type",
            "{parameter}"
        );
    }
    assert_eq!(codes_of(r#"{"alg":["HS256"]}"#, "{}"), "header-type");
}

#[test]
fn an_unknown_parameter_is_ignored_and_an_unknown_crit_is_refused() {
    assert_eq!(codes_of(r#"{"alg":"HS256","x":1}"#, "{}"), "");
    for (parameters, expected) in [
        (r#""crit":["x"],"x":1"#, "crit-unknown"),
        (r#""crit":["exp"],"exp":1"#, "crit-unknown"),
        (r#""crit":["x"]"#, "crit-malformed"),
        (r#""crit":[]"#, "crit-malformed"),
        (r#""crit":null"#, "crit-malformed"),
        (r#""crit":"b64""#, "crit-malformed"),
        (r#""crit":[1]"#, "crit-malformed"),
        (r#""crit":["kid"],"kid":"a""#, "crit-malformed"),
        (r#""crit":["b64","b64"],"b64":true"#, "crit-malformed"),
    ] {
        assert_eq!(codes_of(&format!(r#"{{"alg":"HS256",{parameters}}}"#), "{}"), expected, "{parameters}");
    }
}

#[test]
fn a_jwt_refuses_b64_false() {
    assert_eq!(codes_of(r#"{"alg":"HS256","crit":["b64"],"b64":false}"#, "{}"), "b64-misuse");
    assert_eq!(codes_of(r#"{"alg":"HS256","b64":true}"#, "{}"), "b64-misuse");
    assert_eq!(codes_of(r#"{"alg":"HS256","crit":["b64"],"b64":true}"#, "{}"), "");
    // Where no claims are asked for, what a reader who overlooks b64 takes for claims is refused, and no other word.
    let head = encode(br#"{"alg":"HS256","crit":["b64"],"b64":false}"#);
    for (payload, refused) in
        [("eyJpc3MiOiJhIn0", true), ("{}", true), ("exam", false), ("example", false), ("ew", false)]
    {
        let input = format!("{head}.{payload}");
        let token = format!("{input}.{}", encode(&mac(&input)));
        let verdict = judge(vec![key()], Expectations { content: Content::Either, ..waived() }, &token);
        assert_eq!(verdict.has(Code::B64Misuse), refused, "{payload}");
    }
}

#[test]
fn a_private_key_in_the_header_is_refused() {
    for jwk in [r#"{"kty":"oct","k":"AA"}"#, r#"{"kty":"EC","d":"AA"}"#] {
        assert_eq!(
            codes_of(&format!(r#"{{"alg":"HS256","jwk":{jwk}}}"#), "{}"),
            "header-private-key",
            "{jwk}"
        );
    }
}

#[test]
fn a_key_that_the_token_carries_is_never_used() {
    let header = format!(r#"{{"alg":"ES256","jwk":{}}}"#, keys::P256_PUBLIC_JWK.trim());
    let verdict = judge(vec![key()], waived(), &signed(header, "{}"));
    assert_eq!(codes(&verdict), "alg-key-mismatch signature-length key-from-token");
    let verdict = judge(Vec::new(), waived(), &signed(HEADER, "{}"));
    assert_eq!((codes(&verdict), verdict.source()), ("key-missing".into(), Source::None));
}

#[test]
fn a_key_from_a_link_the_token_or_nowhere_never_passes_trust() {
    for (source, expected) in [
        (Source::Given, ""),
        (Source::Jwks, ""),
        (Source::Policy, ""),
        (Source::Link, "key-from-link"),
        (Source::Token, "key-from-token"),
        (Source::None, "key-from-token"),
    ] {
        let verdict = judge(vec![key()], Expectations { source, ..waived() }, &signed(HEADER, "{}"));
        assert_eq!(codes(&verdict), expected, "{source:?}");
        assert_eq!(verdict.state(Question::Signature), State::Pass);
        assert_eq!(verdict.accept(), expected.is_empty());
    }
}

#[test]
fn a_public_key_is_no_hmac_secret_in_any_form_and_setting() {
    let jwk = keys::P256_PUBLIC_JWK;
    let encoded = format!(r#"{{"kty":"oct","k":"{}"}}"#, encode(keys::RSA_2048_SPKI.as_bytes()));
    assert_eq!(AnyKey::read(encoded.as_bytes()).unwrap_err().code().as_str(), "hmac-public-key");
    for text in
        [keys::RSA_2048_SPKI, keys::RSA_2048_PKCS1_PUBLIC, keys::P256_CERTIFICATE, jwk, keys::OPENSSH_PUBLIC]
    {
        let secret = Secret::parse(Encoding::Utf8, text).unwrap();
        assert_eq!(Key::of_secret(secret).unwrap_err().code().as_str(), "hmac-public-key", "{text}");
    }
    let der = Key::of_secret(Secret::new(keys::P256_SPKI_DER));
    assert_eq!(der.unwrap_err().code().as_str(), "hmac-public-key");
}

#[test]
fn an_empty_secret_is_refused_in_every_form() {
    assert_eq!(Key::of_secret(Secret::new(b"")).unwrap_err().code().as_str(), "key-invalid");
    assert_eq!(AnyKey::read(br#"{"kty":"oct","k":""}"#).unwrap_err().code().as_str(), "key-invalid");
}

#[test]
fn a_short_secret_is_refused_reported_or_allowed_as_was_said() {
    let short: AnyKey = Key::of_secret(Secret::new(b"0123456789abcdef")).unwrap().into();
    let algorithms = Some([Algorithm::Hs256].into_iter().collect());
    let token = {
        let AnyKey::Shared(key) = &short else { unreachable!() };
        let signer = Signer::new(key).algorithm(Algorithm::Hs256);
        signer.weak_keys(WeakKeys::Allow).sign_json(b"{}").unwrap()
    };
    for (weak_keys, signature, trust, accept) in [
        (WeakKeys::Refuse, State::NotChecked, State::Fail, false),
        (WeakKeys::Report, State::Pass, State::Fail, false),
        (WeakKeys::Allow, State::Pass, State::Pass, true),
    ] {
        let expect = Expectations { weak_keys, algorithms, ..waived() };
        let verdict = judge(vec![short.clone()], expect, &token);
        assert_eq!(codes(&verdict), "hmac-key-short");
        assert_eq!(verdict.state(Question::Signature), signature, "{weak_keys:?}");
        assert_eq!((verdict.state(Question::Trust), verdict.accept()), (trust, accept), "{weak_keys:?}");
    }
}

#[test]
fn an_hmac_key_below_the_hash_size_is_short() {
    for (algorithm, least) in [(Algorithm::Hs256, 32), (Algorithm::Hs384, 48), (Algorithm::Hs512, 64)] {
        for (bytes, expected) in [(least - 1, "hmac-key-short"), (least, ""), (least + 1, "")] {
            let key: AnyKey = Key::of_secret(Secret::new(&vec![7; bytes])).unwrap().into();
            let AnyKey::Shared(shared) = &key else { unreachable!() };
            let signer = Signer::new(shared).algorithm(algorithm).weak_keys(WeakKeys::Allow);
            let token = signer.sign_json(b"{}").unwrap();
            let algorithms = Some([algorithm].into_iter().collect());
            let verdict = judge(vec![key.clone()], Expectations { algorithms, ..waived() }, &token);
            assert_eq!(codes(&verdict), expected, "{algorithm} under {bytes} bytes");
            assert_eq!(verdict.accept(), expected.is_empty());
        }
    }
}

#[test]
fn none_never_verifies_whatever_algorithms_are_listed() {
    let bare = format!("{}.{}.", encode(br#"{"alg":"none"}"#), encode(b"{}"));
    let all = || Some(Algorithm::ALL.iter().copied().collect());
    for weak_keys in [WeakKeys::Refuse, WeakKeys::Report, WeakKeys::Allow] {
        for keys in [vec![key()], Vec::new()] {
            let verdict = judge(keys, Expectations { algorithms: all(), weak_keys, ..waived() }, &bare);
            assert!(verdict.has(Code::AlgNone), "{}", codes(&verdict));
            assert!(!verdict.accept());
        }
    }
    assert_eq!(Algorithm::named("none"), None, "no list can name it");
}

#[test]
fn roca_is_never_allowed() {
    let key = with(keys::RSA_ROCA_PUBLIC_JWK, r#""x":1"#);
    let algorithm = Algorithm::Rs256;
    let weak: Vec<_> = key.weaknesses(algorithm).iter().map(|weak| weak.code().as_str()).collect();
    assert!(weak.contains(&"rsa-roca"), "{weak:?}");
    let expect = Expectations {
        weak_keys: WeakKeys::Allow,
        algorithms: Some([algorithm].into_iter().collect()),
        ..waived()
    };
    let verdict = judge(vec![key], expect, &signed(r#"{"alg":"RS256"}"#, "{}"));
    assert_eq!(verdict.state(Question::Trust), State::Fail);
}

#[test]
fn an_rsa_key_below_1024_bits_is_never_computed_with() {
    assert_eq!(AnyKey::read(keys::RSA_512_SPKI.as_bytes()).unwrap_err().code().as_str(), "rsa-key-short");
}

#[test]
fn a_private_part_that_does_not_fit_the_public_part_is_refused() {
    let other = AnyKey::generate(Algorithm::Es256).unwrap().to_jwk().unwrap().to_string();
    let private = other.split_once("\"d\":\"").unwrap().1.split('"').next().unwrap().to_owned();
    let jwk = keys::P256_PUBLIC_JWK.trim().replacen('{', &format!("{{\"d\":\"{private}\","), 1);
    let fault = AnyKey::read(jwk.as_bytes()).unwrap_err();
    assert_eq!(fault.to_string(), "The key is broken: the private part does not fit the public part.");
}

#[test]
fn a_small_order_ed25519_point_is_refused() {
    let jwk = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{}"}}"#, encode(&[0; 32]));
    assert_eq!(AnyKey::read(jwk.as_bytes()).unwrap_err().code().as_str(), "key-invalid");
}

#[test]
fn no_message_about_a_key_holds_a_byte_of_it() {
    for (text, message) in [
        (
            "{\"kty\":\"oct\",\"k\":Zq}",
            "The key 1 is not JSON: something where a JSON value was expected (line 1, column 18, byte 18 of its JSON).",
        ),
        ("{\"kty\":\"oct\"} Zq", "The key 1 has more after its JSON value: something at byte 15."),
        (
            "{\"kty\":\"oct\",\"k\":\"Z*q\"}",
            "The key is broken: k is not base64url without padding: see its character 2.",
        ),
    ] {
        assert_eq!(AnyKey::read(text.as_bytes()).unwrap_err().to_string(), message);
    }
}

#[test]
fn verify_takes_no_jwe_and_no_sd_jwt() {
    let jwe = format!("{}..AAAA.AAAA.AAAA", encode(br#"{"alg":"dir","enc":"A128GCM"}"#));
    let verdict = judge(vec![key()], waived(), &jwe);
    assert_eq!((codes(&verdict), verdict.exit_code()), ("token-encrypted".into(), 1));
    for tail in ["~", "~WyJzIiwibiIsMV0~", "~a.b.c"] {
        let verdict = judge(vec![key()], waived(), &format!("{}{tail}", signed(HEADER, "{}")));
        assert_eq!((codes(&verdict), verdict.accept()), ("sd-jwt-not-verified".into(), false), "{tail}");
    }
}

#[test]
fn an_algorithm_that_encrypts_signs_no_three_parts() {
    let verdict = judge(vec![key()], waived(), &signed(r#"{"alg":"dir","enc":"A128GCM"}"#, "{}"));
    assert_eq!(codes(&verdict), "alg-not-allowed");
    assert_eq!(
        verdict.sentence(),
        "Do not accept: the algorithm dir, which encrypts and signs nothing, is not allowed."
    );
}

#[test]
fn an_unreadable_form_leaves_the_rest_not_checked() {
    let jwe = format!("{}..AAAA.AAAA.A", encode(br#"{"alg":"dir","enc":"A128GCM"}"#));
    for token in [&jwe, "a", "a.b", "e30.e30.AAAA", &signed(HEADER, "{")] {
        let verdict = judge(vec![key()], waived(), token);
        let states = [Question::Form, Question::Signature, Question::Claims, Question::Trust];
        let states = states.map(|question| verdict.state(question));
        assert_eq!(states, [State::Fail, State::NotChecked, State::NotChecked, State::NotChecked], "{token}");
    }
}

#[test]
fn a_denylist_is_not_passed_over_where_the_payload_is_no_claims_set() {
    let expect = Expectations { content: Content::Bytes, ..waived() };
    let verifier = Verifier::expecting(vec![key()], expect).with_denied(|jti| jti == "a");
    assert_eq!(codes(&verifier.judge(&signed(HEADER, r#"{"jti":"a"}"#), NOW)), "claim-missing");
}

#[test]
fn a_verifier_of_any_bytes_gives_no_claims_for_it_checked_none() {
    let verifier = Verifier::expecting(vec![key()], Expectations { content: Content::Bytes, ..waived() });
    for payload in [r#"{"sub":"a","exp":1}"#, r#"{"sub":"a","sub":"b"}"#, "[1]", &"[".repeat(500_000)] {
        let token = signed(HEADER, payload);
        let rejection = verifier.verify::<serde_json::Value>(&token, NOW).unwrap_err();
        assert_eq!(rejection.code(), Some(Code::ClaimsUnfit));
        assert_eq!(verifier.verify_bytes(&token, NOW).unwrap().claims(), payload.as_bytes());
    }
}

#[test]
fn any_bytes_are_not_accepted_before_issuer_and_audience_were_waived() {
    let token = signed(HEADER, r#"{"iss":"https://evil.example","aud":"someone else","exp":1}"#);
    let said = |issuer, audience| Expectations { issuer, audience, content: Content::Bytes, ..waived() };
    for (issuer, audience) in [
        (Expected::Unstated, Expected::Unstated),
        (Expected::Any, Expected::Unstated),
        (Expected::Unstated, Expected::Any),
    ] {
        let verifier = Verifier::expecting(vec![key()], said(issuer, audience));
        assert_eq!(verifier.judge(&token, NOW).state(Question::Claims), State::NotChecked);
        assert!(verifier.verify_bytes(&token, NOW).is_err());
    }
    let verifier = Verifier::expecting(vec![key()], said(Expected::Any, Expected::Any));
    assert_eq!(verifier.judge(&token, NOW).state(Question::Claims), State::NotApplicable);
    verifier.verify_bytes(&token, NOW).unwrap();
}

#[test]
fn keys_of_a_set_keep_their_numbers_where_another_is_broken_and_what_is_wrong_with_that_one_is_told() {
    let token = signed(HEADER, "{}");
    let broken = r#"{"kty":"oct","k":"*"}"#;
    let verifier = |entries: &[&str]| {
        let set = KeySet::read(format!(r#"{{"keys":[{}]}}"#, entries.join(",")).as_bytes()).unwrap();
        Verifier::new(&set).any_issuer().any_audience().allow_missing_exp().build()
    };
    let right = format!(r#"{{"kty":"oct","alg":"HS256","k":"{}"}}"#, encode(SECRET));
    let of_two = verifier(&[broken, &right]);
    assert_eq!(of_two.verify::<serde_json::Value>(&token, NOW).unwrap().key_index(), Some(1));
    let verdict = of_two.judge(&token, NOW);
    let told: Vec<String> = verdict.reasons().iter().map(ToString::to_string).collect();
    assert_eq!(told, ["The key 1 is left out: the key is broken: k is not base64url without padding: see its character 1."]);

    let wrong = r#"{"kty":"oct","alg":"HS512","k":"AAAA"}"#;
    let verdict = verifier(&[broken, wrong, &right]).judge(&token, NOW);
    let left_out = verdict.reasons().iter().find(|reason| reason.to_string().contains("HS512")).unwrap();
    assert_eq!(left_out.place().unwrap().part, Part::Key(1));

    let verdict = verifier(&[broken]).judge(&token, NOW);
    assert_eq!(verdict.sentence(), "Do not accept: the key is broken: k is not base64url without padding: see its character 1.");
    assert_eq!(verdict.state(Question::Trust), State::Fail);
}

#[test]
fn an_unknown_or_broken_key_of_a_set_does_not_spoil_the_others() {
    let text =
        format!(r#"{{"keys":[{{"kty":"x"}},5,{{"kty":"oct","k":"*"}},{}]}}"#, keys::HMAC_256_JWK.trim());
    let set = KeySet::read(text.as_bytes()).unwrap();
    let left_out: Vec<_> = set.left_out().map(|fault| fault.code().as_str()).collect();
    assert_eq!(left_out, ["key-unsupported", "key-unreadable", "key-invalid"]);
    assert_eq!(set.keys().map(|(index, _)| index).collect::<Vec<_>>(), [3]);
}

#[test]
fn the_value_of_a_further_parameter_is_one_json_value_and_brings_no_other_parameter() {
    let key = Key::hmac(Algorithm::Hs256, SECRET).unwrap();
    let receiver = Key::<Private>::generate(Curve::P256).unwrap().public();
    for (value, fits) in [
        ("1", true),
        (r#" {"a": [1]} "#, true),
        (r#"1,"kid":"evil""#, false),
        (r#"1},"header":{"kid":"evil""#, false),
        ("", false),
        ("1 2", false),
        (r#"{"a":1,"a":1}"#, false),
    ] {
        let parameters = [("x".to_owned(), value.to_owned())];
        let made = [
            Signer::new(&key).parameter("x", value).sign_json(b"{}").is_ok(),
            Signer::new(&key).unprotected("x", value).sign_flattened(b"{}").is_ok(),
            insecure_unsigned(&parameters, b"{}").is_ok(),
            Encrypter::new(&receiver).parameter("x", value).encrypt(b"").is_ok(),
            Encrypter::new(&receiver).unprotected("x", value).encrypt_flattened(b"").is_ok(),
        ];
        assert_eq!(made, [fits; 5], "{value}");
    }
    let fault = Signer::new(&key).parameter("x", "1,2").sign_json(b"{}").unwrap_err();
    assert_eq!(fault.place().unwrap().pointer.as_deref(), Some("/x"));
}

#[test]
fn a_payload_that_is_no_object_is_told_by_what_it_is() {
    for (payload, what) in [("[]", "an array"), ("\"x\"", "a string"), ("7", "a number"), ("null", "null")] {
        let verdict = judge(vec![key()], waived(), &signed(HEADER, payload));
        assert_eq!(verdict.sentence(), format!("The payload is {what}, not a JSON object."));
    }
    // Where no claims are asked for, the type may promise them.
    for (header, expected) in [
        (r#"{"alg":"HS256"}"#, ""),
        (r#"{"alg":"HS256","typ":"JWT"}"#, "json-not-object"),
        (r#"{"alg":"HS256","typ":"application/JWT"}"#, "json-not-object"),
        (r#"{"alg":"HS256","typ":"at+jwt"}"#, "json-not-object"),
        (r#"{"alg":"HS256","typ":"JWT","cty":"JWT"}"#, ""),
        (r#"{"alg":"HS256","typ":"JOSE"}"#, ""),
    ] {
        let expect = Expectations { content: Content::Either, ..waived() };
        let reasons = codes(&judge(vec![key()], expect, &signed(header, "[]")));
        let of_payload: Vec<&str> = reasons.split(' ').filter(|code| *code == "json-not-object").collect();
        assert_eq!(of_payload.join(" "), expected, "{header}: {reasons}");
    }
}

#[test]
fn the_nesting_of_claims_and_header_is_at_most_what_the_program_says() {
    let token = signed(r#"{"alg":"HS256","a":[]}"#, r#"{"b":[{"c":[]}]}"#);
    let verdict = |json_depth| {
        judge(
            vec![key()],
            Expectations { bounds: Bounds { json_depth, ..Bounds::default() }, ..waived() },
            &token,
        )
    };
    assert_eq!(codes(&verdict(4)), "");
    let over = verdict(3);
    assert_eq!((codes(&over), over.exit_code()), ("json-depth".into(), 3));
    assert_eq!(over.sentence(), "The JSON of the payload is nested deeper than 3 levels.");
    assert_eq!(codes(&verdict(1)), "json-depth json-depth");
    // The bound of the parser stays, whatever the program says.
    let deep = signed(HEADER, format!("{{\"a\":{}1{}}}", "[".repeat(64), "]".repeat(64)));
    let bounds = Bounds { json_depth: 100, ..Bounds::default() };
    assert_eq!(codes(&judge(vec![key()], Expectations { bounds, ..waived() }, &deep)), "json-depth");
}

#[test]
fn the_longest_token_is_what_the_program_says() {
    let token = signed(HEADER, "{}");
    let verdict = |token_bytes| {
        judge(
            vec![key()],
            Expectations { bounds: Bounds { token_bytes, ..Bounds::default() }, ..waived() },
            &token,
        )
    };
    assert_eq!(codes(&verdict(token.len())), "");
    let over = verdict(token.len() - 1);
    assert_eq!((codes(&over), over.exit_code()), ("too-long".into(), 3));
    assert_eq!(over.sentence(), "The input is longer than 67 bytes: 68 bytes.");
    let long = signed(HEADER, format!("{{\"a\":\"{}\"}}", "x".repeat(1_048_576)));
    assert_eq!(codes(&judge(vec![key()], waived(), &long)), "too-long");
    let bounds = Bounds { token_bytes: 2 * 1_048_576, ..Bounds::default() };
    let expect = Expectations { bounds, ..waived() };
    assert_eq!(codes(&judge(vec![key()], expect, &long)), "");
}
