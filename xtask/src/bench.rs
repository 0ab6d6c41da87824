//! `cargo xtask bench`: the engine beside its peers and beside the floor. Flags go in; both builds of `bench/`, the
//! command line and other people's tools are built or set up where they are missing, then the bench prints its table.
//! `bench/` is a workspace of its own, and nothing of it is compiled by any other chore.

use crate::{house, setup};
use anyhow::{Result, bail};
use std::path::PathBuf;

/// Where everything goes that the bench builds.
const TARGET: &str = "target/bench";

/// The peer of the command line, from its registry by name and version.
const JWT_CLI: &str = "6.2.0";

/// The folder of the scripts for Node and Python.
const SCRIPTS: &str = "bench/scripts";

/// Builds what is needed and measures.
pub(crate) fn run(flags: &[&str]) -> Result<()> {
    check(flags)?;
    // OpenSSL and BoringSSL do not link into one program, so there are two builds of it.
    let program = build("openssl", &[])?;
    let also = build("boring", &["--no-default-features", "--features", "boring"])?;
    let target = house::at(TARGET).join("cli");
    let mut cli = house::cargo();
    cli.args(["build", "--release", "--locked", "--package", "jotsmith-cli", "--target-dir"]).arg(&target);
    house::run(&mut cli)?;
    let jotsmith = target.join("release/jotsmith");
    setup::npm(SCRIPTS)?;
    let mut bench = house::program(&program.to_string_lossy());
    bench.arg("--also").arg(also).arg("--jotsmith").arg(jotsmith).arg("--jwt-cli").arg(jwt_cli()?);
    bench.arg("--scripts").arg(house::at(SCRIPTS)).arg("--python").arg(setup::python()?);
    bench.arg("--folder").arg(house::at(TARGET).join("data"));
    house::run(bench.args(flags))
}

/// Only flags of the bench itself that a person may want are handed on.
fn check(flags: &[&str]) -> Result<()> {
    let mut words = flags.iter();
    while let Some(flag) = words.next() {
        match *flag {
            "--sides" => {}
            "--filter" | "--rounds" | "--json" if words.next().is_some() => {}
            other => {
                bail!("cargo xtask bench [--filter CASE] [--rounds N] [--json FILE] [--sides], not {other}")
            }
        }
    }
    Ok(())
}

fn build(name: &str, features: &[&str]) -> Result<PathBuf> {
    let target = house::at(TARGET).join(name);
    let mut command = house::cargo();
    command.args(["build", "--release"]).args(features);
    command.arg("--manifest-path").arg(house::at("bench/Cargo.toml")).arg("--target-dir").arg(&target);
    if house::run(&mut command).is_err() {
        bail!("the peers need OpenSSL and a C compiler. On Debian: apt-get install libssl-dev cmake clang");
    }
    Ok(target.join("release/jotsmith-bench"))
}

/// The other command line, installed once into the target folder.
fn jwt_cli() -> Result<PathBuf> {
    let root = house::at(TARGET).join("tools");
    let program = root.join("bin/jwt");
    if !program.is_file() {
        let mut install = house::cargo();
        install.args(["install", "jwt-cli", "--version", JWT_CLI, "--locked", "--root"]).arg(&root);
        install.arg("--target-dir").arg(root.join("target"));
        house::run(&mut install)?;
    }
    Ok(program)
}
