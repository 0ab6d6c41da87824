//! PEM armour (RFC 7468), read as people paste it: text around the blocks, lines of any length, CRLF, and `\n` written
//! as two characters, as environment files have it. The base64 inside is strict.

use zeroize::Zeroizing;

use super::{Form, KeyError, base64};

/// What every block begins with.
pub(super) const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// One block: what its label says, and its DER.
pub(super) struct Block<'t> {
    pub(super) label: &'t str,
    pub(super) content: Result<Zeroizing<Vec<u8>>, KeyError>,
}

/// The blocks of the text in their order.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((_, from)) = rest.split_once(BEGIN) {
        let Some((label, body)) = label(from) else {
            blocks.push(cut_short(from.lines().next().unwrap_or_default()));
            break;
        };
        let end = format!("{END}{label}{DASHES}");
        let Some((body, after)) = body.split_once(end.as_str()) else {
            blocks.push(cut_short(label));
            break;
        };
        blocks.push(Block { label, content: content(body) });
        rest = after;
    }
    blocks
}

/// The label that the text begins with, on one line, and what follows its dashes.
fn label(from: &str) -> Option<(&str, &str)> {
    from.split_once(DASHES).filter(|(label, _)| !label.contains('\n'))
}

fn cut_short(label: &str) -> Block<'_> {
    Block { label, content: Err(KeyError::invalid("its PEM block has no END line: it was not copied whole")) }
}

/// The labels that stand in the text, also of blocks that are broken.
pub(super) fn labels(text: &str) -> impl Iterator<Item = &str> {
    text.split(BEGIN).skip(1).filter_map(|from| Some(label(from)?.0))
}

/// Whether a label is that of a public key, whatever is inside.
pub(super) fn is_public_label(label: &str) -> bool {
    label.ends_with("PUBLIC KEY") || label.ends_with("CERTIFICATE")
}

fn content(body: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    // Old OpenSSL writes encrypted keys with header lines (RFC 1421 section 4.6.1.1).
    if body.contains("Proc-Type:") && body.contains("ENCRYPTED") {
        return Err(KeyError::unsupported(
            "a key encrypted by lines of its PEM header; write it anew, for example with openssl pkcs8 -topk8",
        ));
    }
    // What does not grow leaves no copy behind.
    let mut bare = Zeroizing::new(Vec::with_capacity(body.len()));
    for piece in body.split("\\n").flat_map(|piece| piece.split("\\r")) {
        bare.extend(piece.bytes().filter(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n')));
    }
    match base64::decode(&bare) {
        Ok(der) => Ok(Zeroizing::new(der)),
        Err(fault) => {
            Err(KeyError::invalid(format!("inside the PEM block, line breaks not counted, {fault}")))
        }
    }
}

/// The DER in armour, 64 characters a line.
pub(super) fn write(form: Form, private: Private, der: &[u8]) -> Zeroizing<String> {
    let label = label_of(form, private);
    let body = Zeroizing::new(base64::encode(der));
    let armour = BEGIN.len() + END.len() + 2 * (label.len() + DASHES.len() + 2);
    // What does not grow leaves no copy behind.
    let mut text = Zeroizing::new(String::with_capacity(armour + body.len() + body.len() / 64));
    for piece in [BEGIN, label, DASHES, "\n"] {
        text.push_str(piece);
    }
    for (index, c) in body.chars().enumerate() {
        if index > 0 && index % 64 == 0 {
            text.push('\n');
        }
        text.push(c);
    }
    for piece in ["\n", END, label, DASHES, "\n"] {
        text.push_str(piece);
    }
    text
}

/// Which half of a pair a block holds.
#[derive(Clone, Copy)]
pub(super) enum Private {
    No,
    Yes,
}

const fn label_of(form: Form, private: Private) -> &'static str {
    match (form, private) {
        (Form::Pkcs1, Private::Yes) => "RSA PRIVATE KEY",
        (Form::Pkcs1, Private::No) => "RSA PUBLIC KEY",
        (Form::Sec1, _) => "EC PRIVATE KEY",
        (Form::Certificate, _) => "CERTIFICATE",
        (Form::EncryptedPkcs8, _) => "ENCRYPTED PRIVATE KEY",
        (Form::OpenSsh, _) => super::openssh::LABEL,
        (_, Private::Yes) => "PRIVATE KEY",
        (_, Private::No) => "PUBLIC KEY",
    }
}
