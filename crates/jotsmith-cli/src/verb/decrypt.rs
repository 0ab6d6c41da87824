//! `decrypt`: an encrypted token in, what is inside out, byte for byte. It says whether that tells anything of the sender.

use jotsmith::find::{Shape, find};
use jotsmith::json::{self, Writer};
use jotsmith::jwe::DecryptError;
use jotsmith::key::WeakKeys;
use jotsmith::reason::{Code, Reason, Severity};
use jotsmith::text::base64url;
use jotsmith::{Decrypted, Decrypter};

use crate::args::encryption::DecryptingKeys;
use crate::args::out::Out;
use crate::args::token::TokenInput;
use crate::exit::{Exit, Failure, both};
use crate::output::{Io, Readers};

const EXAMPLES: &str = "\
Examples:
  $ jotsmith decrypt --key @api.key.pem --in secret.jwe
  $ jotsmith decrypt --key @api.key.pem --alg ECDH-ES --enc A256GCM --json --in secret.jwe
  $ jotsmith decrypt --key @api.key.pem --in nested.jwe | \\
      jotsmith verify --secret @secret.bin --any-issuer --any-audience -";

/// Decrypt a token: exit 0 and what is inside, or why not
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    token: TokenInput,

    #[command(flatten)]
    keys: DecryptingKeys,

    /// Decrypt RSA1_5 too, whose padding can be attacked
    #[arg(long)]
    insecure_rsa1_5: bool,

    /// Decrypt with an RSA key that is too short, and say so
    #[arg(long)]
    allow_weak_key: bool,

    #[command(flatten)]
    out: Out,

    /// Print what was decrypted, and what is known of it, as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let (token, given) = both(args.token.text(), args.keys.read())?;
    if let (true, Some(fault)) = (given.keys.is_empty(), &given.fault) {
        return Err(args.keys.failure(fault));
    }
    let single = given.keys.len() == 1;
    let decrypted = args.decrypter(&given.keys).decrypt(&token);
    if let Err(fault) = &decrypted
        && fault.code() == Code::KeyWithoutAlgorithm
        && let Some(reason) = fault.reasons().first()
    {
        let remedy = format!("{} with --alg.", reason.remedy().trim_end_matches('.'));
        return Err(Failure::usage(reason.to_string(), remedy));
    }
    let exit = decrypted.as_ref().map_or_else(|fault| exit_of(fault, single), |_| Exit::Fine);
    let product = if args.json {
        Some(format!("{}\n", json_of(&decrypted)).into_bytes())
    } else {
        decrypted.as_ref().ok().map(|decrypted| decrypted.plaintext().to_vec())
    };
    if let Some(product) = product {
        args.out.write(&product, Readers::Owner, io)?;
    }
    match &decrypted {
        Ok(decrypted) => {
            decrypted.warnings().iter().for_each(|reason| say(reason, io));
            io.talk(&spoken(decrypted));
        }
        Err(_) if is_signed(&token) => {
            io.talk(&io.talk_paint().bad("This token is signed, not encrypted."));
            io.talk("  Verify it: jotsmith verify.");
        }
        Err(fault) => fault.reasons().iter().for_each(|reason| say(reason, io)),
    }
    if let Some(fault) = &given.fault {
        io.talk(&format!("A key is left out. {fault}\n  {}", fault.reason().remedy()));
    }
    io.talk(&given.warnings.join("\n"));
    Ok(exit)
}

impl Args {
    fn decrypter(&self, keys: &[jotsmith::AnyKey]) -> Decrypter {
        let mut decrypter = Decrypter::with_keys(keys.to_vec());
        if self.keys.are_a_set() {
            decrypter = decrypter.of_set();
        }
        if let Some(algorithms) = self.keys.algorithms() {
            decrypter = decrypter.algorithms(algorithms.iter().copied());
        }
        if let Some(contents) = self.keys.contents() {
            decrypter = decrypter.contents(contents.iter().copied());
        }
        if self.insecure_rsa1_5 {
            decrypter = decrypter.insecure_rsa1_5();
        }
        if self.allow_weak_key {
            decrypter = decrypter.weak_keys(WeakKeys::Allow);
        }
        decrypter
    }
}

/// Whether the text is a token that is signed, by its shape alone.
fn is_signed(text: &str) -> bool {
    let tokens = find(text).tokens;
    let Some(found) = tokens.first().filter(|found| found.text == text) else { return false };
    match found.shape {
        Shape::Jws | Shape::SdJwt => true,
        Shape::Json => json::parse(text.as_bytes()).is_ok_and(|tree| {
            let has = |name: &str| tree.root().member(name).is_some();
            !has("ciphertext") && (has("signature") || has("signatures"))
        }),
        Shape::Jwe | Shape::Unknown | _ => false,
    }
}

/// The code of the first reason; a key that cannot be used whatever the token counts as such only where it is alone.
fn exit_of(fault: &DecryptError, single: bool) -> Exit {
    let codes = fault.reasons().iter().filter(|reason| reason.severity() == Severity::Error);
    let codes: Vec<Exit> = codes
        .map(|reason| Exit::of_catalogue(reason.code().row().exit))
        .map(|exit| if exit == Exit::Key && !single { Exit::Rejected } else { exit })
        .collect();
    let order = [Exit::Key, Exit::Malformed, Exit::Rejected];
    order.into_iter().find(|exit| codes.contains(exit)).unwrap_or(Exit::Rejected)
}

fn say(reason: &Reason, io: &mut Io) {
    let paint = io.talk_paint();
    let message = reason.to_string();
    io.talk(&if reason.severity() == Severity::Error { paint.bad(&message) } else { message });
    io.talk(&format!("  {}", reason.remedy()));
}

/// What is said beside the content.
fn spoken(decrypted: &Decrypted) -> String {
    let (algorithm, encryption) = (decrypted.algorithm().as_str(), decrypted.encryption().as_str());
    let sender = if decrypted.authenticates_sender() {
        "whoever encrypted it holds the same secret"
    } else {
        "anyone may have encrypted it, so it says nothing about the sender"
    };
    format!("Decrypted: {algorithm}, {encryption}; {sender}.")
}

fn json_of(decrypted: &Result<Decrypted, DecryptError>) -> String {
    let mut w = Writer::new();
    w.object(|w| {
        w.name("schema").string("jotsmith.decrypted/1");
        w.name("decrypted").bool(decrypted.is_ok());
        let done = decrypted.as_ref().ok();
        w.name("algorithm").optional_string(done.map(|done| done.algorithm().as_str()));
        w.name("encryption").optional_string(done.map(|done| done.encryption().as_str()));
        w.name("serialization").optional_string(done.map(|done| done.token().form().as_str()));
        w.name("authenticates_sender").bool(done.is_some_and(Decrypted::authenticates_sender));
        w.name("typ").optional_string(done.and_then(Decrypted::typ));
        w.name("cty").optional_string(done.and_then(Decrypted::cty));
        w.name("payload");
        match done.map(|done| json::parse(done.plaintext())) {
            Some(Ok(tree)) if tree.root().is_object() => w.node(tree.node()),
            Some(_) | None => w.null(),
        }
        let encoded = done.map(|done| base64url::encode(done.plaintext()));
        w.name("payload_base64url").optional_string(encoded.as_deref());
        let reasons = match decrypted {
            Ok(decrypted) => decrypted.warnings(),
            Err(fault) => fault.reasons(),
        };
        w.name("reasons").array(|w| reasons.iter().for_each(|reason| reason.write(w)));
    });
    w.into_text()
}
