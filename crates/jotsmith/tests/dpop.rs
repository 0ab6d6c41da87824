//! DPoP proofs (RFC 9449): the checks of section 4.3, one test each, and the examples of sections 4, 5 and 7.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use jotsmith::profile::dpop::{DpopProof, DpopVerifier};
use jotsmith::text::base64url;
use jotsmith::{Algorithm, AnyKey, Key, NumericDate, Seconds, Signer, Verdict, Verifier};
use testkit::keys;

const NOW: NumericDate = NumericDate(1_795_442_711);
const URL: &str = "https://server.example.com/token";

/// RFC 9449 section 4.1: the first proof, for a request to the token endpoint.
const TOKEN_REQUEST: &str = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";

/// RFC 9449 section 5: the proof beside a refresh token.
const REFRESH_REQUEST: &str = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjY1Mjk2fQ.pAqut2IRDm_De6PR93SYmGBPXpwrAk90e8cP2hjiaG5QsGSuKDYW7_X620BxqhvYC8ynrrvZLTk41mSRroapUA";

/// RFC 9449 section 7.1: the proof beside an access token, with its hash.
const RESOURCE_REQUEST: &str = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA";
const ACCESS_TOKEN: &str = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
const JKT: &str = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";

fn private(text: &str) -> Key<jotsmith::key::Private> {
    let AnyKey::Private(key) = AnyKey::read(text.as_bytes()).unwrap() else { panic!("a private key") };
    key
}

fn key() -> Key<jotsmith::key::Private> {
    private(keys::P256_PKCS8)
}

fn jkt() -> String {
    key().thumbprint().unwrap().to_string()
}

fn request() -> DpopVerifier {
    DpopVerifier::new("POST", URL).key(&jkt())
}

/// A proof with any header and payload: `JWK` and `NOW` are filled in.
fn proof(header: &str, payload: &str) -> String {
    let public = AnyKey::from(key().public());
    let header = header.replace("JWK", &public.to_jwk().unwrap());
    let payload = payload.replace("NOW", &NOW.0.to_string());
    Signer::new(&key()).whole_header(header.as_bytes()).sign_bytes(payload.as_bytes()).unwrap()
}

const HEADER: &str = r#"{"typ":"dpop+jwt","alg":"ES256","jwk":JWK}"#;
const PAYLOAD: &str = r#"{"jti":"j-1","htm":"POST","htu":"https://server.example.com/token","iat":NOW}"#;

fn messages(verdict: &Verdict) -> Vec<String> {
    verdict.reasons().iter().map(ToString::to_string).collect()
}

fn codes(verdict: &Verdict) -> Vec<&'static str> {
    verdict.reasons().iter().map(|reason| reason.code().as_str()).collect()
}

#[test]
fn the_examples_of_the_rfc_hold() {
    let token = DpopVerifier::new("POST", "https://server.example.com/token").key(JKT);
    assert_eq!(token.verify(TOKEN_REQUEST, NumericDate(1_562_262_616)).unwrap().jti(), "-BwC3ESc6acc2lTc");
    let refreshed = token.verify(REFRESH_REQUEST, NumericDate(1_562_265_296)).unwrap();
    assert_eq!((refreshed.jti(), refreshed.thumbprint()), ("-BwC3ESc6acc2lTc", JKT));
    let resource = DpopVerifier::new("GET", "https://resource.example.org/protectedresource?x=1").key(JKT);
    let resource = resource.access_token(ACCESS_TOKEN);
    let verified = resource.verify(RESOURCE_REQUEST, NumericDate(1_562_262_618 + 300)).unwrap();
    assert_eq!((verified.jti(), verified.thumbprint()), ("e1j3V_bKic8-LAEB", JKT));
    assert_eq!(
        codes(&resource.judge(TOKEN_REQUEST, NumericDate(1_562_262_616))),
        ["dpop-binding", "dpop-target", "dpop-target"]
    );
}

#[test]
fn what_is_made_is_accepted_by_every_kind_of_key_pair() {
    for pem in [keys::P256_PKCS8, keys::P384_PKCS8, keys::P521_PKCS8, keys::ED25519_PKCS8] {
        let key = private(pem);
        let made = DpopProof::new(&key, "POST", "https://Server.example.com:443/token?x=1#y");
        let made = made.access_token("at").nonce("n-1").sign(NOW).unwrap();
        let jkt = key.thumbprint().unwrap().to_string();
        let verdict =
            DpopVerifier::new("POST", URL).key(&jkt).access_token("at").nonce("n-1").judge(&made, NOW);
        assert!(verdict.accept(), "{:?}", messages(&verdict));
        assert_eq!(verdict.waived(), ["replay"]);
    }
    let two: Vec<_> = (0..2).map(|_| DpopProof::new(&key(), "GET", URL).sign(NOW).unwrap()).collect();
    assert_ne!(two[0].split('.').nth(1), two[1].split('.').nth(1));
}

#[test]
fn says_that_replay_is_for_the_receiver_to_check() {
    let verdict = request().judge(&proof(HEADER, PAYLOAD), NOW);
    assert_eq!(
        verdict.sentence(),
        "Accept: valid ES256 signature, DPoP proof for this request. Whether it was used before is for the receiver to check."
    );
}

#[test]
fn every_required_claim_is_there_and_of_its_type() {
    for (payload, code) in [
        (PAYLOAD.replace(r#""jti":"j-1","#, ""), vec!["claim-missing"]),
        (PAYLOAD.replace(r#""htm":"POST","#, ""), vec!["claim-missing"]),
        (PAYLOAD.replace(r#""htu":"https://server.example.com/token","#, ""), vec!["claim-missing"]),
        (PAYLOAD.replace(r#","iat":NOW"#, ""), vec!["claim-missing"]),
        (PAYLOAD.replace(r#""j-1""#, "1"), vec!["claim-type"]),
        (PAYLOAD.replace(r#""POST""#, "1"), vec!["claim-type"]),
        (PAYLOAD.replace("NOW", "\"1\""), vec!["numericdate-string"]),
    ] {
        let verdict = request().judge(&proof(HEADER, &payload), NOW);
        assert_eq!((codes(&verdict), verdict.accept()), (code, false), "{payload}");
    }
}

#[test]
fn the_type_is_dpop_jwt() {
    for header in [r#"{"alg":"ES256","jwk":JWK}"#, r#"{"typ":"JWT","alg":"ES256","jwk":JWK}"#] {
        assert_eq!(codes(&request().judge(&proof(header, PAYLOAD), NOW)), ["typ-mismatch"]);
    }
}

#[test]
fn the_key_is_public_asymmetric_and_in_the_header() {
    let verdict = request().judge(&proof(r#"{"typ":"dpop+jwt","alg":"ES256"}"#, PAYLOAD), NOW);
    assert_eq!((codes(&verdict), verdict.exit_code()), (vec!["dpop-key"], 1));
    let verdict =
        request().judge(&proof(r#"{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC"}}"#, PAYLOAD), NOW);
    assert_eq!(codes(&verdict), ["dpop-key"]);
    // A secret shared with nobody proves nothing; a private key in the header is public from then on.
    let shared = Key::hmac(Algorithm::Hs256, [7; 32]).unwrap();
    let payload = PAYLOAD.replace("NOW", &NOW.0.to_string());
    let hmac = Signer::new(&shared).typ("dpop+jwt").sign_bytes(payload.as_bytes()).unwrap();
    assert!(codes(&request().judge(&hmac, NOW)).contains(&"dpop-key"));
    let with = |jwk: &str| {
        let header = format!(r#"{{"typ":"dpop+jwt","alg":"ES256","jwk":{jwk}}}"#);
        let token = proof(HEADER, PAYLOAD);
        let (_, rest) = token.split_once('.').unwrap();
        format!("{}.{rest}", base64url::encode(header.as_bytes()))
    };
    assert_eq!(codes(&request().judge(&with(keys::P256_PRIVATE_JWK), NOW)), ["header-private-key"]);
    assert!(codes(&request().judge(&with(keys::P384_PUBLIC_JWK), NOW)).contains(&"alg-key-mismatch"));
    let none = format!(
        "{}.{}.",
        base64url::encode(br#"{"typ":"dpop+jwt","alg":"none"}"#),
        base64url::encode(payload.as_bytes())
    );
    assert!(codes(&request().judge(&none, NOW)).contains(&"alg-none"));
}

#[test]
fn the_signature_holds_under_that_key() {
    let token = proof(HEADER, PAYLOAD);
    let (input, _) = token.rsplit_once('.').unwrap();
    let forged = format!("{input}.{}", TOKEN_REQUEST.rsplit_once('.').unwrap().1);
    let verdict = request().judge(&forged, NOW);
    assert_eq!((codes(&verdict), verdict.exit_code()), (vec!["signature-mismatch"], 1));
}

#[test]
fn method_and_url_are_those_of_the_request() {
    for (from, to, message) in [
        ("\"POST\"", "\"GET\"", "The DPoP proof is for \"GET\", not for \"POST\"."),
        ("\"POST\"", "\"post\"", "The DPoP proof is for the method \"post\", not for a method such as POST."),
        (
            "/token",
            "/tokens",
            "The DPoP proof is for \"https://server.example.com/tokens\", not for \"https://server.example.com/token\".",
        ),
        (
            "/token",
            "/token?x=1",
            "The DPoP proof is for \"https://server.example.com/token?x=1\": it has a query or a fragment, not for the URL of a request.",
        ),
    ] {
        let verdict = request().judge(&proof(HEADER, &PAYLOAD.replace(from, to)), NOW);
        assert_eq!(messages(&verdict), [message]);
        assert_eq!(verdict.exit_code(), 5);
    }
    // One URL has many spellings, on both sides.
    for htu in ["HTTPS://SERVER.example.com:443/token", "https://server.example.com/a/../%74oken"] {
        let payload = PAYLOAD.replace(URL, htu);
        assert!(request().judge(&proof(HEADER, &payload), NOW).accept(), "{htu}");
    }
}

#[test]
fn is_fresh_for_5_minutes_unless_said_and_never_of_the_future() {
    let token = proof(HEADER, PAYLOAD);
    let at = |seconds: i64| NumericDate(NOW.0 + seconds);
    assert!(request().judge(&token, at(300)).accept());
    let verdict = request().judge(&token, at(301));
    assert_eq!(messages(&verdict), ["The DPoP proof is older than 5 minutes: it was made 5 minutes ago."]);
    assert_eq!(codes(&request().judge(&token, at(-1))), ["iat-future"]);
    assert!(request().leeway(Seconds(30)).judge(&token, at(-30)).accept());
    assert!(request().leeway(Seconds(30)).judge(&token, at(330)).accept());
    assert!(request().max_age(Seconds(10)).judge(&token, at(10)).accept());
    assert_eq!(codes(&request().max_age(Seconds(10)).judge(&token, at(11))), ["dpop-stale"]);
}

#[test]
fn is_bound_to_the_access_token_the_key_and_the_nonce() {
    let token = proof(HEADER, PAYLOAD);
    let other = DpopVerifier::new("POST", URL).key(JKT).judge(&token, NOW);
    assert_eq!((codes(&other), other.exit_code()), (vec!["dpop-binding"], 1));
    let verdict = request().access_token("at").judge(&token, NOW);
    assert_eq!(
        messages(&verdict),
        ["The DPoP proof is bound to something else: ath, the hash of the access token, is missing."]
    );
    let made = DpopProof::new(&key(), "POST", URL).access_token("at").nonce("n-1").sign(NOW).unwrap();
    let verdict = request().access_token("bt").judge(&made, NOW);
    assert_eq!(
        messages(&verdict),
        ["The DPoP proof is bound to something else: it is for another access token."]
    );
    let verdict = request().nonce("n-2").judge(&made, NOW);
    assert_eq!(messages(&verdict), ["The DPoP proof is bound to something else: it carries another nonce."]);
    let verdict = request().nonce("n-1").judge(&token, NOW);
    assert_eq!(messages(&verdict), ["The DPoP proof is bound to something else: the nonce is missing."]);
}

#[test]
fn what_a_proof_is_bound_to_and_nobody_stated_is_told_as_unchecked() {
    let made = DpopProof::new(&key(), "POST", URL).access_token("at").nonce("n-1").sign(NOW).unwrap();
    let verdict = request().judge(&made, NOW);
    assert_eq!((verdict.accept(), verdict.waived()), (true, &["ath", "nonce", "replay"][..]));
    let sentence = verdict.sentence();
    assert!(
        sentence.contains(" Its access token and nonce were not checked, for none was stated."),
        "{sentence}"
    );
    assert_eq!(request().access_token("at").nonce("n-1").judge(&made, NOW).waived(), ["replay"]);
    assert_eq!(request().judge(&proof(HEADER, PAYLOAD), NOW).waived(), ["replay"]);
}

#[test]
fn an_access_token_is_never_printed() {
    let verifier = request().access_token("a-secret-token");
    let key = key();
    let made = DpopProof::new(&key, "POST", URL).access_token("a-secret-token");
    for printed in [format!("{verifier:?}"), format!("{made:?}")] {
        assert!(printed.contains("AccessToken(14 bytes)") && !printed.contains("secret-token"), "{printed}");
    }
}

#[test]
fn by_any_key_is_said_in_so_many_words_and_told() {
    let any = DpopVerifier::new("POST", URL).any_key();
    let token = proof(HEADER, PAYLOAD);
    assert_eq!(any.verify(&token, NOW).unwrap().thumbprint(), jkt());
    assert_eq!(any.judge(&token, NOW).waived(), ["jkt", "replay"]);
}

#[test]
fn a_verifier_of_jwts_takes_no_proof() {
    let verifier = Verifier::new(&key().public()).any_issuer().any_audience().allow_missing_exp().build();
    assert!(codes(&verifier.judge(&proof(HEADER, PAYLOAD), NOW)).contains(&"typ-mismatch"));
}
