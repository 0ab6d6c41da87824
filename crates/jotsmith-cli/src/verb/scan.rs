//! `scan`: tokens and other credentials in many texts: logs, recordings, dumps, command lines. What was found, or a copy
//! without what is secret in it.

use std::path::PathBuf;

use clap::ValueEnum;
use jotsmith::NumericDate;
use jotsmith_audit::scan::{Event, Finding, REDACTED, Scanner, Shown};

use crate::args::time::At;
use crate::args::token::{FILE_HINT, looks_like_file};
use crate::exit::{Exit, Failure};
use crate::input::{Depth, Stands, Stream, stands, walk};
use crate::output::{Io, Taken};
use crate::render;
use crate::render::finding::{Held, Table};

const EXAMPLES: &str = "\
Exit 6 where something is found that --fail-on counts, 0 where nothing is. Tokens and SD-JWTs are
found, compact and in JSON serialization; private keys, in PEM and as JSON Web Keys; and credentials
that are known by the way they begin. What is JSON is found with the escapes of a JSON string too,
percent-encoded, and with \\x22 for quotes as servers log it, up to 1 MiB.

A redacted copy has the word REDACTED in place of a signature; of an SD-JWT's signature,
disclosures and key binding; of everything after the header of a JWE; of the whole of another
credential. In JSON serialization it stands between the quotes of each such member, and so it does
of each private member of a JSON Web Key. A token that has it is found as redacted, and counts for
nothing. Header and claims of a signed token stay as they are, with whatever they tell of a person.

Examples:
  $ jotsmith scan --in app.log
  $ jotsmith scan --json --fail-on live --recursive --in logs
  $ jotsmith scan --redact --in app.log
  $ jotsmith scan 'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.c2ln'";

/// Bytes of a copy that are written together.
const PIECE_BYTES: usize = 64 * 1024;

/// Scan texts for tokens and other credentials, or redact them
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Args {
    /// The text itself, or - for standard input
    #[arg(value_name = "TEXT")]
    text: Option<String>,

    /// The files to look through
    #[arg(long = "in", value_name = "FILE", num_args = 1.., conflicts_with = "text")]
    files: Vec<PathBuf>,

    /// Look through the files of folders, and of the folders in them; links are not followed
    #[arg(long)]
    recursive: bool,

    /// What makes the exit code 6: any finding unless said, none beside --redact
    #[arg(long, value_name = "WHAT", value_enum)]
    fail_on: Option<FailOn>,

    /// Write the one text that is given without what is secret in it, instead of the findings
    #[arg(long, conflicts_with_all = ["json", "show_tokens"])]
    redact: bool,

    /// Show the tokens themselves, which are left out otherwise
    #[arg(long)]
    show_tokens: bool,

    #[command(flatten)]
    at: At,

    /// Print each finding as one line of JSON
    #[arg(long)]
    json: bool,
}

/// What counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Whatever is found, but for what a redacted copy keeps of a token.
    Any,
    /// What has not expired.
    Live,
    /// Nothing.
    Never,
}

/// What was found so far.
struct Sum {
    findings: u64,
    redacted: u64,
    texts: u64,
    exit: Option<Exit>,
    table: Table,
}

/// Why a text is not read to its end.
enum Stop {
    /// Nobody reads the answer any more.
    Closed,
    Failure(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let now = args.at.instant()?;
    args.check(now)?;
    let mut sum = Sum { findings: 0, redacted: 0, texts: 0, exit: None, table: Table::new() };
    let ended = match &args.text {
        Some(text) if text == "-" => one(args, Stream::stdin(), None, now, &mut sum, io),
        // A text that was typed is a line.
        Some(text) => one(args, Stream::literal(&format!("{text}\n")), None, now, &mut sum, io),
        None if args.files.is_empty() => {
            return Err(Failure::usage(
                "No text was given.",
                "Give it as the last word, as - for standard input, or as --in FILE.",
            ));
        }
        None => many(args, now, &mut sum, io),
    };
    match ended {
        Ok(()) if sum.texts == 0 => {}
        Ok(()) => io.talk(&render::finding::sum(sum.findings, sum.redacted, sum.texts)),
        Err(Stop::Closed) => {}
        Err(Stop::Failure(failure)) => return Err(failure),
    }
    if sum.findings == 0 && args.text.as_deref().is_some_and(looks_like_file) {
        io.talk(FILE_HINT);
    }
    Ok(sum.exit.unwrap_or(Exit::Fine))
}

/// Every file; one that cannot be read is told and passed over.
fn many(args: &Args, now: NumericDate, sum: &mut Sum, io: &mut Io) -> Result<(), Stop> {
    let depth = if args.recursive { Depth::Folders } else { Depth::Files };
    if args.redact && (args.recursive || args.files.len() > 1) {
        return Err(Failure::usage(
            "--redact writes a copy of one text, and several were given.",
            "Give one file, and call it again for the next.",
        )
        .into());
    }
    for path in args.files.iter().flat_map(|path| walk(path, depth)) {
        let opened = path.and_then(|path| Ok((Stream::file(&path)?, path.display().to_string())));
        let read = opened
            .map_err(Stop::Failure)
            .and_then(|(stream, name)| one(args, stream, Some(&name), now, sum, io));
        match read {
            Err(Stop::Failure(failure)) if failure.exit == Exit::InputOutput && !args.redact => {
                io.talk(&io.talk_paint().bad(&failure.message));
                io.talk(&format!("  {}", failure.remedy));
                sum.note(Exit::InputOutput);
            }
            read => read?,
        }
    }
    Ok(())
}

/// One text.
fn one(
    args: &Args,
    stream: Stream,
    file: Option<&str>,
    now: NumericDate,
    sum: &mut Sum,
    io: &mut Io,
) -> Result<(), Stop> {
    sum.texts += 1;
    let mut copy = Copy { bytes: Vec::new(), secret: false };
    let mut scanner = Scanner::new(now);
    let mut sink = |event: Event<'_>| -> Result<(), Stop> {
        match event {
            Event::Found(finding) => {
                sum.count(&finding, args.fail_on());
                if args.redact { Ok(()) } else { show(args, &finding, file, now, &mut sum.table, io) }
            }
            Event::Secret(_) | Event::Text(_) if !args.redact => Ok(()),
            Event::Secret(bytes) => {
                copy.leave_out(bytes);
                Ok(())
            }
            Event::Text(bytes) => copy.take(bytes, io),
        }
    };
    let read =
        stream.read_through(|piece| scanner.feed(piece, &mut sink)).and_then(|()| scanner.finish(&mut sink));
    // What was found stands before what went wrong.
    write_rows(&mut sum.table, io)?;
    read?;
    copy.write(io)
}

impl Args {
    /// Refuses the name of a file or a folder as a text: that nothing is found in it would say that all is well.
    fn check(&self, now: NumericDate) -> Result<(), Failure> {
        let Some(text) = &self.text else { return Ok(()) };
        if self.recursive {
            return Err(Failure::usage(
                "--recursive is about folders, and a text was given.",
                "Write --in before the folder: --recursive --in FOLDER.",
            ));
        }
        let (what, flag) = match stands(text).filter(|_| text != "-") {
            Some(_) if holds_something(text, now) => return Ok(()),
            Some(Stands::File) => ("file", "--in"),
            Some(Stands::Folder) => ("folder", "--recursive --in"),
            None => return Ok(()),
        };
        Err(Failure::usage(
            format!("The text that was given is the name of a {what}, and nothing else is in it."),
            format!("Write {flag} before it, so that the {what} is looked through."),
        ))
    }

    /// A copy is what was asked for, so what it leaves out is no fault.
    fn fail_on(&self) -> FailOn {
        self.fail_on.unwrap_or(if self.redact { FailOn::Never } else { FailOn::Any })
    }
}

/// Whether anything is found in the text. The first finding ends the search.
fn holds_something(text: &str, now: NumericDate) -> bool {
    let mut sink = |event: Event<'_>| if matches!(event, Event::Found(_)) { Err(()) } else { Ok(()) };
    let mut scanner = Scanner::new(now);
    scanner.feed(text.as_bytes(), &mut sink).and_then(|()| scanner.finish(&mut sink)).is_err()
}

fn show(
    args: &Args,
    finding: &Finding,
    file: Option<&str>,
    now: NumericDate,
    table: &mut Table,
    io: &mut Io,
) -> Result<(), Stop> {
    let shown = if args.show_tokens { Shown::Yes } else { Shown::No };
    if args.json {
        let line = finding.to_json(file, shown);
        return written(io.product_piece(format!("{line}\n").as_bytes()));
    }
    match table.take(finding, file, shown, now, io.product_paint()) {
        Held::Few => Ok(()),
        Held::Many => write_rows(table, io),
    }
}

fn write_rows(table: &mut Table, io: &mut Io) -> Result<(), Stop> {
    let lines = table.lines(io.product_paint());
    if lines.is_empty() { Ok(()) } else { written(io.product_piece(lines.as_bytes())) }
}

fn written(taken: Result<Taken, Failure>) -> Result<(), Stop> {
    match taken? {
        Taken::Yes => Ok(()),
        Taken::No => Err(Stop::Closed),
    }
}

impl Sum {
    fn count(&mut self, finding: &Finding, fail_on: FailOn) {
        self.findings += 1;
        self.redacted += u64::from(finding.is_redacted());
        let counts = match fail_on {
            FailOn::Any => !finding.is_redacted(),
            FailOn::Live => finding.is_live(),
            FailOn::Never => false,
        };
        if counts {
            self.note(Exit::Findings);
        }
    }

    fn note(&mut self, exit: Exit) {
        self.exit = Some(self.exit.map_or(exit, |before| before.graver(exit)));
    }
}

/// The copy of a text without what is secret in it.
struct Copy {
    bytes: Vec<u8>,
    /// Whether the last bytes were left out: what follows them without a gap is the same secret.
    secret: bool,
}

impl Copy {
    fn leave_out(&mut self, bytes: &[u8]) {
        if !bytes.is_empty() && !self.secret {
            self.bytes.extend_from_slice(REDACTED.as_bytes());
            self.secret = true;
        }
    }

    fn take(&mut self, bytes: &[u8], io: &mut Io) -> Result<(), Stop> {
        self.secret &= bytes.is_empty();
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() < PIECE_BYTES { Ok(()) } else { self.write(io) }
    }

    fn write(&mut self, io: &mut Io) -> Result<(), Stop> {
        written(io.foreign_piece(&std::mem::take(&mut self.bytes)))
    }
}
