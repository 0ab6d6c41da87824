//! Other people's libraries as judges of ours: `tests/peers/peers.test.mjs` signs with one and verifies with the other, for
//! every algorithm. The built command line and the set-up peers go in; the command comes out.

use crate::{house, setup};
use anyhow::Result;
use std::process::Command;

/// The command that holds `jotsmith` against the libraries of Node and Python.
pub(crate) fn command() -> Result<Command> {
    let mut command = house::program("node");
    command
        .arg(house::at("tests/peers/peers.test.mjs"))
        .env("JOTSMITH", house::built("jotsmith"))
        .env("PEERS_PYTHON", setup::python()?);
    Ok(command)
}
