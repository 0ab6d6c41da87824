//! `key match`: which keys belong together, and which of many signed a token.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jotsmith::alg::Algorithms;
use jotsmith::check::{Content, Expectations, Expected, State};
use jotsmith::find::Shape;
use jotsmith::inspect::chosen;
use jotsmith::json::Writer;
use jotsmith::key::{Thumbprint, WeakKeys};
use jotsmith::reason::{Code, Question, Reason, Severity};
use jotsmith::{Algorithm, AnyKey, KeyError, Verdict, Verifier};
use zeroize::Zeroizing;

use crate::args::key::read_key;
use crate::args::password::{KeyPassword, opened};
use crate::clock;
use crate::exit::{Exit, Failure};
use crate::input::{self, Depth, KEY, Operand, TOKEN, named, walk, without_final_newline};
use crate::output::Io;
use crate::render::counted;
use crate::render::key::kind;

const EXAMPLES: &str = "\
Files that hold no key are passed over; keys that are encrypted are counted, and opened by
--key-password; what cannot be read is told. The token is taken out of what is around it, and of an
SD-JWT it is what its issuer signed. Exit 0 where something matches, 1 where nothing does, 7 where
something could not be read.

Examples:
  $ jotsmith key match @api.key.pem @api.pub.pem
  $ jotsmith key match @api.key.pem --in api.pub.pem jwks.json
  $ jotsmith key match --token @es256.jwt --in .";

/// Say which keys belong together, or which of many signed a token; exit 1 if none
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A key as JWK, PEM, DER or OpenSSH: the text itself, -, @FILE or env:NAME; two of them, or one beside --in
    #[arg(value_name = "INPUT")]
    keys: Vec<Operand>,

    /// The token whose key is looked for: the text itself, -, @FILE or env:NAME
    #[arg(
        long,
        value_name = "INPUT",
        allow_hyphen_values = true,
        requires = "paths",
        conflicts_with = "keys"
    )]
    token: Option<Operand>,

    /// The files to look through, and the folders with all that is in them; links are not followed
    #[arg(long = "in", value_name = "PATH", num_args = 1..)]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    password: KeyPassword,

    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

/// What is looked for.
enum Wanted {
    /// The key that signed this token.
    Signer(String),
    /// The key with this thumbprint.
    Twin(Option<Thumbprint>),
}

/// A key that matches, and where it stands.
struct Match {
    file: PathBuf,
    entry: Option<usize>,
    key: AnyKey,
}

/// How much was looked through.
#[derive(Default)]
struct Count {
    files: usize,
    keys: usize,
    /// Keys that are encrypted, and that no password opened.
    closed: usize,
    /// Whether a file or a folder could not be read.
    unread: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    match (args.keys.as_slice(), &args.token, args.paths.is_empty()) {
        ([one, other], None, true) => pair(args, one, other, io),
        ([one], None, false) => {
            let mut warnings = Vec::new();
            let one = read_key(one, "", &args.password, &mut warnings)?;
            io.talk(&warnings.join("\n"));
            let one = one.map_err(|fault| args.password.failure(fault))?;
            search(args, &Wanted::Twin(print(&one)), io)
        }
        ([], Some(token), false) => {
            let token = signed(token, io)?;
            search(args, &Wanted::Signer(token), io)
        }
        (_, _, _) => Err(Failure::usage(
            "It is not said what is to be compared.",
            "Give two keys; or one key and --in PATH; or --token INPUT and --in PATH.",
        )),
    }
}

/// The token whose key is looked for: taken out of what is around it, and of an SD-JWT what its issuer signed. What
/// carries no signature that could be read is refused, because no key would be the answer.
fn signed(operand: &Operand, io: &mut Io) -> Result<String, Failure> {
    let bytes = operand.bytes(TOKEN)?;
    let text = String::from_utf8_lossy(without_final_newline(&bytes));
    let found = chosen(&text, 0);
    let token = if found.shape == Shape::SdJwt { found.text.split('~').next() } else { Some(&*found.text) };
    let token = token.unwrap_or_default().to_owned();
    let verdict = judged(Vec::new(), &token);
    let is_encrypted = |reason: &Reason| reason.code() == Code::TokenEncrypted;
    let unfit = |reason: &&Reason| {
        reason.severity() == Severity::Error && (reason.question() == Question::Form || is_encrypted(reason))
    };
    if let Some(reason) = verdict.reasons().iter().find(unfit) {
        let exit = Exit::of_catalogue(reason.code().row().exit);
        return Err(Failure::of_reason(if is_encrypted(reason) { Exit::Malformed } else { exit }, reason));
    }
    found.cleanings.iter().for_each(|cleaning| io.talk(&cleaning.words));
    Ok(token)
}

fn pair(args: &Args, one: &Operand, other: &Operand, io: &mut Io) -> Result<Exit, Failure> {
    let mut warnings = Vec::new();
    let mut read = |operand| read_key(operand, "", &args.password, &mut warnings);
    let (one, other) = crate::exit::both(read(one), read(other))?;
    let usable = |key: Result<AnyKey, KeyError>| key.map_err(|fault| args.password.failure(fault));
    let (one, other) = (print(&usable(one)?), print(&usable(other)?));
    warnings.extend(args.password.warning());
    io.talk(&warnings.join("\n"));
    let matches = one.is_some() && one == other;
    if args.json {
        let mut w = Writer::new();
        w.object(|w| {
            w.name("schema").string("jotsmith.match/1");
            w.name("match").bool(matches);
        });
        io.product_line(&w.into_text())?;
    } else {
        io.product_line(if matches {
            "The keys belong together."
        } else {
            "The keys do not belong together."
        })?;
    }
    Ok(if matches { Exit::Fine } else { Exit::Rejected })
}

fn search(args: &Args, wanted: &Wanted, io: &mut Io) -> Result<Exit, Failure> {
    let (mut found, mut count) = (Vec::new(), Count::default());
    let password = args.password.given()?;
    let password = password.as_deref().map(Vec::as_slice);
    for path in args.paths.iter().flat_map(|path| walk(path, Depth::Folders)) {
        let (bytes, path) = match path.and_then(|path| Ok((read(&path)?, path))) {
            Ok(read) => read,
            Err(fault) => {
                io.talk(&io.talk_paint().bad(&fault.message));
                io.talk(&format!("  {}", fault.remedy));
                count.unread = true;
                continue;
            }
        };
        count.files += 1;
        let Some(bytes) = bytes else { continue };
        // What cannot be read as a key is none.
        let set = match opened(&bytes, password) {
            Ok(set) => set,
            Err(fault) => {
                count.closed += usize::from(is_closed(&fault));
                continue;
            }
        };
        count.closed += set.left_out().filter(|fault| is_closed(fault)).count();
        for (index, key) in set.keys() {
            count.keys += 1;
            if wanted.is_met_by(key) {
                let entry = (set.len() > 1).then_some(index);
                found.push(Match { file: path.clone(), entry, key: key.clone() });
            }
        }
    }
    if args.json {
        io.product_line(&json(&found, &count))?;
    } else {
        for found in &found {
            io.product_line(&line(found))?;
        }
        let does = match (wanted, found.len()) {
            (Wanted::Signer(_), _) => "signed the token",
            (Wanted::Twin(_), 1) => "is the same",
            (Wanted::Twin(_), _) => "are the same",
        };
        let (keys, files) = (counted(count.keys, "key"), counted(count.files, "file"));
        io.talk(&format!("{} of {keys} in {files} {does}.", found.len()));
    }
    io.talk(&still_closed(count.closed, password));
    io.talk(&args.password.warning().unwrap_or_default());
    Ok(match (count.unread, found.is_empty()) {
        (true, _) => Exit::InputOutput,
        (false, true) => Exit::Rejected,
        (false, false) => Exit::Fine,
    })
}

/// What stands in the file; none where it is too long for a key.
fn read(path: &Path) -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
    match input::file(path, KEY) {
        Err(fault) if fault.exit == Exit::Key => Ok(None),
        read => read.map(Some),
    }
}

/// Whether the key is encrypted, and was not opened.
fn is_closed(fault: &KeyError) -> bool {
    matches!(fault.code(), Code::KeyEncrypted | Code::KeyPassword)
}

/// That keys were not looked at; nothing where all were.
fn still_closed(closed: usize, password: Option<&[u8]>) -> String {
    let (keys, them) = (counted(closed, "encrypted key"), if closed == 1 { "it" } else { "them" });
    match (closed, password) {
        (0, _) => String::new(),
        (_, None) => format!("Not looked at: {keys}. --key-password INPUT opens {them}."),
        (_, Some(_)) => format!("Not looked at: {keys}. The password does not open {them}."),
    }
}

impl Wanted {
    fn is_met_by(&self, key: &AnyKey) -> bool {
        match self {
            Self::Twin(wanted) => wanted.is_some() && print(key) == *wanted,
            Self::Signer(token) => judged(vec![key.clone()], token).state(Question::Signature) == State::Pass,
        }
    }
}

/// The verdict on the signature, whatever is signed.
fn judged(keys: Vec<AnyKey>, token: &str) -> Verdict {
    let all: Algorithms = Algorithm::ALL.iter().copied().collect();
    let expect = Expectations {
        issuer: Expected::Any,
        audience: Expected::Any,
        content: Content::Bytes,
        algorithms: Some(all),
        weak_keys: WeakKeys::Report,
        ..Expectations::default()
    };
    Verifier::expecting(keys, expect).judge(token, clock::now())
}

fn print(key: &AnyKey) -> Option<Thumbprint> {
    if let AnyKey::Shared(secret) = key { Some(secret.secret_thumbprint()) } else { key.thumbprint() }
}

fn line(found: &Match) -> String {
    let mut line = named(&found.file);
    if let Some(index) = found.entry {
        write!(line, ", key {}", index + 1).unwrap_or_default();
    }
    if let Some(kid) = found.key.kid() {
        write!(line, ", kid {}", jotsmith::json::quoted(kid.as_str())).unwrap_or_default();
    }
    format!("{line}: {}", kind(&found.key))
}

fn json(found: &[Match], count: &Count) -> String {
    let mut w = Writer::new();
    w.object(|w| {
        w.name("schema").string("jotsmith.match/1");
        w.name("match").bool(!found.is_empty());
        w.name("files").size(count.files);
        w.name("keys").size(count.keys);
        w.name("encrypted").size(count.closed);
        w.name("matches").array(|w| {
            for found in found {
                w.object(|w| {
                    w.name("file").string(&found.file.display().to_string());
                    w.name("entry").size(found.entry.unwrap_or_default());
                    w.name("kid").optional_string(found.key.kid().map(jotsmith::key::KeyId::as_str));
                    let print = found.key.thumbprint().map(|print| print.to_string());
                    w.name("thumbprint").optional_string(print.as_deref());
                });
            }
        });
    });
    w.into_text()
}
