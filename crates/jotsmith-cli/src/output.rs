//! The one door outwards: the product on standard output, the talk on standard error, files.
//!
//! A product that nobody reads any more is silently dropped. Files that hold what must stay secret are for their
//! owner only, and no file is overwritten unless that was said. What is printed is decided elsewhere.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use jotsmith::reason::escape::is_hostile;

use crate::exit::{Exit, Failure};
use crate::input::named;
use crate::render::paint::Paint;

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What may be done with a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Existing {
    /// It stays, and the run fails.
    Keep,
    /// It is replaced; a link stays, and what it leads to is replaced.
    Replace,
    /// Its name is taken, and no link is followed: in a folder that others write to, a link may be a trap.
    Supplant,
}

/// Who may read a file that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Whoever the system lets.
    Anyone,
    /// Its owner.
    Owner,
}

/// Whether somebody reads the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// The pipe is closed.
    No,
    /// It was taken.
    Yes,
}

/// The two streams of a run.
#[derive(Debug)]
pub(crate) struct Io {
    product_paint: Paint,
    talk_paint: Paint,
}

impl Io {
    /// The streams of the process.
    pub(crate) fn of_process(color: Color) -> Self {
        let paint = |choice: ColorChoice| match color {
            Color::Always => Paint::On,
            Color::Auto if choice != ColorChoice::Never => Paint::On,
            Color::Auto | Color::Never => Paint::Off,
        };
        Self {
            product_paint: paint(AutoStream::choice(&io::stdout())),
            talk_paint: paint(AutoStream::choice(&io::stderr())),
        }
    }

    /// How the product is coloured.
    pub(crate) const fn product_paint(&self) -> Paint {
        self.product_paint
    }

    /// How the talk is coloured.
    pub(crate) const fn talk_paint(&self) -> Paint {
        self.talk_paint
    }

    /// Writes the product as it is.
    pub(crate) fn product(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        // Whoever read it may have had enough; the exit code still says how it went.
        self.product_piece(bytes).map(|_| ())
    }

    /// Writes a piece of a long product, and says whether anybody still reads it.
    #[expect(clippy::unused_self, reason = "whoever writes holds the streams")]
    pub(crate) fn product_piece(&mut self, bytes: &[u8]) -> Result<Taken, Failure> {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()).map_err(|fault| fault.kind()) {
            Ok(()) => Ok(Taken::Yes),
            Err(ErrorKind::BrokenPipe) => Ok(Taken::No),
            Err(kind) => Err(Failure::new(
                Exit::InputOutput,
                format!("Cannot write to standard output: {kind}."),
                "Check where it leads to.",
            )),
        }
    }

    /// Writes the product as one line.
    pub(crate) fn product_line(&mut self, line: &str) -> Result<(), Failure> {
        self.product(format!("{line}\n").as_bytes())
    }

    /// Writes bytes that somebody else chose: a terminal that would obey them is spared.
    pub(crate) fn foreign_product(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        Self::spare_terminal(bytes)?;
        self.product(bytes)
    }

    /// Writes a piece of a long text that somebody else wrote, and says whether anybody still reads it.
    pub(crate) fn foreign_piece(&mut self, bytes: &[u8]) -> Result<Taken, Failure> {
        Self::spare_terminal(bytes)?;
        self.product_piece(bytes)
    }

    fn spare_terminal(bytes: &[u8]) -> Result<(), Failure> {
        if io::stdout().is_terminal() && !is_harmless(bytes) {
            return Err(Failure::new(
                Exit::InputOutput,
                "What would be printed holds control bytes, which a terminal would obey.",
                "Send it into a file: > FILE.",
            ));
        }
        Ok(())
    }

    /// Whether a bar may show how far a long run has come: to a person, and not amid the product.
    #[expect(clippy::unused_self, reason = "whoever asks holds the streams")]
    pub(crate) fn shows_progress(&self) -> bool {
        io::stderr().is_terminal() && !io::stdout().is_terminal()
    }

    /// Writes over the line of the terminal that was written over before.
    #[expect(clippy::unused_self, reason = "whoever talks holds the streams")]
    pub(crate) fn talk_over(&mut self, text: &str) {
        let mut stderr = io::stderr().lock();
        write!(stderr, "\r\u{1b}[K{text}").and_then(|()| stderr.flush()).unwrap_or_default();
    }

    /// Says something to the person. Whether it is heard changes nothing.
    #[expect(clippy::unused_self, reason = "whoever talks holds the streams")]
    pub(crate) fn talk(&mut self, text: &str) {
        let mut stderr = io::stderr().lock();
        let line =
            if text.ends_with('\n') || text.is_empty() { text.to_owned() } else { format!("{text}\n") };
        stderr.write_all(line.as_bytes()).and_then(|()| stderr.flush()).unwrap_or_default();
    }
}

/// Whether a terminal shows the bytes and obeys none of them.
fn is_harmless(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .is_ok_and(|text| text.chars().all(|c| matches!(c, '\n' | '\t') || !is_hostile(c)))
}

/// Makes a folder, and those that it is in, where they are not there.
pub(crate) fn make_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|fault| {
        Failure::new(
            Exit::InputOutput,
            format!("Cannot make the folder {}: {}.", named(path), fault.kind()),
            "Check the name and the permissions.",
        )
    })
}

/// Writes a file whole. One that is replaced is replaced in one step, so that nobody finds half of it, and lets nobody in
/// who was kept out before. A device, a pipe or a folder that was named is left alone.
pub(crate) fn write_file(
    path: &Path,
    bytes: &[u8],
    readers: Readers,
    existing: Existing,
) -> Result<(), Failure> {
    let fault = |fault: io::Error| {
        if fault.kind() == ErrorKind::AlreadyExists {
            return Failure::new(
                Exit::InputOutput,
                format!("The file {} is there already, and stays as it is.", named(path)),
                "Name another file, or add --force to replace it.",
            );
        }
        Failure::new(
            Exit::InputOutput,
            format!("Cannot write the file {}: {}.", named(path), fault.kind()),
            "Check the name and the permissions.",
        )
    };
    let before = fs::metadata(path).ok().filter(|_| existing != Existing::Supplant);
    if let Some(failure) = before.as_ref().and_then(|before| unfit(path, before)) {
        return Err(failure);
    }
    match existing {
        Existing::Keep => write_new(path, bytes, readers, None).map_err(fault),
        Existing::Replace => {
            followed(path).and_then(|path| write_over(&path, bytes, readers, before.as_ref())).map_err(fault)
        }
        Existing::Supplant => write_over(path, bytes, readers, None).map_err(fault),
    }
}

fn write_over(path: &Path, bytes: &[u8], readers: Readers, before: Option<&fs::Metadata>) -> io::Result<()> {
    let beside = beside(path);
    let replaced = write_new(&beside, bytes, readers, before).and_then(|()| fs::rename(&beside, path));
    replaced.inspect_err(|_| fs::remove_file(&beside).unwrap_or_default())
}

/// Why what stands there is no file that could be replaced.
fn unfit(path: &Path, before: &fs::Metadata) -> Option<Failure> {
    let (is, remedy) = match (before.is_file(), before.is_dir()) {
        (true, _) => return None,
        (false, true) => ("a folder", "Name a file in it."),
        (false, false) => ("no regular file", "Send standard output to it instead: > PATH."),
    };
    let message = format!("{} is {is}, and stays as it is.", named(path));
    Some(Failure::new(Exit::InputOutput, message, remedy))
}

/// The path that a link leads to, be a file there or not; any other path as it is.
fn followed(path: &Path) -> io::Result<PathBuf> {
    if !fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink()) {
        return Ok(path.to_owned());
    }
    match fs::canonicalize(path) {
        Err(fault) if fault.kind() == ErrorKind::NotFound => {
            followed(&path.parent().unwrap_or(path).join(fs::read_link(path)?))
        }
        found => found,
    }
}

/// A name in the same folder that nobody else uses.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}", std::process::id()));
    path.with_file_name(name)
}

/// Writes a file that is not there yet, for these readers; of those, where it takes the place of another, for whom that
/// one was for.
fn write_new(path: &Path, bytes: &[u8], readers: Readers, before: Option<&fs::Metadata>) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
        let mode = if readers == Readers::Owner { 0o600 } else { 0o666 };
        options.mode(before.map_or(mode, |before| mode & before.permissions().mode()));
    }
    #[expect(clippy::disallowed_methods, reason = "this is the door through which files are made")]
    let mut file = options.open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.inspect_err(|_| fs::remove_file(path).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_spared_what_it_would_obey() {
        assert!(is_harmless("Grüße\t1\n".as_bytes()));
        for text in ["\u{1b}[31m", "a\rb", "\u{202e}", "\u{9b}1m", "a\0"] {
            assert!(!is_harmless(text.as_bytes()), "{text:?}");
        }
        assert!(!is_harmless(b"\xff\xfe"));
    }
}
