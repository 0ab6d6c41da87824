//! Credentials of other kinds: named, so that the reader knows what was pasted, and not opened.
//!
//! In goes text, out comes what it looks like and what to do. One row is one kind. Nothing is decoded but the
//! payload of a public PASETO token, which anyone can read.

use super::edge::escaped;
use super::{Findings, pem};
use crate::limits::FOUND_TOKENS;
use crate::reason::Span;
use crate::text::base64url;

/// A credential that is no JSON Web Token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Foreign {
    /// The name of the kind, kebab-case.
    pub name: &'static str,
    /// What it looks like: continues "this looks like ".
    pub words: String,
    /// What to do, one or two sentences.
    pub remedy: &'static str,
    /// Where it stands in the text as given.
    pub span: Span,
    /// The payload of a public PASETO token: not verified.
    pub payload: Option<String>,
}

/// One kind.
struct Kind {
    name: &'static str,
    /// `{}` stands for the start by which it was recognised.
    words: &'static str,
    remedy: &'static str,
    sign: Sign,
}

/// How a kind is recognised.
enum Sign {
    /// One of these starts, then this many characters of a kind or more: anywhere in a text.
    Start(&'static [&'static str], usize, Characters),
    /// By the whole text, without quotes and white space around it.
    Whole(fn(&str) -> Option<&'static str>),
}

#[derive(Clone, Copy)]
enum Characters {
    /// Letters, digits, `-`, `_` and `.`.
    Any,
    /// Large letters and digits.
    Large,
}

/// The shortest word that can be one of the kinds: `xoxb-` and ten characters.
const SHORTEST: usize = 15;

const REVOKE: &str = "If it leaked, revoke it.";
const A_KEY: &str = "This is a key, not a token: give it as the key.";
const PASETO: &str = "PASETO is another format: read it with a PASETO library.";
const OPAQUE: &str = "An opaque token says nothing to anyone but its issuer: ask its introspection endpoint.";

use Characters::{Any, Large};
use Sign::{Start, Whole};

/// The kinds. The first that fits is the answer, so what is more special stands higher.
const KINDS: &[Kind] = &[
    Kind {
        name: "paseto-public",
        words: "a PASETO token ({})",
        remedy: "PASETO is another format: anyone can read this payload; verify it with a PASETO library.",
        sign: Start(&["v1.public.", "v2.public.", "v3.public.", "v4.public."], 80, Any),
    },
    Kind {
        name: "paseto-local",
        words: "a PASETO token ({})",
        remedy: PASETO,
        sign: Start(&["v1.local.", "v2.local.", "v3.local.", "v4.local."], 32, Any),
    },
    Kind {
        name: "paserk",
        words: "a key for PASETO ({})",
        remedy: "This is a key in the PASERK format, not a token. If it is secret and leaked, replace it.",
        sign: Start(
            &[
                "k1.local.",
                "k2.local.",
                "k3.local.",
                "k4.local.",
                "k1.public.",
                "k2.public.",
                "k3.public.",
                "k4.public.",
                "k1.secret.",
                "k2.secret.",
                "k3.secret.",
                "k4.secret.",
            ],
            40,
            Any,
        ),
    },
    Kind {
        name: "github",
        words: "a GitHub token ({})",
        remedy: REVOKE,
        sign: Start(&["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], 36, Any),
    },
    Kind {
        name: "github",
        words: "a GitHub token ({})",
        remedy: REVOKE,
        sign: Start(&["github_pat_"], 22, Any),
    },
    Kind {
        name: "gitlab",
        words: "a GitLab token ({})",
        remedy: REVOKE,
        sign: Start(&["glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glagent-"], 20, Any),
    },
    Kind {
        name: "slack",
        words: "a Slack token ({})",
        remedy: REVOKE,
        sign: Start(
            &["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxc-", "xoxd-", "xapp-"],
            10,
            Any,
        ),
    },
    Kind {
        name: "stripe",
        words: "a Stripe key ({})",
        remedy: REVOKE,
        sign: Start(&["sk_live_", "rk_live_", "sk_test_", "rk_test_"], 16, Any),
    },
    Kind {
        name: "stripe-webhook",
        words: "a webhook secret of Stripe ({})",
        remedy: REVOKE,
        sign: Start(&["whsec_"], 24, Any),
    },
    Kind {
        name: "aws",
        words: "an AWS access key id ({})",
        remedy: "An access key id alone opens nothing. If its secret leaked with it, revoke the key.",
        sign: Start(&["AKIA", "ASIA"], 16, Large),
    },
    Kind { name: "google", words: "a Google API key ({})", remedy: REVOKE, sign: Start(&["AIza"], 35, Any) },
    Kind {
        name: "google",
        words: "a Google access token ({})",
        remedy: REVOKE,
        sign: Start(&["ya29."], 20, Any),
    },
    Kind { name: "npm", words: "an npm token ({})", remedy: REVOKE, sign: Start(&["npm_"], 36, Any) },
    Kind { name: "pypi", words: "a PyPI token ({})", remedy: REVOKE, sign: Start(&["pypi-"], 50, Any) },
    Kind {
        name: "docker",
        words: "a Docker Hub token ({})",
        remedy: REVOKE,
        sign: Start(&["dckr_pat_"], 20, Any),
    },
    Kind { name: "sendgrid", words: "a SendGrid key ({})", remedy: REVOKE, sign: Start(&["SG."], 60, Any) },
    Kind {
        name: "shopify",
        words: "a Shopify token ({})",
        remedy: REVOKE,
        sign: Start(&["shpat_", "shpss_", "shpca_"], 32, Any),
    },
    Kind {
        name: "fernet",
        words: "a Fernet token ({})",
        remedy: "Only the holder of its key can read it.",
        sign: Start(&["gAAAAA"], 90, Any),
    },
    Kind { name: "pem", words: "{} in PEM", remedy: A_KEY, sign: Whole(block) },
    Kind { name: "openssh", words: "an OpenSSH public key ({})", remedy: A_KEY, sign: Whole(openssh) },
    Kind { name: "jwk", words: "{}", remedy: A_KEY, sign: Whole(jwk) },
    Kind {
        name: "saml",
        words: "a SAML message ({})",
        remedy: "SAML is XML with a signature of its own: read it with a SAML library.",
        sign: Whole(saml),
    },
    Kind {
        name: "cwt",
        words: "a CBOR Web Token ({})",
        remedy: "Read it with a CWT or COSE library.",
        sign: Whole(cwt),
    },
    Kind {
        name: "basic",
        words: "HTTP Basic credentials",
        remedy: "They are a name and a password in base64, which anyone can read. If they leaked, change the password.",
        sign: Whole(basic),
    },
    Kind { name: "uuid", words: "a UUID", remedy: OPAQUE, sign: Whole(uuid) },
    Kind { name: "opaque", words: "an opaque token ({})", remedy: OPAQUE, sign: Whole(opaque) },
];

/// What a text looks like as a whole; none for what may be a JSON Web Token.
pub fn recognise(text: &str) -> Option<Foreign> {
    let inner = text
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | ';' | '\u{feff}'));
    let start = text.find(inner)?;
    let span = Span::new(start, start + inner.len());
    KINDS.iter().find_map(|kind| kind.of_word(inner, span).or_else(|| kind.of_whole(inner, span)))
}

/// The words of a text that are credentials by the way they begin.
pub fn words(text: &str) -> impl Iterator<Item = Foreign> {
    let mut from = 0;
    text.split(|c: char| !is_word(c)).filter_map(move |word| {
        let span = Span::new(from, from + word.len());
        from = span.end + text.get(span.end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        if word.len() < SHORTEST {
            return None;
        }
        let of = |word, span| KINDS.iter().find_map(|kind| kind.of_word(word, span));
        of(word, span).or_else(|| {
            let lent = Some(escaped(text, span.start)).filter(|bytes| *bytes != 0)?;
            of(word.get(lent..)?, Span::new(span.start + lent, span.end))
        })
    })
}

/// The private keys in PEM that stand in a text, each from its first line to its last, line breaks escaped or not; one
/// without its last line as far as it goes, at most [`PRIVATE_KEY_BYTES`](crate::limits::PRIVATE_KEY_BYTES).
pub fn private_keys(text: &str) -> impl Iterator<Item = Foreign> {
    let kind = KINDS.iter().find(|kind| kind.name == "pem");
    pem::private_keys(text).filter_map(move |span| kind.map(|kind| kind.named("a private key", span)))
}

/// Adds the credentials of other kinds that stand in a text to the tokens that were found in it.
pub(super) fn scan(text: &str, findings: &mut Findings) {
    if findings.tokens.is_empty()
        && let Some(whole) = recognise(text)
    {
        findings.foreign.push(whole);
        return;
    }
    for foreign in words(text) {
        let span = foreign.span;
        if findings.tokens.iter().any(|token| token.span.start < span.end && span.start < token.span.end) {
            continue;
        }
        if findings.foreign.len() == FOUND_TOKENS {
            findings.more = true;
            return;
        }
        findings.foreign.push(foreign);
    }
}

impl Kind {
    fn of_word(&self, word: &str, span: Span) -> Option<Foreign> {
        let Start(starts, least, characters) = &self.sign else { return None };
        let (start, rest) = starts.iter().find_map(|start| Some((*start, word.strip_prefix(start)?)))?;
        let fits = rest.len() >= *least
            && match characters {
                Any => rest.chars().all(is_word),
                Large => {
                    rest.len() == *least && rest.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
                }
            };
        let payload = (self.name == "paseto-public").then(|| paseto_payload(start, rest)).flatten();
        fits.then(|| Foreign { payload, ..self.named(start.trim_end_matches('.'), span) })
    }

    fn of_whole(&self, text: &str, span: Span) -> Option<Foreign> {
        let Whole(recognise) = self.sign else { return None };
        recognise(text).map(|by| self.named(by, span))
    }

    fn named(&self, by: &str, span: Span) -> Foreign {
        Foreign {
            name: self.name,
            words: self.words.replace("{}", by),
            remedy: self.remedy,
            span,
            payload: None,
        }
    }
}

const fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

/// The message of a public PASETO token, without the signature at its end and without the footer.
fn paseto_payload(start: &str, rest: &str) -> Option<String> {
    let signature = match start {
        "v1.public." => 256,
        "v3.public." => 96,
        _ => 64,
    };
    let body = base64url::decode(rest.split('.').next()?.as_bytes()).ok()?;
    let message = body.get(..body.len().checked_sub(signature)?)?;
    String::from_utf8(message.to_vec()).ok()
}

fn block(text: &str) -> Option<&'static str> {
    let label = text.get(text.find("-----BEGIN ")?..)?;
    let label = label.get(..label.floor_char_boundary(64))?;
    Some(if label.contains("PRIVATE KEY") {
        "a private key"
    } else if label.contains("PUBLIC KEY") {
        "a public key"
    } else if label.contains("CERTIFICATE") {
        "a certificate"
    } else {
        "a block"
    })
}

fn openssh(text: &str) -> Option<&'static str> {
    ["ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"]
        .into_iter()
        .find(|name| text.strip_prefix(name).is_some_and(|rest| rest.starts_with(" AAAA")))
}

fn jwk(text: &str) -> Option<&'static str> {
    let object = Some(text).filter(|text| text.starts_with('{') && text.contains("\"kty\""))?;
    // A key inside a token in JSON serialization does not make it a key.
    if object.contains("\"payload\"") || object.contains("\"ciphertext\"") {
        return None;
    }
    Some(if object.contains("\"keys\"") { "a set of JSON Web Keys" } else { "a JSON Web Key" })
}

/// XML that names SAML, as it stands or in base64, percent-encoded or not.
fn saml(text: &str) -> Option<&'static str> {
    if text.contains("SAMLResponse=") || text.starts_with("SAMLRequest=") {
        return Some("of a browser redirect or form");
    }
    let names_saml = |xml: &str| {
        xml.trim_start().starts_with('<')
            && (xml.contains("Assertion") || xml.contains(":SAML:") || xml.contains("samlp"))
    };
    if names_saml(text) {
        return Some("XML");
    }
    let head = text.get(..text.floor_char_boundary(4096)).unwrap_or_default();
    let plain: String =
        head.replace("%2B", "+").replace("%2F", "/").replace("%0A", "").split_whitespace().collect();
    let plain = plain.split('%').next().unwrap_or_default();
    let bytes = base64url::read(plain.as_bytes()).bytes;
    names_saml(&String::from_utf8_lossy(&bytes)).then_some("XML in base64")
}

/// COSE structures by their tags (RFC 9052 section 2, RFC 8392 section 6), in hex or base64.
fn cwt(text: &str) -> Option<&'static str> {
    let head: String = text.chars().take(64).collect();
    if head.len() < 32
        || !text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'+' | b'/' | b'='))
    {
        return None;
    }
    let from_hex = head.get(..6).filter(|_| head.bytes().all(|b| b.is_ascii_hexdigit())).and_then(|hex| {
        let [_, a, b, c] = u32::from_str_radix(hex, 16).ok()?.to_be_bytes();
        Some([a, b, c])
    });
    let from_base64 = || base64url::read(head.as_bytes()).bytes.first_chunk().copied();
    let (bytes, form) = match from_hex {
        Some(bytes) => (bytes, "COSE in hex"),
        None => (from_base64()?, "COSE in base64"),
    };
    // A tag, an array of the right length, and the byte string of the protected header; or tag 61 and one of these.
    matches!(bytes, [0xd2 | 0xd1, 0x84, 0x40..=0x5b] | [0xd0, 0x83, 0x40..=0x5b] | [0xd8, 0x3d, 0xd0..=0xd2])
        .then_some(form)
}

fn basic(text: &str) -> Option<&'static str> {
    let (_, encoded) =
        text.split_once("Basic ").filter(|(before, _)| before.is_empty() || before.ends_with(": "))?;
    let bytes = base64url::read(encoded.as_bytes()).bytes;
    bytes.contains(&b':').then_some("")
}

fn uuid(text: &str) -> Option<&'static str> {
    let shape = text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
    shape.then_some("")
}

/// One long word without a dot that is no word of a language.
fn opaque(text: &str) -> Option<&'static str> {
    let digit = text.bytes().any(|b| b.is_ascii_digit());
    let letter = text.bytes().any(|b| b.is_ascii_alphabetic());
    if text.len() < 16 || !digit || !letter || super::anchor::is_at(text, 0) {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Some("hexadecimal");
    }
    let base64 = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'+' | b'/' | b'=');
    text.bytes().all(base64).then_some("random characters")
}
