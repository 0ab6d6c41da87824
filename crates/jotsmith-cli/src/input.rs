//! The one door inwards: standard input, files, variables, each read within a bound.
//!
//! In goes what a person named, out come bytes or a failure that says what could not be read. No failure quotes a byte
//! of what was read. What the bytes mean is decided elsewhere.

use std::fs::{self, File};
use std::io::{self, ErrorKind, IsTerminal as _, Read, Write as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use jotsmith::limits::KEY_BYTES;
use jotsmith::reason::escape::visible;
use zeroize::Zeroizing;

use crate::exit::{Exit, Failure};

/// Bytes of a stream that are read together.
const PIECE_BYTES: usize = 64 * 1024;

/// How much is read of one kind of input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bound {
    /// What it is, as the sentence begins.
    what: &'static str,
    bytes: usize,
    /// The code of what is longer.
    exit: Exit,
}

/// A text that holds a token. The engine refuses a token over 1 MiB and says so; a text around it may be longer.
pub(crate) const TOKEN: Bound = Bound { what: "The input", bytes: KEY_BYTES, exit: Exit::Malformed };

/// Claims or a payload to be signed.
pub(crate) const PAYLOAD: Bound = Bound { what: "The payload", bytes: KEY_BYTES, exit: Exit::Malformed };

/// A list of `jti` values.
pub(crate) const DENYLIST: Bound = Bound { what: "The denylist", bytes: KEY_BYTES, exit: Exit::Malformed };

/// A policy file.
pub(crate) const POLICY: Bound = Bound { what: "The policy", bytes: KEY_BYTES, exit: Exit::Usage };

/// A key or a set of keys.
pub(crate) const KEY: Bound = Bound { what: "The key", bytes: KEY_BYTES, exit: Exit::Key };

/// The password of a key.
pub(crate) const PASSWORD: Bound = Bound { what: "The password", bytes: 64 * 1024, exit: Exit::Key };

/// A raw secret.
pub(crate) const SECRET: Bound = Bound { what: "The secret", bytes: KEY_BYTES, exit: Exit::Key };

/// A value that the operator typed: a literal, `-`, `@FILE` or `env:NAME`.
///
/// It is never made of a token: hostile text that begins with `@` stays text.
#[derive(Clone)]
pub(crate) enum Operand {
    /// The contents of a file.
    File(PathBuf),
    /// The text itself.
    Literal(Zeroizing<String>),
    /// Standard input.
    Stdin,
    /// The value of a variable.
    Variable(String),
}

impl FromStr for Operand {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(if text == "-" {
            Self::Stdin
        } else if let Some(path) = text.strip_prefix('@') {
            Self::File(path.into())
        } else if let Some(name) = text.strip_prefix("env:") {
            Self::Variable(name.into())
        } else {
            Self::Literal(Zeroizing::new(text.into()))
        })
    }
}

impl Operand {
    /// The bytes that it stands for, taken whole.
    pub(crate) fn bytes(&self, bound: Bound) -> Result<Zeroizing<Vec<u8>>, Failure> {
        match self {
            Self::File(path) => file(path, bound),
            Self::Literal(text) => Ok(Zeroizing::new(text.as_bytes().to_vec())),
            Self::Stdin => stdin(bound),
            Self::Variable(name) => variable(name).map(|value| Zeroizing::new(value.as_bytes().to_vec())),
        }
    }

    /// Whether the text itself stands on the command line.
    pub(crate) const fn is_literal(&self) -> bool {
        matches!(self, Self::Literal(_))
    }
}

/// What stands under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stands {
    /// A file, or something that is read like one.
    File,
    /// A folder.
    Folder,
}

/// What stands under the name, where something does. Nothing of it is read. The text may be foreign, so a name on another
/// machine is left alone: to look for it would open a connection.
pub(crate) fn stands(name: &str) -> Option<Stands> {
    if name.chars().take(2).filter(|c| matches!(c, '/' | '\\')).count() == 2 {
        return None;
    }
    let about = Path::new(name).metadata().ok()?;
    Some(if about.is_dir() { Stands::Folder } else { Stands::File })
}

/// Standard input to its end.
pub(crate) fn stdin(bound: Bound) -> Result<Zeroizing<Vec<u8>>, Failure> {
    bounded(io::stdin().lock(), bound, "standard input")
}

/// A file, whole.
pub(crate) fn file(path: &Path, bound: Bound) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let (opened, name) = open(path)?;
    bounded(opened, bound, &name)
}

/// What to do where standard input was taken for a file.
const STDIN: &str = "Standard input is - alone: leave --in or @ out.";

/// An open file, and its name for a sentence.
fn open(path: &Path) -> Result<(File, String), Failure> {
    let name = format!("the file {}", named(path));
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the door through which files are read: within a bound, or as a stream"
    )]
    let opened = File::open(path).map_err(|fault| match unreadable(&name, fault.kind()) {
        failure if path == Path::new("-") => Failure { remedy: STDIN.into(), ..failure },
        failure => failure,
    })?;
    Ok((opened, name))
}

/// A stream that is read as it comes, however long it is.
pub(crate) struct Stream {
    /// What can be read.
    pub(crate) reader: Box<dyn Read + Send>,
    /// Its bytes, where that is known.
    pub(crate) bytes: Option<u64>,
    /// What it is, for a sentence.
    pub(crate) name: String,
}

impl Stream {
    /// Standard input.
    pub(crate) fn stdin() -> Self {
        Self { reader: Box::new(io::stdin()), bytes: None, name: "standard input".into() }
    }

    /// A text from the command line.
    pub(crate) fn literal(text: &str) -> Self {
        let bytes = u64::try_from(text.len()).ok();
        Self { reader: Box::new(io::Cursor::new(text.as_bytes().to_vec())), bytes, name: "the text".into() }
    }

    /// A file.
    pub(crate) fn file(path: &Path) -> Result<Self, Failure> {
        let (file, name) = open(path)?;
        let bytes = file.metadata().ok().filter(fs::Metadata::is_file).map(|about| about.len());
        Ok(Self { reader: Box::new(file), bytes, name })
    }
}

impl Stream {
    /// Hands every piece to `take`, until the end or until it wants no more.
    pub(crate) fn read_through<E: From<Failure>>(
        mut self,
        mut take: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut buffer = vec![0; PIECE_BYTES];
        loop {
            match self.reader.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(count) => take(buffer.get(..count).unwrap_or_default())?,
                Err(fault) if fault.kind() == ErrorKind::Interrupted => {}
                Err(fault) => return Err(unreadable(&self.name, fault.kind()).into()),
            }
        }
    }
}

/// Whether the files in a folder are meant by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// They are not: a folder is no file.
    Files,
    /// They are, and those of the folders in it.
    Folders,
}

/// The files that a path means, in the order of their names. Links in a folder are not followed.
pub(crate) fn walk(path: &Path, depth: Depth) -> impl Iterator<Item = Result<PathBuf, Failure>> + use<> {
    let mut ahead = vec![(path.to_owned(), path.is_dir())];
    std::iter::from_fn(move || {
        loop {
            let (path, is_folder) = ahead.pop()?;
            if !is_folder {
                return Some(Ok(path));
            }
            let name = format!("the folder {}", named(&path));
            if depth == Depth::Files {
                let message = format!("Cannot read {name}: it is a folder.");
                return Some(Err(Failure::new(
                    Exit::InputOutput,
                    message,
                    "Add --recursive to read the files in it.",
                )));
            }
            match folder(&path) {
                Ok(entries) => ahead.extend(entries),
                Err(kind) => return Some(Err(unreadable(&name, kind))),
            }
        }
    })
}

/// The files and folders in a folder, the last first.
fn folder(path: &Path) -> Result<Vec<(PathBuf, bool)>, ErrorKind> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(|fault| fault.kind())? {
        let entry = entry.map_err(|fault| fault.kind())?;
        let kind = entry.file_type().map_err(|fault| fault.kind())?;
        if kind.is_dir() || kind.is_file() {
            entries.push((entry.path(), kind.is_dir()));
        }
    }
    entries.sort_unstable_by(|one, two| two.cmp(one));
    Ok(entries)
}

/// Asks a person for a password, without showing it; none where nobody sits at a terminal.
pub(crate) fn ask(prompt: &str) -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
    if !io::stderr().is_terminal() {
        return Ok(None);
    }
    let mut stderr = io::stderr().lock();
    stderr.write_all(prompt.as_bytes()).and_then(|()| stderr.flush()).unwrap_or_default();
    let answer = rpassword::read_password().map_err(|fault| unreadable("the terminal", fault.kind()))?;
    Ok(Some(Zeroizing::new(answer.into_bytes())))
}

/// A variable of the environment. It is not named where it is not there: who writes `env:$S` for `env:S` gives a secret
/// for the name.
pub(crate) fn variable(name: &str) -> Result<Zeroizing<String>, Failure> {
    #[expect(clippy::disallowed_methods, reason = "this is the door through which the environment is read")]
    let value = std::env::var(name).map(Zeroizing::new);
    value.map_err(|fault| {
        let fault = match fault {
            std::env::VarError::NotPresent => "is not set",
            std::env::VarError::NotUnicode(_) => "is not UTF-8",
        };
        Failure::new(
            Exit::InputOutput,
            format!("The variable that stands after env: {fault}."),
            "Give its name, without $, and export it; or give the value as @FILE.",
        )
    })
}

/// The text without its one final newline.
pub(crate) fn without_final_newline(bytes: &[u8]) -> &[u8] {
    let line = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    if line.len() < bytes.len() { line.strip_suffix(b"\r").unwrap_or(line) } else { line }
}

/// A path as a sentence names it.
pub(crate) fn named(path: &Path) -> String {
    format!("\"{}\"", visible(&path.display().to_string()))
}

fn bounded(reader: impl Read, bound: Bound, name: &str) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let mut bytes = Zeroizing::new(Vec::new());
    let limit = u64::try_from(bound.bytes).unwrap_or(u64::MAX);
    reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|fault| unreadable(name, fault.kind()))?;
    if bytes.len() > bound.bytes {
        return Err(Failure::new(
            bound.exit,
            format!("{} is longer than {} MiB: {name}.", bound.what, bound.bytes / (1024 * 1024)),
            "Check that this is the input you mean.",
        ));
    }
    Ok(bytes)
}

/// The failure of something that cannot be read.
pub(crate) fn unreadable(name: &str, kind: ErrorKind) -> Failure {
    let (why, remedy) = if kind == ErrorKind::NotFound {
        ("it is not there".to_owned(), "Check the name.")
    } else if kind == ErrorKind::IsADirectory {
        ("it is a folder".to_owned(), "Name a file in it.")
    } else {
        (kind.to_string(), "Check the name and the permissions.")
    };
    Failure::new(Exit::InputOutput, format!("Cannot read {name}: {why}."), remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operand(text: &str) -> Operand {
        text.parse().unwrap()
    }

    #[test]
    fn an_operand_is_a_literal_unless_it_says_otherwise() {
        assert!(matches!(operand("-"), Operand::Stdin));
        assert!(matches!(operand("@a.pem"), Operand::File(path) if path == Path::new("a.pem")));
        assert!(matches!(operand("env:KEY"), Operand::Variable(name) if name == "KEY"));
        assert!(matches!(operand("--"), Operand::Literal(text) if text.as_str() == "--"));
        assert!(matches!(operand("ENV:KEY"), Operand::Literal(_)));
    }

    #[test]
    fn what_stands_under_a_name_is_looked_for_on_this_machine_alone() {
        assert_eq!((stands("Cargo.toml"), stands("src")), (Some(Stands::File), Some(Stands::Folder)));
        for name in ["", "absent", "\\\\host\\share", "//host/share", "/\\host", "//"] {
            assert_eq!(stands(name), None, "{name}");
        }
    }

    #[test]
    fn drops_one_final_newline_and_no_more() {
        assert_eq!(without_final_newline(b"a\n"), b"a");
        assert_eq!(without_final_newline(b"a\r\n"), b"a");
        assert_eq!(without_final_newline(b"a\n\n"), b"a\n");
        assert_eq!(without_final_newline(b"a\r"), b"a\r");
        assert_eq!(without_final_newline(b""), b"");
    }

    #[test]
    fn reads_no_byte_past_the_bound() {
        let bound = Bound { what: "The key", bytes: 1024 * 1024, exit: Exit::Key };
        let failure = bounded(io::repeat(0), bound, "the file \"zero\"").unwrap_err();
        assert_eq!(
            (failure.exit, failure.message.as_str()),
            (Exit::Key, "The key is longer than 1 MiB: the file \"zero\".")
        );
        assert_eq!(bounded(io::repeat(7).take(1024 * 1024), bound, "").unwrap().len(), 1024 * 1024);
    }
}
