//! RFC 9901 sections 6 and 9: what an issuer hides, and what a holder chooses.

use jotsmith::profile::sd_jwt::{SdJwtHolder, SdJwtIssuer};

use crate::{KEY, claims, judge, key};

#[test]
fn an_issuer_hides_no_claim_that_decides_validity() {
    let claims = br#"{"iss":"a","aud":["x","y"],"exp":1,"nbf":1,"cnf":{"jwk":{}},"iat":1,"sub":"s","_x":1}"#;
    for pointer in ["/iss", "/aud", "/exp", "/nbf", "/cnf", "/cnf/jwk"] {
        let fault = SdJwtIssuer::new(&key()).disclose(pointer).issue(claims).unwrap_err();
        assert_eq!(fault.code().as_str(), "sd-not-selective", "{pointer}");
    }
    for pointer in ["/aud/0", "/iat", "/sub", "/_x"] {
        assert!(SdJwtIssuer::new(&key()).disclose(pointer).issue(claims).is_ok(), "{pointer}");
    }
    for pointer in ["/none", "/aud/2", "/aud/00", "", "sub", "/"] {
        let fault = SdJwtIssuer::new(&key()).disclose(pointer).issue(claims).unwrap_err();
        assert_eq!(fault.code().as_str(), "sd-not-selective", "{pointer}");
    }
    for claims in [r#"{"_sd":[]}"#, r#"{"a":[{"...":"x"}]}"#, r#"{"a":{"_sd_alg":1}}"#] {
        let fault = SdJwtIssuer::new(&key()).issue(claims.as_bytes()).unwrap_err();
        assert_eq!(fault.code().as_str(), "sd-digest-invalid", "{claims}");
    }
}

#[test]
fn decoys_stand_beside_the_digests_and_have_no_disclosure() {
    let issued =
        SdJwtIssuer::new(&key()).disclose("/o/a").decoys(5).issue(br#"{"o":{"a":1},"p":{}}"#).unwrap();
    let verdict = judge(&issued);
    assert_eq!(claims(&verdict), r#"{"o":{"a":1},"p":{}}"#);
    assert_eq!(verdict.disclosures().unwrap().undisclosed, 10);
}

#[test]
fn two_tokens_of_one_issuer_have_no_salt_in_common() {
    let issuer = |claims: &[u8]| SdJwtIssuer::new(&KEY).disclose("/a").issue(claims).unwrap();
    let (one, two) = (issuer(br#"{"a":1}"#), issuer(br#"{"a":1}"#));
    assert_ne!(one.split('~').nth(1), two.split('~').nth(1));
}

#[test]
fn a_holder_discloses_what_can_be_chosen_and_what_it_stands_in() {
    let issued = SdJwtIssuer::new(&key())
        .disclose("/o")
        .disclose("/o/a")
        .disclose("/l/1")
        .issue(br#"{"o":{"a":{"x":1},"b":2},"l":[1,2,3],"p":3}"#)
        .unwrap();
    let holder = SdJwtHolder::parse(&issued).unwrap();
    assert_eq!(holder.selectable().collect::<Vec<_>>(), ["/o/a", "/o", "/l/1"]);
    let shown = |pointers: &[&str]| {
        let mut holder = SdJwtHolder::parse(&issued).unwrap();
        for pointer in pointers {
            holder = holder.disclose(pointer).unwrap();
        }
        claims(&judge(&holder.present())).to_owned()
    };
    assert_eq!(shown(&[]), r#"{"l":[1,3],"p":3}"#);
    assert_eq!(shown(&["/o"]), r#"{"l":[1,3],"p":3,"o":{"b":2}}"#);
    assert_eq!(shown(&["/o/a"]), r#"{"l":[1,3],"p":3,"o":{"b":2,"a":{"x":1}}}"#);
    assert_eq!(shown(&["/l/1"]), r#"{"l":[1,2,3],"p":3}"#);
    assert_eq!(
        claims(&judge(&SdJwtHolder::parse(&issued).unwrap().disclose_all().present())),
        r#"{"l":[1,2,3],"p":3,"o":{"b":2,"a":{"x":1}}}"#
    );
    for (pointer, found) in [
        ("/p", "nothing by that name can be disclosed, or it is in plain sight"),
        ("/q", "nothing by that name can be disclosed, or it is in plain sight"),
        ("/o/b", "it is disclosed with the whole of /o"),
        ("/o/a/x", "it is disclosed with the whole of /o/a"),
    ] {
        let fault = SdJwtHolder::parse(&issued).unwrap().disclose(pointer).unwrap_err();
        assert_eq!(
            fault.to_string(),
            format!("The claim {pointer} cannot be disclosed selectively: {found}.")
        );
    }
}
