//! What the tests of the whole program share: running it with what is typed, and a folder of known files.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The guide's own token: a 19-byte secret, no expiry.
pub(crate) const GUIDE: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";

/// A secret that is long enough.
pub(crate) const SECRET: &str = "a-secret-of-thirty-two-bytes-or-so";

/// What a run left behind.
pub(crate) struct Ran {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: Option<i32>,
}

/// The program, ready to be told its words.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jotsmith"));
    command.env("NO_COLOR", "1").env("TZ", "UTC").env("S", SECRET);
    command
}

/// Runs the program with these words and this standard input.
pub(crate) fn run(words: &[&str], stdin: &[u8]) -> Ran {
    run_in(Path::new("."), words, stdin)
}

/// The same in a folder.
pub(crate) fn run_in(folder: &Path, words: &[&str], stdin: &[u8]) -> Ran {
    let mut command = program();
    command
        .args(words)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A verb that reads no standard input has closed it already.
    child.stdin.take().unwrap().write_all(stdin).unwrap_or_default();
    let output = child.wait_with_output().unwrap();
    Ran {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code(),
    }
}

/// An empty folder that is of this test alone.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&folder).unwrap_or_default();
    fs::create_dir_all(&folder).unwrap();
    folder
}
