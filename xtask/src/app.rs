//! `cargo xtask app`: the page in a browser, from nothing. It sets up what is missing, builds the page and then the
//! command line, which embeds it, and lets `jotsmith app --serve` do the serving.

use crate::{house, page};
use anyhow::Result;

/// Builds and serves until interrupted. The words go on to `jotsmith app --serve`.
pub(crate) fn run(words: &[&str]) -> Result<()> {
    page::run()?;
    let mut serve = house::cargo();
    serve.args(["run", "--quiet", "--locked", "--package", "jotsmith-cli", "--", "app", "--serve"]);
    house::run(serve.args(words))
}
