//! Opening the page in the browser: the one program that is ever started, with one word that we made ourselves.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::process::{Command, Stdio};

/// Opens a file or an address with what the system opens pages with.
#[expect(clippy::disallowed_methods, reason = "this is the door through which the browser is opened")]
pub(super) fn open(page: &OsStr) -> Result<(), ErrorKind> {
    let mut opener = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        Command::new("explorer")
    } else {
        Command::new("xdg-open")
    };
    let quiet = opener.arg(page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let ended = quiet.status().map_err(|fault| fault.kind())?;
    // explorer ends with 1 when all went well.
    if ended.success() || cfg!(windows) { Ok(()) } else { Err(ErrorKind::NotFound) }
}
