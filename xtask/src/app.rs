//! `cargo xtask app`: the page in a browser, from nothing. It sets up what is missing, builds the page and then the
//! command line, which embeds it, and lets `jotsmith app --serve` do the serving.

use crate::{house, page};
use anyhow::Result;

/// Whether a browser is opened, where there is one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Browser {
    /// Only the address is printed.
    Left,
    /// It is opened.
    Opened,
}

/// Builds and serves until interrupted.
pub(crate) fn run(browser: Browser) -> Result<()> {
    page::run()?;
    let mut serve = house::cargo();
    serve.args(["run", "--quiet", "--locked", "--package", "jotsmith-cli", "--", "app", "--serve"]);
    if browser == Browser::Opened {
        serve.arg("--open");
    }
    house::run(&mut serve)
}
