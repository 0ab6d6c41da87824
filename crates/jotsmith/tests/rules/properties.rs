//! What holds for every token, tried with many: what is signed verifies, a changed one does not, what is strict reads
//! the same tolerantly, a span leads to its claim. The seed of proptest is written down where one fails.

use jotsmith::json::Node;
use jotsmith::reason::{Part, Severity};
use jotsmith::text::base64url::{decode, encode};
use jotsmith::{Token, Verifier};
use proptest::prelude::*;

use crate::{NOW, codes, judge, key, signed, waived};

/// Names and values of claims with every kind of character that JSON treats in a way of its own.
fn any_claims() -> impl Strategy<Value = String> {
    let name = "[a-z\\\\\"/\u{1f}é🔑]{1,6}";
    let value = prop_oneof![
        "[ -~é🔑\\n\\\\\"]{0,24}".prop_map(serde_json::Value::from),
        any::<i32>().prop_map(serde_json::Value::from),
        any::<bool>().prop_map(serde_json::Value::from),
        Just(serde_json::Value::Null),
        prop::collection::vec("[a-z]{0,5}", 0..4).prop_map(serde_json::Value::from),
        prop::collection::btree_map("[a-z]{1,3}", any::<u16>(), 0..3).prop_map(|map| serde_json::json!(map)),
    ];
    // No name of a registered claim is made of a prefix and these letters.
    prop::collection::btree_map(name.prop_map(|name| format!("x{name}")), value, 0..6)
        .prop_map(|claims| serde_json::to_string(&claims).unwrap())
}

/// The header, which may hold more.
fn any_header() -> impl Strategy<Value = String> {
    "[a-z]{0,8}".prop_map(|more| format!(r#"{{"alg":"HS256","x-more":"{more}"}}"#))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_signed_verifies_and_gives_the_claims_back(header in any_header(), claims in any_claims()) {
        let token = signed(&header, &claims);
        let verdict = judge(vec![key()], waived(), &token);
        prop_assert_eq!(codes(&verdict), "");
        prop_assert_eq!(verdict.payload(), Some(claims.as_bytes()));
        let verifier = Verifier::expecting(vec![key()], waived());
        let verified = verifier.verify::<serde_json::Value>(&token, NOW).unwrap();
        prop_assert_eq!(verified.claims(), &serde_json::from_str::<serde_json::Value>(&claims).unwrap());
    }

    #[test]
    fn a_token_with_one_bit_changed_is_refused(
        header in any_header(),
        claims in any_claims(),
        part in 0_usize..3,
        at: prop::sample::Index,
        bit in 0_u8..8,
    ) {
        let token = signed(&header, &claims);
        let mut parts: Vec<Vec<u8>> = token.split('.').map(|part| decode(part.as_bytes()).unwrap()).collect();
        let bytes = &mut parts[part];
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let changed = parts.iter().map(|part| encode(part)).collect::<Vec<_>>().join(".");
        prop_assert_ne!(&changed, &token);
        let verdict = judge(vec![key()], waived(), &changed);
        prop_assert!(!verdict.accept() && verdict.payload().is_none());
    }

    #[test]
    fn a_character_put_in_left_out_or_changed_is_refused(
        claims in any_claims(),
        at: prop::sample::Index,
        other in "[A-Za-z0-9_.~=+/ é-]",
        manner in 0_u8..3,
    ) {
        let token = signed(r#"{"alg":"HS256"}"#, &claims);
        let at = at.index(token.len());
        let (before, after) = token.split_at(at);
        let rest = after.get(1..).unwrap();
        let changed = match manner {
            0 => format!("{before}{other}{after}"),
            1 => format!("{before}{rest}"),
            _ => format!("{before}{other}{rest}"),
        };
        prop_assume!(changed != token);
        prop_assert!(!judge(vec![key()], waived(), &changed).accept(), "{changed}");
    }

    #[test]
    fn what_is_strict_reads_the_same_tolerantly(
        header in any_header(),
        claims in any_claims(),
        at: prop::sample::Index,
        byte: u8,
        broken: bool,
    ) {
        let mut claims = claims.into_bytes();
        if broken {
            // The brace that begins the object stays: without it the payload is any bytes, which nobody reads as JSON.
            let at = 1 + at.index(claims.len() - 1);
            claims[at] = byte;
        }
        let text = signed(&header, &claims);
        let reading = Token::read(&text);
        let strict = Token::parse(&text).and_then(|token| match token.unverified_claims() {
            Ok(tree) => Ok((token, tree)),
            Err(reason) => Err(vec![reason]),
        });
        match strict {
            Ok((token, tree)) => {
                prop_assert!(reading.defects.iter().all(|defect| defect.severity() != Severity::Error));
                let payload = reading.part(Part::Payload).unwrap();
                prop_assert!(payload.complete);
                prop_assert_eq!(payload.unverified_json(), Some(tree.node()));
                let header = reading.part(Part::Header).unwrap();
                prop_assert_eq!(header.unverified_json(), Some(token.header().tree().node()));
            }
            // What is refused strictly has a defect for people too.
            Err(reasons) => {
                prop_assert!(!reasons.is_empty());
                prop_assert!(reading.defects.iter().any(|defect| defect.severity() == Severity::Error), "{text}");
            }
        }
    }

    #[test]
    fn the_span_of_a_claim_decodes_to_it(claims in any_claims()) {
        let text = signed(r#"{"alg":"HS256"}"#, &claims);
        let reading = Token::read(&text);
        let payload = reading.part(Part::Payload).unwrap();
        let root: &Node = payload.unverified_json().unwrap();
        for member in root.members() {
            let json = member.span().of(claims.as_bytes());
            let span = payload.segment.locate(member.span());
            let start = payload.segment.span().start;
            // Whole groups of four characters around the span, so that they decode by themselves.
            let from = start + (span.start - start) / 4 * 4;
            let upto = (start + (span.end - start).div_ceil(4) * 4).min(payload.segment.span().end);
            let bytes = decode(text.get(from..upto).unwrap().as_bytes()).unwrap();
            prop_assert!(bytes.windows(json.len()).any(|window| window == json), "{}", member.name);
            // It is no wider than the characters that carry its bytes: one on each side may be shared.
            prop_assert!(span.len() <= (json.len() * 4).div_ceil(3) + 1);
        }
    }

    #[test]
    fn no_text_is_accepted_and_none_makes_a_panic(text in "[A-Za-z0-9_.~=é -]{0,80}") {
        let verdict = judge(vec![key()], waived(), &text);
        prop_assert!(!verdict.accept() && !verdict.sentence().is_empty());
        let reading = Token::read(&text);
        for span in reading.defects.iter().filter_map(|defect| defect.place()?.span) {
            prop_assert!(span.start <= span.end && span.end <= text.len());
        }
    }
}
