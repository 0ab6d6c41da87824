//! The published examples of JWS in every serialization: RFC 7515 appendix A, RFC 7520 section 4, RFC 7797 section 4.
//! Each verifies, and what can be reproduced is made again byte for byte.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use jotsmith::alg::Algorithms;
use jotsmith::check::{Content, Expectations, Expected, State};
use jotsmith::reason::Code;
use jotsmith::text::base64url::{decode, encode};
use jotsmith::token::Serialization;
use jotsmith::{Algorithm, AnyKey, NumericDate, SignError, Signer, Verdict, Verifier};
use serde_json::Value;
use testkit::vector::folder;

const NOW: NumericDate = NumericDate(1_300_819_000);

fn read(file: &str) -> Value {
    #[expect(clippy::disallowed_methods, reason = "a fixture")]
    let text = std::fs::read(folder().join(file)).unwrap();
    serde_json::from_slice(&text).unwrap()
}

fn key(jwk: &Value) -> AnyKey {
    AnyKey::read(jwk.to_string().as_bytes()).unwrap()
}

fn verifier(keys: Vec<AnyKey>) -> Verifier<'static> {
    let expect = Expectations {
        issuer: Expected::Any,
        audience: Expected::Any,
        content: Content::Bytes,
        algorithms: Some(Algorithm::ALL.iter().copied().collect()),
        ..Expectations::default()
    };
    Verifier::expecting(keys, expect)
}

fn judge(key: &AnyKey, token: &str) -> Verdict {
    verifier(vec![key.clone()]).judge(token, NOW)
}

/// Asks one signer of the key to make something.
fn sign(key: &AnyKey, make: impl FnOnce(Signer<'_>) -> Result<String, SignError>) -> String {
    match key {
        AnyKey::Shared(key) => make(Signer::new(key).no_typ().kid(None)),
        AnyKey::Private(key) => make(Signer::new(key).no_typ().kid(None)),
        AnyKey::Public(_) | _ => unreachable!("the examples give the keys that sign"),
    }
    .unwrap()
}

/// The protected header of a compact token, decoded.
fn header(compact: &str) -> Vec<u8> {
    decode(compact.split('.').next().unwrap().as_bytes()).unwrap()
}

#[test]
fn rfc_7515_appendix_a_1_to_a_4_hold_and_are_made_again_where_they_can_be() {
    let examples = read("rfc7515/appendix_a.json");
    for section in ["A.1", "A.2", "A.3", "A.4"] {
        let example = &examples[section];
        let compact = example["compact"].as_str().unwrap();
        let algorithm = Algorithm::named(example["alg"].as_str().unwrap()).unwrap();
        let key = key(&example["key"]);
        let verdict = judge(&key, compact);
        assert!(verdict.accept(), "{section}: {}", verdict.sentence());
        assert_eq!(verdict.algorithm(), Some(algorithm), "{section}");
        if example["reproducible"] == true && section != "A.1" {
            // The header of A.1 has line breaks, which are never written here.
            let payload = decode(compact.split('.').nth(1).unwrap().as_bytes()).unwrap();
            let again =
                sign(&key, |s| s.algorithm(algorithm).whole_header(&header(compact)).sign_bytes(&payload));
            assert_eq!(again, compact, "{section}");
        }
    }
}

#[test]
fn rfc_7515_appendix_a_5_is_never_accepted() {
    let examples = read("rfc7515/appendix_a.json");
    let verdict = judge(&key(&examples["A.1"]["key"]), examples["A.5"]["compact"].as_str().unwrap());
    assert_eq!(verdict.sentence(), "Do not accept: it is unsigned: anyone can write this.");
}

/// The header is refused before it matters that nothing signs the token.
#[test]
fn rfc_7515_appendix_c_is_encoded_without_padding() {
    assert_eq!(encode(&[3, 236, 255, 224, 193]), "A-z_4ME");
    assert_eq!(decode(b"A-z_4ME").unwrap(), [3, 236, 255, 224, 193]);
}

#[test]
fn rfc_7515_appendix_e_is_refused_because_its_crit_is_unknown() {
    const TOKEN: &str = "eyJhbGciOiJub25lIiwNCiAiY3JpdCI6WyJodHRwOi8vZXhhbXBsZS5jb20vVU5ERUZJTkVEIl0sDQogImh0dHA6Ly9leGFtcGxlLmNvbS9VTkRFRklORUQiOnRydWUNCn0.RkFJTA.";
    let examples = read("rfc7515/appendix_a.json");
    let verdict = judge(&key(&examples["A.1"]["key"]), TOKEN);
    let codes: Vec<Code> = verdict.reasons().iter().map(jotsmith::reason::Reason::code).collect();
    assert_eq!((codes, verdict.payload()), (vec![Code::CritUnknown], None));
}

#[test]
fn rfc_7515_appendix_a_6_holds_under_either_key_and_under_both() {
    let examples = read("rfc7515/appendix_a.json");
    let token = examples["A.6"]["json"].to_string();
    let rsa = key(&examples["A.2"]["key"]).with_kid("2010-12-29");
    let ec = key(&examples["A.3"]["key"]).with_kid("e9bc097a-ce51-4036-9562-d2ade882db0d");
    for (keys, states, sentence) in [
        (
            vec![rsa.clone()],
            [State::Pass, State::NotChecked],
            "Accept: valid RS256 signature, 1 of 2 signatures holds.",
        ),
        (
            vec![ec.clone()],
            [State::NotChecked, State::Pass],
            "Accept: valid ES256 signature, 1 of 2 signatures holds.",
        ),
        (vec![ec, rsa], [State::Pass, State::Pass], "Accept: valid RS256 signature, 2 of 2 signatures hold."),
    ] {
        let verdict = verifier(keys).judge(&token, NOW);
        assert_eq!(verdict.sentence(), sentence);
        assert_eq!(verdict.serialization(), Serialization::General);
        let each: Vec<State> = verdict.each_signature().iter().map(|one| one.state).collect();
        assert_eq!(each, states);
    }
}

#[test]
fn rfc_7515_appendix_a_6_and_a_7_are_written_as_they_stand_there() {
    let examples = read("rfc7515/appendix_a.json");
    let (rsa, ec) = (key(&examples["A.2"]["key"]), key(&examples["A.3"]["key"]));
    let (AnyKey::Private(rsa), AnyKey::Private(ec)) = (&rsa, &ec) else { unreachable!("both keys sign") };
    let signers = [
        Signer::new(rsa).algorithm(Algorithm::Rs256).unprotected("kid", "\"2010-12-29\""),
        Signer::new(ec).unprotected("kid", "\"e9bc097a-ce51-4036-9562-d2ade882db0d\""),
    ];
    let payload = decode(examples["A.6"]["json"]["payload"].as_str().unwrap().as_bytes()).unwrap();
    let mut again: Value = serde_json::from_str(&Signer::sign_general(&signers, &payload).unwrap()).unwrap();
    let mut flat: Value = serde_json::from_str(&signers[1].sign_flattened(&payload).unwrap()).unwrap();
    assert!(judge(&key(&examples["A.3"]["key"]), &flat.to_string()).accept());
    // An ECDSA signature is another one each time.
    again["signatures"][1]["signature"] = examples["A.6"]["json"]["signatures"][1]["signature"].clone();
    flat["signature"] = examples["A.7"]["json"]["signature"].clone();
    assert_eq!(again, examples["A.6"]["json"]);
    assert_eq!(flat, examples["A.7"]["json"]);
}

#[test]
fn rfc_7515_appendix_a_7_holds() {
    let examples = read("rfc7515/appendix_a.json");
    let ec = key(&examples["A.3"]["key"]);
    let verdict = judge(&ec, &examples["A.7"]["json"].to_string());
    assert_eq!(verdict.sentence(), "Accept: valid ES256 signature.");
    assert_eq!((verdict.serialization(), verdict.each_signature().len()), (Serialization::Flattened, 0));
}

/// Sections 4.1 to 4.4: the same signature in all three serializations.
#[test]
fn rfc_7520_sections_4_1_to_4_4_hold_in_json_and_are_made_again_where_they_can_be() {
    for (file, algorithm, reproducible) in [
        ("4_1.rsa_v15_signature", Algorithm::Rs256, true),
        ("4_2.rsa-pss_signature", Algorithm::Ps384, false),
        ("4_3.ecdsa_signature", Algorithm::Es512, false),
        ("4_4.hmac-sha2_integrity_protection", Algorithm::Hs256, true),
    ] {
        let vector = read(&format!("rfc7520/jws/{file}.json"));
        let payload = vector["input"]["payload"].as_str().unwrap();
        let key = key(&vector["input"]["key"]);
        let whole = decode(vector["signing"]["protected_b64u"].as_str().unwrap().as_bytes()).unwrap();
        for form in ["json", "json_flat"] {
            let token = &vector["output"][form];
            let verdict = judge(&key, &token.to_string());
            assert_eq!(verdict.payload(), Some(payload.as_bytes()), "{file}: {}", verdict.sentence());
            if !reproducible {
                continue;
            }
            let again = sign(&key, |signer| {
                let signer = signer.algorithm(algorithm).whole_header(&whole);
                match form {
                    "json" => Signer::sign_general(&[signer], payload.as_bytes()),
                    _ => signer.sign_flattened(payload.as_bytes()),
                }
            });
            assert_eq!(&serde_json::from_str::<Value>(&again).unwrap(), token, "{file}");
        }
    }
}

#[test]
fn rfc_7520_section_4_5_holds_over_the_payload_beside_it_and_is_made_again() {
    let vector = read("rfc7520/jws/4_5.signature_with_detached_content.json");
    let payload = vector["input"]["payload"].as_str().unwrap().as_bytes();
    let key = key(&vector["input"]["key"]);
    let whole = decode(vector["signing"]["protected_b64u"].as_str().unwrap().as_bytes()).unwrap();
    let verifier = verifier(vec![key.clone()]);
    for form in ["compact", "json", "json_flat"] {
        let output = &vector["output"][form];
        let token = output.as_str().map_or_else(|| output.to_string(), String::from);
        let verdict = verifier.judge_detached(&token, payload, NOW);
        assert_eq!(verdict.payload(), Some(payload), "{form}: {}", verdict.sentence());
        assert_eq!(verifier.verify_detached(&token, payload, NOW).unwrap().claims(), &payload);
        let other = verifier.judge_detached(&token, b"another payload", NOW);
        assert_eq!(other.sentence(), "Do not accept: the signature does not match this key.", "{form}");
        let alone = verifier.judge(&token, NOW);
        assert!(!alone.accept());
        assert_eq!(alone.has(Code::PayloadDetached), form != "compact", "{form}");
        let again = sign(&key, |signer| {
            let signer = signer.whole_header(&whole).detached();
            match form {
                "compact" => signer.sign_bytes(payload),
                "json" => Signer::sign_general(&[signer], payload),
                _ => signer.sign_flattened(payload),
            }
        });
        assert_eq!(again, token, "{form}");
    }
}

#[test]
fn rfc_7520_section_4_6_holds_and_is_made_again_with_its_unprotected_kid() {
    let vector = read("rfc7520/jws/4_6.protecting_specific_header_fields.json");
    let payload = vector["input"]["payload"].as_str().unwrap().as_bytes();
    let key = key(&vector["input"]["key"]);
    for form in ["json", "json_flat"] {
        let token = &vector["output"][form];
        let verdict = judge(&key, &token.to_string());
        assert_eq!(verdict.payload(), Some(payload), "{form}: {}", verdict.sentence());
        let again = sign(&key, |signer| {
            let signer = signer.unprotected("kid", "\"018c0ae5-4d9b-471b-bfd6-eef314bc7037\"");
            match form {
                "json" => Signer::sign_general(&[signer], payload),
                _ => signer.sign_flattened(payload),
            }
        });
        assert_eq!(&serde_json::from_str::<Value>(&again).unwrap(), token, "{form}");
    }
}

/// Its `alg` is not protected, which is refused here by rule (RFC 8725 section 3.1).
#[test]
fn rfc_7520_section_4_7_is_refused_because_nothing_protects_its_alg() {
    let vector = read("rfc7520/jws/4_7.protecting_content_only.json");
    for form in ["json", "json_flat"] {
        let verdict = judge(&key(&vector["input"]["key"]), &vector["output"][form].to_string());
        assert_eq!(
            verdict.sentence(),
            "Do not accept: the algorithm stands only in the unprotected header.",
            "{form}"
        );
        assert_eq!(verdict.exit_code(), 1);
    }
}

/// Three signatures, the second with an `alg` that nothing protects.
#[test]
fn rfc_7520_section_4_8_holds_under_its_first_and_third_key_and_never_under_its_second() {
    let vector = read("rfc7520/jws/4_8.multiple_signatures.json");
    let token = vector["output"]["json"].to_string();
    let keys: Vec<AnyKey> = vector["input"]["key"].as_array().unwrap().iter().map(key).collect();
    let [rsa, ec, oct] = keys.as_slice() else { unreachable!("the example has three keys") };
    for (keys, expected) in [
        (vec![rsa.clone()], "Accept: valid RS256 signature, 1 of 3 signatures holds."),
        (vec![oct.clone()], "Accept: valid HS256 MAC, 1 of 3 signatures holds."),
        (keys.clone(), "Accept: valid RS256 signature, 2 of 3 signatures hold."),
    ] {
        assert_eq!(verifier(keys).judge(&token, NOW).sentence(), expected);
    }
    let verdict = judge(ec, &token);
    assert!(!verdict.accept());
    assert!(verdict.has(Code::AlgUnprotected));
    let states: Vec<State> = verdict.each_signature().iter().map(|one| one.state).collect();
    assert_eq!(states, [State::NotChecked, State::Fail, State::NotChecked]);
}

#[test]
fn rfc_7797_section_4_holds_with_and_without_base64_and_is_made_again() {
    const CONTROL: &str = "eyJhbGciOiJIUzI1NiJ9.JC4wMg.5mvfOroL-g7HyqJoozehmsaqmvTYGEq5jTI1gVvoEoQ";
    const DETACHED: &str = "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY";
    const JSON: &str = r#"{"payload":"$.02","protected":"eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19","signature":"A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY"}"#;
    let key = key(&read("rfc7515/appendix_a.json")["A.1"]["key"]);
    let key = key.with_algorithms(Algorithms::only(Algorithm::Hs256)).unwrap();
    assert_eq!(judge(&key, CONTROL).payload(), Some(&b"$.02"[..]));
    assert_eq!(sign(&key, |s| s.sign_bytes(b"$.02")), CONTROL);
    assert!(verifier(vec![key.clone()]).judge_detached(DETACHED, b"$.02", NOW).accept());
    assert_eq!(sign(&key, |s| s.unencoded().detached().sign_bytes(b"$.02")), DETACHED);
    assert_eq!(judge(&key, JSON).payload(), Some(&b"$.02"[..]));
    assert_eq!(sign(&key, |s| s.unencoded().sign_flattened(b"$.02")), JSON);
}

/// The files of the cookbook that come with RFC 7797: one with spaces in a compact token, one that forgot `crit`.
#[test]
fn the_unencoded_payloads_of_the_cookbook_hold_where_crit_names_b64() {
    let holding = read("rfc7520/rfc7797/hmac-sha2_b64_false.json");
    let whole = br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#;
    let payload = holding["input"]["payload"].as_str().unwrap().as_bytes();
    let key = key(&holding["input"]["key"]);
    for form in ["compact", "json", "json_flat"] {
        let output = &holding["output"][form];
        let token = output.as_str().map_or_else(|| output.to_string(), String::from);
        let verdict = judge(&key, &token);
        assert_eq!(verdict.payload(), Some(payload), "{form}: {}", verdict.sentence());
    }
    let again = sign(&key, |signer| signer.whole_header(whole).sign_bytes(payload));
    assert_eq!(again, holding["output"]["compact"]);

    let forgot = read("rfc7520/rfc7797/4.2.hmac-sha2_b64_false.json");
    let verdict = judge(&key, &forgot["output"]["json_flat"].to_string());
    assert_eq!(verdict.sentence(), "The parameter b64 is misused: it stands in the header and not in crit.");
}

/// RFC 8037 appendix A.4 in JSON serialization.
#[test]
fn rfc_8037_appendix_a_4_holds_in_json_and_is_made_again() {
    let vector = read("rfc7520/curve25519/jws.json");
    let payload = vector["input"]["payload"].as_str().unwrap().as_bytes();
    let key = key(&vector["input"]["key"]);
    for form in ["json", "json_flat"] {
        let token = &vector["output"][form];
        assert_eq!(judge(&key, &token.to_string()).payload(), Some(payload), "{form}");
        let again = sign(&key, |signer| {
            let signer = signer.whole_header(br#"{"alg":"EdDSA"}"#).algorithm(Algorithm::EdDsa);
            match form {
                "json" => Signer::sign_general(&[signer], payload),
                _ => signer.sign_flattened(payload),
            }
        });
        assert_eq!(&serde_json::from_str::<Value>(&again).unwrap(), token, "{form}");
    }
}
