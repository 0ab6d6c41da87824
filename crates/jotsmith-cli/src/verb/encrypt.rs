//! `encrypt`: bytes into an encrypted token, for one receiver or several.

use std::path::PathBuf;

use clap::ValueEnum;
use jotsmith::alg::KeyManagement;
use jotsmith::json::Writer;
use jotsmith::jwe::Recipient;
use jotsmith::key::{Key, Public, Shared, WeakKeys};
use jotsmith::token::is_token_shaped;
use jotsmith::{AnyKey, Encrypter};
use zeroize::Zeroizing;

use crate::args::encryption::{EncryptingKeys, Receivers};
use crate::args::member::{self, Member};
use crate::args::out::Out;
use crate::args::token::{NAME_OF_FILE, looks_like_file};
use crate::exit::{Exit, Failure, both};
use crate::input::{self, Operand, PAYLOAD, without_final_newline};
use crate::output::{Io, Readers};

const EXAMPLES: &str = "\
Examples:
  $ jotsmith encrypt --key @api.pub.pem --in claims.json
  $ jotsmith encrypt --secret @key.bin --alg dir --enc A256GCM 'between us'
  $ jotsmith sign --secret @secret.bin --exp +15m -c sub=u_42 | \\
      jotsmith encrypt --key @rsa.pub.pem --alg RSA-OAEP-256 --cty JWT -
  $ jotsmith encrypt --key @api.pub.pem --key @rsa.pub.pem \\
      --alg ECDH-ES+A256KW,RSA-OAEP-256 --in claims.json";

/// Encrypt bytes for whoever holds the key
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// What is encrypted, or - for standard input
    #[arg(value_name = "PLAINTEXT")]
    plaintext: Option<String>,

    /// The file that holds what is encrypted
    #[arg(long = "in", value_name = "FILE", conflicts_with = "plaintext")]
    file: Option<PathBuf>,

    #[command(flatten)]
    keys: EncryptingKeys,

    /// How the token is written: general for several receivers, else compact unless said
    #[arg(long, value_name = "FORM", value_enum)]
    serialization: Option<Serialization>,

    /// The type of the token
    #[arg(long, value_name = "TYPE")]
    typ: Option<String>,

    /// The type of what is encrypted: JWT for a token, whose final newline is then dropped
    #[arg(long, value_name = "TYPE")]
    cty: Option<String>,

    /// The key ID; that of the key unless said
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    kid: Option<String>,

    /// A parameter of the protected header: name=text, or name:=json
    #[arg(short = 'H', long = "header", value_name = "PARAMETER", value_parser = member::parse)]
    parameters: Vec<Member>,

    /// A parameter of the unprotected header, in JSON serialization: name=text, or name:=json
    #[arg(long, value_name = "PARAMETER", value_parser = member::parse)]
    unprotected: Vec<Member>,

    /// Data that travels in the clear and is authenticated, in JSON serialization: the text itself, -, @FILE or env:NAME
    #[arg(long, value_name = "INPUT", allow_hyphen_values = true)]
    aad: Option<Operand>,

    /// Compress before encrypting: the length then tells of the content
    #[arg(long)]
    zip: bool,

    /// Encrypt to an RSA key that is too short, and say so
    #[arg(long)]
    allow_weak_key: bool,

    #[command(flatten)]
    out: Out,

    /// Print the token and what was said about it as JSON
    #[arg(long)]
    json: bool,
}

/// How the token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Serialization {
    /// Five parts with dots.
    Compact,
    /// JSON for one receiver.
    Flattened,
    /// JSON for any number of receivers.
    General,
}

/// A key that encrypts.
enum Receiver {
    Public(Key<Public>),
    Shared(Key<Shared>),
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    args.check_form()?;
    let (Receivers { keys, warnings }, (plaintext, aad)) =
        both(args.keys.read(), both(args.plaintext(), args.aad()))?;
    let keys: Vec<(Receiver, Option<KeyManagement>)> =
        keys.into_iter().filter_map(|(key, algorithm)| Some((Receiver::of(key)?, algorithm))).collect();
    let token = args.encrypt(&keys, &plaintext, aad.as_deref().map(Vec::as_slice))?;
    let mut said = warnings;
    if args.cty.is_none() && is_token_shaped(&String::from_utf8_lossy(&plaintext)) {
        said.push("The content is a token: add --cty JWT, so that its reader knows.".into());
    }
    if args.plaintext.as_deref().is_some_and(looks_like_file) {
        said.push(format!("The text itself was encrypted. {NAME_OF_FILE}"));
    }
    if args.zip {
        said.push("Compressed: the length of the token tells of what is in it.".into());
    }
    let product = if args.json { json_of(&token, &said) } else { token };
    args.out.write(format!("{product}\n").as_bytes(), Readers::Anyone, io)?;
    io.talk(&said.join("\n"));
    Ok(Exit::Fine)
}

impl Receiver {
    /// The half of the key that encrypts.
    fn of(key: AnyKey) -> Option<Self> {
        if let AnyKey::Shared(key) = key { Some(Self::Shared(key)) } else { key.public().map(Self::Public) }
    }

    fn recipient(&self, algorithm: Option<KeyManagement>) -> Recipient<'_> {
        let recipient = match self {
            Self::Public(key) => Recipient::new(key),
            Self::Shared(key) => Recipient::new(key),
        };
        match algorithm {
            Some(algorithm) => recipient.algorithm(algorithm),
            None => recipient,
        }
    }
}

impl Args {
    /// Refuses what does not go together, before anything is read.
    fn check_form(&self) -> Result<(), Failure> {
        if self.kid.is_some() && self.keys.count() > 1 {
            return Err(Failure::usage(
                "--kid names one key, and several were given.",
                "Leave it out: each key goes by the kid of its own JWK.",
            ));
        }
        let compact = match self.serialization {
            Some(Serialization::Compact) => true,
            Some(Serialization::Flattened | Serialization::General) => false,
            None => self.keys.count() < 2,
        };
        let said = [("--aad", self.aad.is_some()), ("--unprotected", !self.unprotected.is_empty())];
        match said.into_iter().find(|(_, said)| *said && compact) {
            Some((flag, _)) => Err(Failure::usage(
                format!("{flag} goes with JSON serialization: a compact token has no room for it."),
                "Add --serialization flattened or general, or leave it out.",
            )),
            None => Ok(()),
        }
    }

    fn plaintext(&self) -> Result<Vec<u8>, Failure> {
        let bytes = match (self.plaintext.as_deref(), &self.file) {
            (_, Some(path)) => input::file(path, PAYLOAD)?.to_vec(),
            (Some("-"), None) => input::stdin(PAYLOAD)?.to_vec(),
            (Some(text), None) => text.as_bytes().to_vec(),
            (None, None) => {
                return Err(Failure::usage(
                    "There is nothing to encrypt.",
                    "Give it as the last word, as - for standard input, or as --in FILE.",
                ));
            }
        };
        let is_token = self.cty.as_deref().is_some_and(|cty| cty.eq_ignore_ascii_case("JWT"));
        Ok(if is_token { without_final_newline(&bytes).to_vec() } else { bytes })
    }

    fn aad(&self) -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
        self.aad.as_ref().map(|operand| operand.bytes(PAYLOAD)).transpose()
    }

    fn encrypt(
        &self,
        keys: &[(Receiver, Option<KeyManagement>)],
        plaintext: &[u8],
        aad: Option<&[u8]>,
    ) -> Result<String, Failure> {
        let mut recipients = keys.iter().map(|(key, algorithm)| key.recipient(*algorithm));
        let Some(mut first) = recipients.next() else { return Err(Failure::usage("No key was given.", "")) };
        if let Some(kid) = &self.kid {
            first = first.kid(Some(kid));
        }
        let mut encrypter = recipients.fold(Encrypter::to(first), Encrypter::and);
        if let Some(content) = self.keys.content() {
            encrypter = encrypter.content(content);
        }
        if let Some(typ) = &self.typ {
            encrypter = encrypter.typ(typ);
        }
        if let Some(cty) = &self.cty {
            encrypter = encrypter.cty(cty);
        }
        for parameter in &self.parameters {
            encrypter = encrypter.parameter(&parameter.name, &parameter.json);
        }
        for parameter in &self.unprotected {
            encrypter = encrypter.unprotected(&parameter.name, &parameter.json);
        }
        if let Some(aad) = aad {
            encrypter = encrypter.aad(aad);
        }
        if self.zip {
            encrypter = encrypter.compressed();
        }
        if self.allow_weak_key {
            encrypter = encrypter.weak_keys(WeakKeys::Allow);
        }
        let several = keys.len() > 1;
        Ok(match (self.serialization, several) {
            (Some(Serialization::Compact), _) | (None, false) => encrypter.encrypt(plaintext),
            (Some(Serialization::Flattened), _) => encrypter.encrypt_flattened(plaintext),
            (Some(Serialization::General), _) | (None, true) => encrypter.encrypt_general(plaintext),
        }?)
    }
}

fn json_of(token: &str, said: &[String]) -> String {
    let mut w = Writer::new();
    w.object(|w| {
        w.name("schema").string("jotsmith.encrypted/1");
        w.name("token").string(token);
        w.name("warnings").array(|w| said.iter().for_each(|line| w.string(line)));
    });
    w.into_text()
}
