//! One of many: `jotsmith.line/1`, the answer to one token of a long list.
//!
//! In goes a line with its number, out goes one line of JSON at the end of a buffer that the caller keeps. Accepting a
//! token allocates nothing and passes its claims on as they were signed. Reading lines and writing them is the face's.

use std::io::Write as _;

use crate::check::{Content, Expectations};
use crate::inspect::inspect;
use crate::json::{Writer, push_one_line};
use crate::reason::Reason;
use crate::text::time::NumericDate;
use crate::token::too_long;
use crate::verdict::{Outcome, Verdict};
use crate::verify::{Scratch, Verifier};

/// Verifies the token of a line and appends its envelope. Gives the exit code of the command line.
pub fn verify(
    verifier: &Verifier<'_>,
    number: u64,
    token: &str,
    now: NumericDate,
    scratch: &mut Scratch,
    out: &mut Vec<u8>,
) -> u8 {
    match verifier.verify_bytes_in(token, now, scratch) {
        Ok(accepted) => {
            begin(out, number, Outcome::Accept, accepted.warnings());
            if verifier.expectations().content == Content::Claims {
                out.extend_from_slice(br#","payload":"#);
                push_one_line(out, accepted.claims());
            }
            end(out);
            0
        }
        Err(rejection) => answer(number, rejection.verdict(), out),
    }
}

/// Appends the envelope of a verdict that was come to in another way. Gives the exit code of the command line.
pub fn answer(number: u64, verdict: &Verdict, out: &mut Vec<u8>) -> u8 {
    begin(out, number, verdict.outcome(), verdict.reasons());
    if let Some(payload) = verdict.payload().filter(|payload| crate::json::parse(payload).is_ok()) {
        out.extend_from_slice(br#","payload":"#);
        push_one_line(out, payload);
    }
    end(out);
    verdict.exit_code()
}

/// Appends the envelope of a line that is longer than a token may be, and was not kept. Gives the exit code of the
/// command line.
pub fn overlong(number: u64, bytes: u64, bound: usize, out: &mut Vec<u8>) -> u8 {
    let reason = too_long(bytes, bound);
    begin(out, number, Outcome::Unreadable, core::slice::from_ref(&reason));
    end(out);
    reason.code().row().exit
}

/// Reads the token of a line, unverified, and appends its envelope. Gives the exit code of the command line.
pub fn decode(number: u64, text: &str, now: NumericDate, out: &mut Vec<u8>) -> u8 {
    let inspection = inspect(text, 0, &[], &Expectations::default(), now);
    let well_formed = inspection.layers.iter().all(crate::inspect::Layer::is_well_formed);
    let outcome = if well_formed { Outcome::NotVerified } else { Outcome::Unreadable };
    let outermost = inspection.layers.first();
    begin(out, number, outcome, outermost.map(|layer| layer.defects.as_slice()).unwrap_or_default());
    if let Some(layer) = outermost {
        let mut w = Writer::new();
        layer.write_token(&mut w);
        out.extend_from_slice(br#","unverified":"#);
        out.extend_from_slice(w.into_text().as_bytes());
    }
    if inspection.tokens.len() > 1 {
        number_member(out, r#","tokens":"#, inspection.tokens.len());
    }
    end(out);
    if well_formed { 0 } else { 3 }
}

fn begin(out: &mut Vec<u8>, number: u64, outcome: Outcome, reasons: &[Reason]) {
    number_member(out, r#"{"schema":"jotsmith.line/1","line":"#, number);
    let accept: &[u8] = if outcome == Outcome::Accept {
        br#","accept":true,"outcome":""#
    } else {
        br#","accept":false,"outcome":""#
    };
    out.extend_from_slice(accept);
    out.extend_from_slice(outcome.as_str().as_bytes());
    out.extend_from_slice(br#"","reasons":"#);
    if reasons.is_empty() {
        out.extend_from_slice(b"[]");
    } else {
        let mut w = Writer::new();
        w.array(|w| reasons.iter().for_each(|reason| reason.write(w)));
        out.extend_from_slice(w.into_text().as_bytes());
    }
}

fn number_member(out: &mut Vec<u8>, name: &str, number: impl core::fmt::Display) {
    // Writing to a Vec cannot fail.
    write!(out, "{name}{number}").unwrap_or_default();
}

fn end(out: &mut Vec<u8>) {
    out.extend_from_slice(b"}\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alg::Algorithm;
    use crate::jws::Signer;
    use crate::key::Key;
    use crate::limits::TOKEN_BYTES;

    const NOW: NumericDate = NumericDate(1_795_442_711);

    fn verified(claims: &[u8]) -> (u8, String) {
        let key = Key::hmac(Algorithm::Hs256, b"0123456789abcdef0123456789abcdef").unwrap();
        let token = Signer::new(&key).sign_json(claims).unwrap();
        let verifier = Verifier::new(&key).issuer("a").any_audience().build();
        let mut out = b"before\n".to_vec();
        let code = verify(&verifier, 7, &token, NOW, &mut Scratch::new(), &mut out);
        (code, String::from_utf8(out).unwrap())
    }

    #[test]
    fn an_accepted_token_brings_its_claims_as_they_were_signed() {
        let claims = "{\"iss\":\"a\",\"exp\":1795442712.50,\"u\":\"https:\\/\\/b\",\"x\":\"\u{202e}\"}";
        let line = "before\n{\"schema\":\"jotsmith.line/1\",\"line\":7,\"accept\":true,\"outcome\":\"accept\",\"reasons\":[],\"payload\":{\"iss\":\"a\",\"exp\":1795442712.50,\"u\":\"https:\\/\\/b\",\"x\":\"\\u202e\"}}\n";
        assert_eq!(verified(claims.as_bytes()), (0, line.into()));
    }

    #[test]
    fn a_refused_token_brings_reasons_and_no_claims() {
        let (code, line) = verified(br#"{"iss":"a","exp":1795442531}"#);
        assert_eq!(code, 5);
        let start = r#"{"schema":"jotsmith.line/1","line":7,"accept":false,"outcome":"do-not-accept","reasons":[{"code":"token-expired","#;
        assert!(line.starts_with(&format!("before\n{start}")), "{line}");
        assert!(!line.contains("payload\":{") && line.ends_with("]}\n"), "{line}");
    }

    #[test]
    fn a_line_that_was_not_kept_is_refused_as_the_same_line_would_be() {
        let key = Key::hmac(Algorithm::Hs256, b"0123456789abcdef0123456789abcdef").unwrap();
        let verifier = Verifier::new(&key).any_issuer().any_audience().build();
        let (mut kept, mut skipped) = (Vec::new(), Vec::new());
        let text = "a".repeat(TOKEN_BYTES + 1);
        assert_eq!(verify(&verifier, 1, &text, NOW, &mut Scratch::new(), &mut kept), 3);
        assert_eq!(overlong(1, 1_048_577, TOKEN_BYTES, &mut skipped), 3);
        assert_eq!(String::from_utf8(skipped), String::from_utf8(kept));
    }

    #[test]
    fn decoding_proves_nothing_and_says_so() {
        let mut out = Vec::new();
        assert_eq!(decode(1, "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.c2ln", NOW, &mut out), 0);
        assert_eq!(decode(2, "nonsense", NOW, &mut out), 3);
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[0],
            r#"{"schema":"jotsmith.line/1","line":1,"accept":false,"outcome":"not-verified","reasons":[],"unverified":{"header":{"alg":"HS256"},"payload":{"sub":"u_42"},"signature":"c2ln"}}"#
        );
        assert!(lines[1].starts_with(r#"{"schema":"jotsmith.line/1","line":2,"accept":false,"outcome":"unreadable","reasons":[{"code":"not-a-token","#), "{}", lines[1]);
    }
}
