//! `x5c` of a token: the chain, the roots, the instant, and what else the header says of the key.

use testkit::keys::*;

use super::read;
use crate::jws::Signer;
use crate::key::{AnyKey, KeyError, Roots};
use crate::text::time::NumericDate;

/// 2027-01-01.
const NOW: NumericDate = NumericDate(1_798_761_600);

fn bare(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with('-')).collect()
}

fn x5c(chain: &[&str]) -> String {
    let texts: Vec<_> = chain.iter().map(|pem| format!("\"{}\"", bare(pem))).collect();
    format!("[{}]", texts.join(","))
}

fn token(parameters: &[(&str, &str)]) -> String {
    let AnyKey::Private(key) = read(P256_PKCS8) else { panic!("a private key") };
    let mut signer = Signer::new(&key);
    for (name, value) in parameters {
        signer = signer.parameter(name, value);
    }
    signer.sign_json(br#"{"sub":"u_42"}"#).unwrap()
}

fn certified(parameters: &[(&str, &str)], roots: &str, at: NumericDate) -> Result<AnyKey, KeyError> {
    let keys = Roots::read(roots.as_bytes())?.certified(&token(parameters), at)?;
    let [key] = keys.keys() else { panic!("one key") };
    Ok(key.clone())
}

fn refused(parameters: &[(&str, &str)], roots: &str, at: NumericDate) -> String {
    let fault = certified(parameters, roots, at).unwrap_err();
    format!("{}: {}", fault.code().as_str(), fault)
}

#[test]
fn a_chain_that_ends_in_a_given_root_gives_the_key_of_its_first_certificate() {
    let whole = x5c(&[CHAIN_LEAF, CHAIN_INTERMEDIATE]);
    let key = certified(&[("x5c", &whole)], CHAIN_ROOT, NOW).unwrap();
    assert_eq!((key.thumbprint(), key.is_secret()), (read(P256_SPKI).thumbprint(), false));
    // The root may stand at the end, and among others.
    let with_root = x5c(&[CHAIN_LEAF, CHAIN_INTERMEDIATE, CHAIN_ROOT]);
    let both = format!("{CHAIN_OTHER_ROOT}{CHAIN_ROOT}");
    certified(&[("x5c", &with_root)], &both, NOW).unwrap();
}

#[test]
fn a_chain_that_does_not_end_in_a_root_or_is_out_of_its_time_is_not_trusted() {
    let whole = x5c(&[CHAIN_LEAF, CHAIN_INTERMEDIATE]);
    let untrusted = |found: &str| format!("certificate-untrusted: The certificate is not trusted: {found}.");
    let no_end = untrusted("its chain does not end in a root that was given");
    assert_eq!(refused(&[("x5c", &whole)], CHAIN_OTHER_ROOT, NOW), no_end);
    assert_eq!(refused(&[("x5c", &x5c(&[CHAIN_LEAF]))], CHAIN_ROOT, NOW), no_end);
    assert_eq!(
        refused(&[("x5c", &whole)], CHAIN_ROOT, NumericDate(2_200_000_000)),
        untrusted("a certificate of its chain has expired")
    );
    assert_eq!(
        refused(&[("x5c", &whole)], CHAIN_ROOT, NumericDate(1_700_000_000)),
        untrusted("a certificate of its chain is not valid yet")
    );
    assert_eq!(
        refused(&[("x5c", &whole)], CHAIN_ROOT, NumericDate(-1)),
        untrusted("the instant lies before 1970")
    );
    assert_eq!(
        refused(&[("x5c", &x5c(&[CHAIN_INTERMEDIATE]))], CHAIN_ROOT, NOW),
        untrusted("it is the certificate of an authority, which signs no tokens")
    );
    assert_eq!(refused(&[], CHAIN_ROOT, NOW), untrusted("the token brings none, x5c"));
}

#[test]
fn the_key_usage_of_each_certificate_must_permit_what_it_does() {
    let untrusted = |found: &str| format!("certificate-untrusted: The certificate is not trusted: {found}.");
    let chain = x5c(&[USAGE_LEAF_OF_AUTHORITY, USAGE_AUTHORITY]);
    assert_eq!(
        refused(&[("x5c", &chain)], USAGE_ROOT, NOW),
        untrusted("a certificate of its chain may not vouch for others")
    );
    assert_eq!(
        refused(&[("x5c", &x5c(&[USAGE_LEAF_AGREES]))], USAGE_ROOT, NOW),
        untrusted("its key usage forbids signing")
    );
    for leaf in [USAGE_LEAF_COMMITS, USAGE_LEAF_OF_ANY] {
        certified(&[("x5c", &x5c(&[leaf]))], USAGE_ROOT, NOW).unwrap();
    }
}

#[test]
fn a_root_counts_as_far_as_its_certificate_goes() {
    let untrusted = |found: &str| format!("certificate-untrusted: The certificate is not trusted: {found}.");
    let leaf = x5c(&[ROOTS_LEAF]);
    let below = |root: &str| certified(&[("x5c", &leaf)], root, NOW).map(|_| ());
    for root in [ROOTS_ROOT, ROOTS_VERSION_1, ROOTS_PATH_0] {
        assert_eq!(below(root), Ok(()), "{root}");
    }
    for (root, found) in [
        (ROOTS_ENDED, "the root that was given has expired"),
        (ROOTS_VERSION_1_ENDED, "the root that was given has expired"),
        (ROOTS_BEGINS_LATER, "the root that was given is not valid yet"),
        (ROOTS_NO_AUTHORITY, "the root that was given may not vouch for others"),
        (ROOTS_NO_CONSTRAINTS, "the root that was given may not vouch for others"),
        (ROOTS_SIGNS_NO_CERTIFICATES, "the root that was given may not vouch for others"),
    ] {
        assert_eq!(refused(&[("x5c", &leaf)], root, NOW), untrusted(found), "{root}");
        // Beside the same root in a form that reaches, it does no harm.
        for both in [format!("{root}{ROOTS_ROOT}"), format!("{ROOTS_ROOT}{root}")] {
            assert_eq!(below(&both), Ok(()), "{root}");
        }
    }
}

#[test]
fn a_certificate_that_is_itself_given_vouches_for_its_own_key_while_it_holds() {
    for pinned in [ROOTS_NO_AUTHORITY, ROOTS_NO_CONSTRAINTS] {
        certified(&[("x5c", &x5c(&[pinned]))], pinned, NOW).unwrap();
        let ended = refused(&[("x5c", &x5c(&[pinned]))], pinned, NumericDate(9_000_000_000));
        assert_eq!(
            ended,
            "certificate-untrusted: The certificate is not trusted: the root that was given has expired."
        );
        assert!(refused(&[("x5c", &x5c(&[ROOTS_LEAF]))], pinned, NOW).contains("may not vouch for others"));
    }
    // An authority signs no tokens, given or not.
    let authority = refused(&[("x5c", &x5c(&[ROOTS_ROOT]))], ROOTS_ROOT, NOW);
    assert!(
        authority.ends_with("it is the certificate of an authority, which signs no tokens."),
        "{authority}"
    );
}

#[test]
fn a_name_is_the_same_in_either_type_of_string() {
    for (root, beside) in [(ROOTS_NAMES_UTF8, ROOTS_NAMES_PRINTABLE), (ROOTS_NAMES_UTF8, ROOTS_NAMES_UTF8)] {
        certified(&[("x5c", &x5c(&[ROOTS_NAMES_LEAF, beside]))], root, NOW).unwrap();
    }
    let other = refused(&[("x5c", &x5c(&[ROOTS_NAMES_LEAF, ROOTS_ROOT]))], ROOTS_NAMES_UTF8, NOW);
    assert!(other.ends_with("its certificate 2 does not certify the one before it."), "{other}");
}

#[test]
fn a_path_has_no_more_authorities_than_its_root_allows() {
    let untrusted = "certificate-untrusted: The certificate is not trusted: its chain is longer than the root that was given allows.";
    let chains = [
        x5c(&[ROOTS_LEAF]),
        x5c(&[ROOTS_LEAF_OF_FIRST, ROOTS_FIRST]),
        x5c(&[ROOTS_LEAF_OF_SECOND, ROOTS_SECOND, ROOTS_FIRST]),
    ];
    for (root, most) in [(ROOTS_PATH_0, 0), (ROOTS_PATH_1, 1), (ROOTS_ROOT, 2)] {
        for (between, chain) in chains.iter().enumerate() {
            let parameters = [("x5c", chain.as_str())];
            if between <= most {
                let taken = certified(&parameters, root, NOW).map(|_| ());
                assert_eq!(taken, Ok(()), "{between} below {most}");
            } else {
                assert_eq!(refused(&parameters, root, NOW), untrusted, "{between} below {most}");
            }
        }
    }
    // An authority that certifies a new key of its own is not counted.
    let renewed = x5c(&[ROOTS_LEAF_OF_RENEWED, ROOTS_RENEWED]);
    certified(&[("x5c", &renewed)], ROOTS_PATH_0, NOW).unwrap();
}

#[test]
fn an_extended_key_usage_that_is_critical_must_not_leave_tokens_out() {
    assert_eq!(
        refused(&[("x5c", &x5c(&[ROOTS_LEAF_SERVES]))], ROOTS_ROOT, NOW),
        "certificate-untrusted: The certificate is not trusted: its extended key usage forbids signing tokens."
    );
    for leaf in [ROOTS_LEAF_SERVES_ALSO, ROOTS_LEAF_OF_ANY_PURPOSE, ROOTS_LEAF_SIGNS_TOKENS] {
        certified(&[("x5c", &x5c(&[leaf]))], ROOTS_ROOT, NOW).unwrap();
    }
}

#[test]
fn each_certificate_of_a_chain_certifies_the_one_before() {
    let (leaf, second, first, root) = (ROOTS_LEAF_OF_SECOND, ROOTS_SECOND, ROOTS_FIRST, ROOTS_ROOT);
    for chain in [[leaf, second, first].as_slice(), &[leaf, second, first, root]] {
        certified(&[("x5c", &x5c(chain))], root, NOW).unwrap();
    }
    for (chain, number) in [
        ([leaf, first, second].as_slice(), 2),
        (&[leaf, second, second, first], 3),
        (&[leaf, second, first, CHAIN_ROOT], 4),
        (&[leaf, second, first, root, first], 5),
        (&[leaf, first], 2),
    ] {
        assert_eq!(
            refused(&[("x5c", &x5c(chain))], root, NOW),
            format!(
                "x5c-malformed: The certificate chain x5c is malformed: its certificate {number} does not certify the one before it."
            )
        );
    }
    assert_eq!(
        refused(&[("x5c", &x5c(&[leaf, P256_SPKI]))], root, NOW),
        "x5c-malformed: The certificate chain x5c is malformed: its text 2 is no certificate."
    );
}

#[test]
fn a_changed_signature_in_the_chain_is_seen() {
    let leaf = bare(CHAIN_LEAF);
    // The last bytes of a certificate are those of its signature.
    let (start, end) = leaf.split_at(leaf.len() - 8);
    let changed = if end.starts_with("AAAA") {
        end.replacen("AAAA", "BBBB", 1)
    } else {
        format!("AAAA{}", end.get(4..).unwrap())
    };
    let chain = format!("[\"{start}{changed}\",\"{}\"]", bare(CHAIN_INTERMEDIATE));
    assert_eq!(
        refused(&[("x5c", &chain)], CHAIN_ROOT, NOW),
        "certificate-untrusted: The certificate is not trusted: a signature of its chain does not hold."
    );
}

#[test]
fn what_the_header_says_of_the_key_must_be_said_of_the_certificate() {
    let whole = x5c(&[CHAIN_LEAF, CHAIN_INTERMEDIATE]);
    let malformed = |found: &str| format!("x5c-malformed: The certificate chain x5c is malformed: {found}.");
    let zero = "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"";
    assert_eq!(
        refused(&[("x5c", &whole), ("x5t#S256", zero)], CHAIN_ROOT, NOW),
        malformed("x5t#S256 is not that of its first certificate")
    );
    assert_eq!(
        refused(&[("x5c", &whole), ("jwk", P384_PUBLIC_JWK)], CHAIN_ROOT, NOW),
        malformed("its first certificate is not about the key of jwk")
    );
    certified(&[("x5c", &whole), ("jwk", P256_PUBLIC_JWK)], CHAIN_ROOT, NOW).unwrap();
    assert_eq!(
        refused(&[("x5c", "[\"AAAA\"]")], CHAIN_ROOT, NOW),
        malformed("the key of its first certificate cannot be used: key-unreadable")
    );
    assert_eq!(
        refused(&[("x5c", &x5c(&[P256_SPKI]))], CHAIN_ROOT, NOW),
        malformed("its first text is no certificate")
    );
}

#[test]
fn a_root_is_a_certificate() {
    let fault = Roots::read(P256_SPKI.as_bytes()).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "This is no key in a form that is known: it is no certificate, as every root is."
    );
    let roots = Roots::read(CHAIN_ROOT.as_bytes()).unwrap();
    assert!(roots.certified("no token", NOW).unwrap().keys().is_empty());
}

/// Both serializations of a JWS, and both of an SD-JWT, with the chain in the protected header.
#[cfg(feature = "profiles")]
fn signed_in_each_form(value: &str) -> Vec<String> {
    use crate::profile::sd_jwt::SdJwtIssuer;

    let AnyKey::Private(key) = read(P256_PKCS8) else { panic!("a private key") };
    let signer = || Signer::new(&key).parameter("x5c", value);
    let payload: &[u8] = br#"{"sub":"u_42","exp":1798761700}"#;
    let issuer = || SdJwtIssuer::with(signer()).disclose("/sub");
    let general = [signer().kid(Some("a")), signer().kid(Some("b"))];
    vec![
        signer().sign_json(payload).unwrap(),
        signer().sign_flattened(payload).unwrap(),
        Signer::sign_general(&general, payload).unwrap(),
        issuer().issue(payload).unwrap(),
        issuer().issue_flattened(payload).unwrap(),
    ]
}

#[cfg(feature = "profiles")]
#[test]
fn every_form_of_a_signed_token_brings_its_chain_and_the_verdict_says_that_the_token_brought_the_key() {
    use crate::check::{Content, Source, State};
    use crate::profile::sd_jwt::SdJwtVerifier;
    use crate::reason::{Code, Question};
    use crate::verify::Verifier;

    let roots = Roots::read(CHAIN_ROOT.as_bytes()).unwrap();
    let whole = x5c(&[CHAIN_LEAF, CHAIN_INTERMEDIATE]);
    for (index, token) in signed_in_each_form(&whole).iter().enumerate() {
        let keys = roots.certified(token, NOW).unwrap();
        let verifier = Verifier::new(&keys).any_issuer().any_audience();
        let verdict = if index < 3 {
            verifier.content(Content::Bytes).build().judge(token, NOW)
        } else {
            SdJwtVerifier::new(verifier.build()).no_key_binding().judge(token, NOW)
        };
        assert!(verdict.accept(), "{index}: {}", verdict.sentence());
        assert_eq!((verdict.source(), verdict.state(Question::Trust)), (Source::Certificate, State::Pass));
        assert!(verdict.reasons().iter().any(|reason| reason.code() == Code::KeyFromCertificate), "{index}");
    }
    let other = Roots::read(CHAIN_OTHER_ROOT.as_bytes()).unwrap();
    for token in signed_in_each_form(&whole) {
        assert_eq!(other.certified(&token, NOW).unwrap_err().code(), Code::CertificateUntrusted);
    }
    // What stands in the header that nobody signed vouches for nothing.
    let AnyKey::Private(key) = read(P256_PKCS8) else { panic!("a private key") };
    let stray = Signer::new(&key).unprotected("x5c", &whole).sign_flattened(b"{}").unwrap();
    assert_eq!(roots.certified(&stray, NOW).unwrap_err().code(), Code::CertificateUntrusted);
}
