//! `key generate`: a fresh key for one algorithm, to sign or to encrypt.

use jotsmith::alg::{ContentEncryption, Curve, KeyManagement, KeyType, Scheme};
use jotsmith::key::{Key, Private, Shared};
use jotsmith::{AnyKey, KeyError};

use crate::args::algorithm::{Purpose, content, curve, purpose};
use crate::args::number::number;
use crate::args::out::Out;
use crate::args::password::Encrypt;
use crate::args::usage::Unfit;
use crate::exit::{Exit, Failure};
use crate::output::{Io, Readers};
use crate::render::key::{Shown, To, kind};

const EXAMPLES: &str = "\
Examples:
  $ jotsmith key generate --alg ES256 --kid api-2026
  $ jotsmith key generate --alg HS256 --to base64url
  $ jotsmith key generate --alg Ed25519 --to pem --out new.key.pem
  $ jotsmith key generate --alg ECDH-ES+A256KW --crv X25519
  $ jotsmith key generate --alg dir --enc A128CBC-HS256";

/// Make a fresh key to sign or to encrypt: a secret as long as the algorithm wants it, RSA of 3072 bits, or a key on
/// its curve
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The algorithm that the key is for
    #[arg(long, value_name = "ALG", value_parser = purpose)]
    alg: Purpose,

    /// Bits of an RSA key: 2048, 3072, 4096 or 8192
    #[arg(long, value_name = "NUMBER", value_parser = bits, group = "size")]
    bits: Option<usize>,

    /// Bytes of a secret, up to 4096
    #[arg(long, value_name = "NUMBER", value_parser = |text: &str| number(text, 1..=4096), group = "size")]
    bytes: Option<u16>,

    /// The curve of a key for ECDH-ES or EdDSA: P-256, P-384, P-521, X25519, X448, Ed25519 or Ed448
    #[arg(long, value_name = "CURVE", value_parser = curve, group = "size")]
    crv: Option<Curve>,

    /// The content encryption that a secret for dir is as long as; A256GCM unless said
    #[arg(long, value_name = "ENC", value_parser = content, group = "size")]
    enc: Option<ContentEncryption>,

    /// The name of the key
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    kid: Option<String>,

    /// The form to write it in
    #[arg(long, value_name = "FORM", value_enum, default_value_t)]
    to: To,

    #[command(flatten)]
    encrypt: Encrypt,

    #[command(flatten)]
    out: Out,

    /// Print what it is as JSON, with the key
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let password = args.encrypt.password(io)?;
    let mut key = fresh(args)?;
    if let Some(kid) = &args.kid {
        key = key.with_kid(kid);
    }
    let can = match args.alg {
        Purpose::Signature(_) => "signs in your name",
        Purpose::Encryption(_) => "reads what is encrypted for you",
    };
    let mut told = format!("Made a {}. Whoever holds it {can}.", kind(&key));
    if args.kid.is_some() && !matches!(args.to, To::Jwk) {
        told.push_str(" Its name is not written: a JWK alone has a place for it.");
    }
    let bytes = if args.json { Shown::Json } else { Shown::Alone }.written(
        key,
        args.to,
        password.as_deref().map(Vec::as_slice),
    )?;
    args.out.write(&bytes, Readers::Owner, io)?;
    io.talk(&told);
    Ok(Exit::Fine)
}

/// Bits of the RSA keys that are made.
const RSA_BITS: [usize; 4] = [2048, 3072, 4096, 8192];

fn bits(text: &str) -> Result<usize, Unfit> {
    text.parse().ok().filter(|bits| RSA_BITS.contains(bits)).ok_or_else(|| {
        Unfit::new(
            "RSA keys are made with 2048, 3072, 4096 or 8192 bits",
            "Write one of these; without --bits it is 3072.",
        )
    })
}

/// What is said about the size of the key.
enum Size {
    Unsaid,
    Bits(usize),
    Bytes(u16),
    Curve(Curve),
    Content(ContentEncryption),
}

impl Args {
    /// The one flag about the size that was given, by its name.
    fn size(&self) -> (&'static str, Size) {
        let bits = self.bits.map(|bits| ("--bits", Size::Bits(bits)));
        let bytes = self.bytes.map(|bytes| ("--bytes", Size::Bytes(bytes)));
        let curve = self.crv.map(|curve| ("--crv", Size::Curve(curve)));
        let content = self.enc.map(|enc| ("--enc", Size::Content(enc)));
        bits.or(bytes).or(curve).or(content).unwrap_or(("", Size::Unsaid))
    }
}

fn fresh(args: &Args) -> Result<AnyKey, Failure> {
    let private = |made: Result<Key<Private>, KeyError>| made.and_then(|key| args.alg.of(key.into()));
    let (flag, size) = args.size();
    let key = match (args.alg, size) {
        (
            Purpose::Encryption(
                KeyManagement::Pbes2Hs256A128Kw
                | KeyManagement::Pbes2Hs384A192Kw
                | KeyManagement::Pbes2Hs512A256Kw,
            ),
            _,
        ) => {
            let says = format!("{} takes a password, so there is no key to make.", args.alg);
            return Err(Failure::usage(
                says,
                "Encrypt with the password itself: jotsmith encrypt --secret @FILE.",
            ));
        }
        (Purpose::Signature(algorithm), Size::Unsaid) => AnyKey::generate(algorithm),
        (Purpose::Encryption(algorithm), Size::Unsaid) => AnyKey::generate_for_encryption(algorithm),
        (Purpose::Signature(algorithm), Size::Bytes(bytes)) if algorithm.is_symmetric() => {
            Key::<Shared>::generate_secret(algorithm, bytes.into()).map(AnyKey::from)
        }
        (purpose, Size::Bits(bits)) if is_rsa(purpose) => private(Key::generate_rsa(bits)),
        (purpose, Size::Curve(curve)) if has_curves(purpose) => private(Key::<Private>::generate(curve)),
        (Purpose::Encryption(KeyManagement::Dir), Size::Content(enc)) => {
            Key::<Shared>::generate_direct(enc).map(AnyKey::from)
        }
        (purpose, Size::Bits(_) | Size::Bytes(_) | Size::Curve(_) | Size::Content(_)) => {
            return Err(Failure::usage(
                format!("{flag} says nothing about a key for {purpose}."),
                "Leave it out.",
            ));
        }
    };
    Ok(key?)
}

fn is_rsa(purpose: Purpose) -> bool {
    match purpose {
        Purpose::Signature(algorithm) => algorithm.key_type() == KeyType::Rsa,
        Purpose::Encryption(algorithm) => matches!(
            algorithm,
            KeyManagement::RsaOaep
                | KeyManagement::RsaOaep256
                | KeyManagement::RsaOaep384
                | KeyManagement::RsaOaep512
        ),
    }
}

/// Whether the algorithm leaves the curve open.
fn has_curves(purpose: Purpose) -> bool {
    match purpose {
        Purpose::Signature(algorithm) => matches!(algorithm.scheme(), Scheme::EdDsa([_, _, ..])),
        Purpose::Encryption(algorithm) => matches!(
            algorithm,
            KeyManagement::EcdhEs
                | KeyManagement::EcdhEsA128Kw
                | KeyManagement::EcdhEsA192Kw
                | KeyManagement::EcdhEsA256Kw
        ),
    }
}
