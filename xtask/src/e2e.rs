//! `cargo xtask e2e`: the built page in a real Chromium. The harness is `tests/e2e/run.mjs`; it serves `target/page`
//! by itself and talks to nobody else.

use crate::{house, page, setup};
use anyhow::Result;

/// Builds the page if it is stale, then runs the browser tests whose path holds the filter.
pub(crate) fn run(filter: Option<&str>) -> Result<()> {
    setup::npm("tests/e2e")?;
    setup::chromium()?;
    page::run()?;
    // The server of the page is tested too; it carries what was built above.
    house::run(house::cargo().args(["build", "--quiet", "--locked", "--package", "jotsmith-cli"]))?;
    let mut tests = house::program("node");
    tests.arg(house::at("tests/e2e/run.mjs")).args(filter).env("JOTSMITH", house::built("jotsmith"));
    house::run(&mut tests)
}
