//! `sign`: claims into a compact token, or any payload into a JWS of any serialization. Nothing is added that was not
//! asked for.

mod dpop;

use std::path::PathBuf;

use clap::ValueEnum;
use jotsmith::json::{self, Writer};
use jotsmith::jws::{SignError, insecure_unsigned};
use jotsmith::key::{Key, Signs, WeakKeys};
use jotsmith::reason::{Code, Part, Place, Reason};
use jotsmith::{AnyKey, NumericDate, Signer};

use crate::args::disclose::DiscloseFlags;
use crate::args::dpop::RequestFlags;
use crate::args::key::SigningKey;
use crate::args::member::{self, Member};
use crate::args::out::Out;
use crate::args::time::{At, time};
use crate::args::token::{NAME_OF_FILE, looks_like_file};
use crate::exit::{Exit, Failure, both};
use crate::input::{self, PAYLOAD};
use crate::output::{Io, Readers};

const EXAMPLES: &str = "\
Examples:
  $ jotsmith sign --secret @secret.bin --exp +15m -c sub=u_42 -c 'roles:=[\"admin\"]'
  $ jotsmith sign --key @api.key.pem --issuer https://auth.example.com \\
      --iat now --exp +1h --in claims.json
  $ jotsmith sign --key @api.key.pem --typ at+jwt --kid api-2026 \\
      '{\"sub\":\"u_42\",\"exp\":4102444800}'
  $ jotsmith sign --as jws --key @api.key.pem hello
  $ jotsmith sign --as jws --serialization flattened --unprotected kid=api-2026 \\
      --key @api.key.pem hello
  $ jotsmith sign --as jws --serialization general --key @api.key.pem \\
      --key @ed25519.key.pem hello
  $ jotsmith sign --as sd-jwt --key @api.key.pem --exp +30d \\
      --disclose /given_name --disclose /address --holder-key @api.pub.pem \\
      '{\"given_name\":\"Ada\",\"address\":{\"country\":\"UK\"}}'
  $ jotsmith sign --as dpop --key @api.key.pem --method POST \\
      --url https://auth.example.com/token
  $ jotsmith sign --as jws --detached --unencoded --key @api.key.pem --in body.txt";

/// Sign claims, or any payload
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Args {
    /// The claims as a JSON object, or - for standard input
    #[arg(value_name = "CLAIMS")]
    claims: Option<String>,

    /// The file that holds the claims, or the payload
    #[arg(long = "in", value_name = "FILE", conflicts_with = "claims")]
    file: Option<PathBuf>,

    #[command(flatten)]
    key: SigningKey,

    /// What is signed: a claims set, or any bytes as they are
    #[arg(long = "as", value_name = "FORM", value_enum, default_value_t)]
    form: Form,

    #[command(flatten)]
    registered: Registered,

    /// A claim: name=text, or name:=json
    #[arg(short = 'c', long = "claim", value_name = "CLAIM", value_parser = member::parse)]
    members: Vec<Member>,

    /// A parameter of the header: name=text, or name:=json
    #[arg(short = 'H', long = "header", value_name = "PARAMETER", value_parser = member::parse)]
    parameters: Vec<Member>,

    /// How the token is written down: compact, or as JSON with --as jws and sd-jwt
    #[arg(long, value_name = "FORM", value_enum, default_value_t)]
    serialization: Serialization,

    /// A parameter that nothing protects, in JSON serialization: name=text, or name:=json
    #[arg(long, value_name = "PARAMETER", value_parser = member::parse)]
    unprotected: Vec<Member>,

    /// Leave the payload out of the token, with --as jws
    #[arg(long)]
    detached: bool,

    /// Sign the payload as it is, not in base64url (b64 false, RFC 7797), with --as jws
    #[arg(long)]
    unencoded: bool,

    #[command(flatten)]
    disclose: DiscloseFlags,

    #[command(flatten)]
    request: RequestFlags,

    /// The type of the token; JWT unless said, none with --as jws and sd-jwt
    #[arg(long, value_name = "TYPE", conflicts_with = "no_typ")]
    typ: Option<String>,

    /// Leave the type out
    #[arg(long)]
    no_typ: bool,

    /// The key ID; that of the key unless said
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    kid: Option<String>,

    /// Sign with a secret or an RSA key that is too short, and say so
    #[arg(long)]
    allow_weak_key: bool,

    /// Sign nothing: alg none, which no verifier may take
    #[arg(long, conflicts_with_all = ["key", "secret", "alg", "form"])]
    insecure_unsigned: bool,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    out: Out,

    /// Print the token and what was said about it as JSON
    #[arg(long)]
    json: bool,
}

/// What is signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A claims set.
    #[default]
    Jwt,
    /// Any bytes.
    Jws,
    /// A claims set, some of it to be disclosed selectively.
    SdJwt,
    /// A DPoP proof for one request.
    Dpop,
}

/// How a token is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Serialization {
    /// Parts with dots between them.
    #[default]
    Compact,
    /// A JSON object with one signature.
    Flattened,
    /// A JSON object with one signature or several.
    General,
}

/// Registered claims, RFC 7519 section 4.1.
#[derive(Clone, clap::Args)]
struct Registered {
    /// Add the claim iss
    #[arg(long, value_name = "TEXT")]
    issuer: Option<String>,

    /// Add the claim sub
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    subject: Option<String>,

    /// Add the claim aud; said again, an array
    #[arg(long, value_name = "TEXT")]
    audience: Vec<String>,

    /// Add the claim exp: +15m, a date, Unix seconds
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    exp: Option<String>,

    /// Add the claim nbf: now, +15m, a date, Unix seconds
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    nbf: Option<String>,

    /// Add the claim iat: now, a date, Unix seconds
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    iat: Option<String>,

    /// Add the claim jti: random, or a text
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    jti: Option<String>,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    args.check_form()?;
    let mut said = Vec::new();
    let token = if args.form == Form::Dpop {
        let (proof, warnings) = dpop::proof(args)?;
        said.extend(warnings);
        proof
    } else if args.insecure_unsigned {
        let payload = args.payload(args.at.instant()?)?;
        said.push("Unsigned: anyone can write this token, and no verifier may take it.".to_owned());
        insecure_unsigned(&args.unsigned_header(), &payload)?
    } else {
        let now = args.at.instant()?;
        let (payload, (keys, mut warnings)) = both(args.payload(now), args.key.read())?;
        let signers = keys.iter().map(|key| args.signer(key)).collect::<Result<Vec<_>, _>>()?;
        let token = args.sign(signers, &payload, &mut warnings)?;
        said.extend(keys.iter().flat_map(|key| weaknesses(args, key)));
        said.extend(args.no_expiry(&payload));
        said.extend(args.likely_a_file());
        said.extend(warnings);
        token
    };
    let product = if args.json { json_of(&token, &said) } else { token };
    args.out.write(format!("{product}\n").as_bytes(), Readers::Owner, io)?;
    io.talk(&said.join("\n"));
    Ok(Exit::Fine)
}

impl Args {
    /// The bytes to be signed: what was given, with the claims that were asked for.
    fn payload(&self, now: NumericDate) -> Result<Vec<u8>, Failure> {
        let mut members = self.registered.members(now)?;
        members.extend(self.members.iter().cloned());
        let given = match (self.claims.as_deref(), &self.file) {
            (_, Some(path)) => Some(input::file(path, PAYLOAD)?.to_vec()),
            (Some("-"), None) => Some(input::stdin(PAYLOAD)?.to_vec()),
            (Some(claims), None) if self.form != Form::Jws && looks_like_file(claims) => {
                return Err(Failure::new(
                    Exit::Malformed,
                    "The claims are given as JSON, and this looks like the name of a file.",
                    "Name the file by --in FILE.",
                ));
            }
            (Some(claims), None) => Some(claims.as_bytes().to_vec()),
            (None, None) => None,
        };
        match (given, self.form, members.as_slice()) {
            (None, Form::Jws, _) => Err(Failure::usage(
                "There is nothing to sign.",
                "Give the payload as the last word, as - for standard input, or as --in FILE.",
            )),
            (None, Form::Jwt | Form::SdJwt | Form::Dpop, []) => Err(Failure::usage(
                "There are no claims to sign.",
                "Give them as JSON, as - for standard input, as --in FILE, or one by one with -c name=text.",
            )),
            (Some(given), _, []) => Ok(given),
            (Some(_), Form::Jws, _) => Err(Failure::usage(
                "A claim cannot be added to a payload that is signed as it is.",
                "Leave the claims out, or sign --as jwt.",
            )),
            (given, Form::Jwt | Form::SdJwt | Form::Dpop, members) => {
                with_members(given.as_deref().unwrap_or(b"{}"), members)
            }
        }
    }

    /// Refuses what does not go together, before anything is read.
    fn check_form(&self) -> Result<(), Failure> {
        let of_json = self.form == Form::SdJwt;
        let of_jws = [
            ("--serialization", self.serialization != Serialization::Compact && !of_json),
            ("--unprotected", !self.unprotected.is_empty() && !of_json),
            ("--detached", self.detached),
            ("--unencoded", self.unencoded),
        ];
        if let Some((flag, _)) = of_jws.into_iter().find(|(_, said)| *said && self.form != Form::Jws) {
            return Err(Failure::usage(
                format!("{flag} goes with --as jws: a JWT is compact and holds its claims."),
                "Sign --as jws, or leave it out.",
            ));
        }
        if self.form != Form::SdJwt {
            self.disclose.check_unsaid()?;
        }
        if self.form != Form::Dpop {
            self.request.check_unsaid()?;
        }
        if !self.unprotected.is_empty() && self.serialization == Serialization::Compact {
            return Err(Failure::usage(
                "A compact token has no unprotected header.",
                "Add --serialization flattened or general, or use -H.",
            ));
        }
        let one = self.serialization != Serialization::General || self.form == Form::SdJwt;
        if self.key.count() > 1 && one {
            return Err(Failure::usage(
                "Several keys make several signatures, and this serialization holds one.",
                "Add --as jws --serialization general, or give one key.",
            ));
        }
        Ok(())
    }

    fn sign(
        &self,
        mut signers: Vec<Signer<'_>>,
        payload: &[u8],
        warnings: &mut Vec<String>,
    ) -> Result<String, Failure> {
        if let (Form::SdJwt, 1) = (self.form, signers.len()) {
            let signer = signers.pop().ok_or_else(cannot_sign)?;
            let issuer = self.disclose.issuer(signer, self.key.password(), warnings)?;
            let token = match self.serialization {
                Serialization::Compact => issuer.issue(payload),
                Serialization::Flattened => issuer.issue_flattened(payload),
                Serialization::General => issuer.issue_general(payload),
            };
            return token.map_err(unfit);
        }
        let [signer, ..] = signers.as_slice() else { return Err(cannot_sign()) };
        Ok(match (self.form, self.serialization) {
            (Form::Jwt | Form::SdJwt | Form::Dpop, _) => signer.sign_json(payload)?,
            (Form::Jws, Serialization::Compact) => signer.sign_bytes(payload)?,
            (Form::Jws, Serialization::Flattened) => signer.sign_flattened(payload)?,
            (Form::Jws, Serialization::General) => Signer::sign_general(&signers, payload)?,
        })
    }

    fn signer<'k>(&self, key: &'k AnyKey) -> Result<Signer<'k>, Failure> {
        match key {
            AnyKey::Private(key) => Ok(self.signer_of(key)),
            AnyKey::Shared(key) => Ok(self.signer_of(key)),
            AnyKey::Public(_) | _ => Err(cannot_sign()),
        }
    }

    fn signer_of<'k, K: Signs>(&self, key: &'k Key<K>) -> Signer<'k> {
        let mut signer = Signer::new(key);
        if let Some(algorithm) = self.key.algorithm() {
            signer = signer.algorithm(algorithm);
        }
        signer = match (&self.typ, self.no_typ || matches!(self.form, Form::Jws | Form::SdJwt)) {
            (Some(typ), _) => signer.typ(typ),
            (None, true) => signer.no_typ(),
            (None, false) => signer,
        };
        if let Some(kid) = &self.kid {
            signer = signer.kid(Some(kid));
        }
        for parameter in &self.parameters {
            signer = signer.parameter(&parameter.name, &parameter.json);
        }
        for parameter in &self.unprotected {
            signer = signer.unprotected(&parameter.name, &parameter.json);
        }
        if self.unencoded {
            signer = signer.unencoded();
        }
        if self.detached {
            signer = signer.detached();
        }
        if self.allow_weak_key {
            signer = signer.weak_keys(WeakKeys::Allow);
        }
        signer
    }

    /// The parameters of a header whose `alg` is `none`, in the order of a signed one.
    fn unsigned_header(&self) -> Vec<(String, String)> {
        let typ = self.typ.as_deref().or((!self.no_typ).then_some("JWT")).map(|typ| Member::text("typ", typ));
        let kid = self.kid.as_deref().map(|kid| Member::text("kid", kid));
        let given = self.parameters.iter().cloned();
        typ.into_iter().chain(kid).chain(given).map(|member| (member.name, member.json)).collect()
    }

    /// Claims that look like a file are refused, because they are no JSON; a payload may be any text.
    fn likely_a_file(&self) -> Option<String> {
        let likely = self.form == Form::Jws && self.claims.as_deref().is_some_and(looks_like_file);
        likely.then(|| format!("The text itself was signed. {NAME_OF_FILE}"))
    }

    fn no_expiry(&self, payload: &[u8]) -> Option<String> {
        let claims = json::parse(payload).ok().filter(|_| matches!(self.form, Form::Jwt | Form::SdJwt))?;
        claims.root().member("exp").is_none().then(|| "No exp: this token never expires.".into())
    }
}

impl Registered {
    /// Whether any claim was said.
    const fn are_said(&self) -> bool {
        let texts = self.issuer.is_some() || self.subject.is_some() || self.jti.is_some();
        let times = self.exp.is_some() || self.nbf.is_some() || self.iat.is_some();
        texts || times || !self.audience.is_empty()
    }

    fn members(&self, now: NumericDate) -> Result<Vec<Member>, Failure> {
        let mut members = Vec::new();
        for (name, value) in [("iss", &self.issuer), ("sub", &self.subject)] {
            members.extend(value.as_deref().map(|value| Member::text(name, value)));
        }
        match self.audience.as_slice() {
            [] => {}
            [one] => members.push(Member::text("aud", one)),
            several => members.push(Member::texts("aud", several)),
        }
        for (name, value) in [("exp", &self.exp), ("nbf", &self.nbf), ("iat", &self.iat)] {
            if let Some(value) = value {
                members.push(Member::number(name, time(value, now)?.0));
            }
        }
        match self.jti.as_deref() {
            Some("random") => members.push(Member::text("jti", &random()?)),
            Some(jti) => members.push(Member::text("jti", jti)),
            None => {}
        }
        Ok(members)
    }
}

/// A text that nobody can guess: 128 random bits.
fn random() -> Result<String, Failure> {
    let mut bytes = [0; 16];
    match getrandom::fill(&mut bytes) {
        Ok(()) => Ok(jotsmith::text::base64url::encode(&bytes)),
        Err(_) => Err(Failure::of_reason(Exit::Key, &Reason::new(Code::ChanceFailed))),
    }
}

/// The claims with more members at their end. What they hold already is not read anew: a name that stands twice is
/// refused when the whole is signed.
fn with_members(claims: &[u8], members: &[Member]) -> Result<Vec<u8>, Failure> {
    let fault = |reason: &Reason| Failure::of_reason(Exit::Malformed, reason);
    let tree = json::parse(claims).map_err(|found| fault(&found.reason(Part::Payload, claims)))?;
    let mut text = json::minified(&tree, claims);
    let is_empty = tree.node().members().is_empty();
    if !tree.root().is_object() || text.pop() != Some(b'}') {
        let place = Place::part(Part::Payload);
        return Err(fault(&Reason::new(Code::JsonNotObject).at(place).found(tree.root().kind_name())));
    }
    let written: Vec<String> = members.iter().map(Member::written).collect();
    text.extend_from_slice(if is_empty { b"" } else { b"," });
    text.extend_from_slice(written.join(",").as_bytes());
    text.push(b'}');
    Ok(text)
}

/// A pointer that names no claim to disclose is a word of the command line.
fn unfit(fault: SignError) -> Failure {
    if matches!(fault.code(), Code::SdNotSelective | Code::SdHash) {
        Failure::of_reason(Exit::Usage, fault.reason())
    } else {
        fault.into()
    }
}

pub(super) fn cannot_sign() -> Failure {
    let reason = Reason::new(Code::AlgKeyMismatch).found("signing").expected("it is a public key");
    Failure::new(Exit::Key, reason.to_string(), "Give the private key that belongs to it.")
}

/// What is said of a weak key that was used all the same.
fn weaknesses(args: &Args, key: &AnyKey) -> Vec<String> {
    let Some(algorithm) = args.key.algorithm().or_else(|| key.algorithms().iter().next()) else {
        return Vec::new();
    };
    let words = |reason: Reason| {
        let unit = if reason.code() == Code::HmacKeyShort { "bytes" } else { "bits" };
        let (found, least) =
            (reason.found_text().unwrap_or_default(), reason.expected_text().unwrap_or_default());
        format!("Weak key: {found} {unit}, {algorithm} wants {least} or more ({}).", reason.source())
    };
    key.weaknesses(algorithm).into_iter().map(words).collect()
}

fn json_of(token: &str, said: &[String]) -> String {
    let mut w = Writer::new();
    w.object(|w| {
        w.name("schema").string("jotsmith.signed/1");
        w.name("token").string(token);
        w.name("warnings").array(|w| said.iter().for_each(|line| w.string(line)));
    });
    w.into_text()
}
