//! Other people's libraries as judges of ours: the tests of `tests/peers/` make with one and read with the other, for
//! every algorithm, content encryption and serialization, for selective disclosure and for DPoP. The built command line
//! and the set-up peers go in; the command comes out.

use crate::{house, setup};
use anyhow::Result;
use std::process::Command;

/// `cargo xtask peers`: the command line built anew and held against them. Under `JOTSMITH_MATRIX=write` the outcome is
/// written to `tests/peers/MATRIX.md`.
pub(crate) fn run() -> Result<()> {
    setup::npm("tests/peers")?;
    house::run(house::cargo().args(["build", "--quiet", "--locked", "--package", "jotsmith-cli"]))?;
    house::run(&mut command()?)
}

/// The command that holds `jotsmith` against the libraries of Node and Python.
pub(crate) fn command() -> Result<Command> {
    let mut command = house::program("node");
    command
        .arg("--test")
        .args(house::files("tests/peers")?.iter().filter(|file| file.ends_with(".test.mjs")))
        .env("JOTSMITH", house::built("jotsmith"))
        .env("PEERS_PYTHON", setup::python()?);
    Ok(command)
}
