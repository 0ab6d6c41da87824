//! Set-up of what is missing on this machine. Nothing goes in; afterwards the tool is there, or the fault says the
//! exact command that would bring it. What is there already is left alone.

use crate::{house, page, stamp};
use anyhow::{Result, bail};
use serde_json::Value;
use std::env;
use std::path::PathBuf;

/// The compiler's target for the page.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// All that the whole test needs.
pub(crate) fn all() -> Result<()> {
    wasm_target()?;
    for folder in [page::UI, "tests/e2e", "tests/peers"] {
        npm(folder)?;
    }
    chromium()?;
    python()?;
    Ok(())
}

/// The target for the page, through rustup.
pub(crate) fn wasm_target() -> Result<()> {
    let library =
        house::output(house::program("rustc").args(["--print", "target-libdir", "--target", WASM]))?;
    let library = PathBuf::from(String::from_utf8_lossy(&library).trim());
    if library.is_dir() {
        return Ok(());
    }
    println!("set-up: rustup target add {WASM}");
    if house::run(house::program("rustup").args(["target", "add", WASM])).is_err() {
        bail!("the compiler has no target {WASM}. Install it: rustup target add {WASM}");
    }
    Ok(())
}

/// The packages of a folder with a package.json, as its lock file pins them. Their install scripts do not run.
pub(crate) fn npm(folder: &str) -> Result<()> {
    node(folder)?;
    let lock = format!("{folder}/package-lock.json");
    let digest = stamp::digest(&[&lock])?;
    let step = format!("npm-{}", folder.replace('/', "-"));
    if house::at(folder).join("node_modules").is_dir() && stamp::is_fresh(&step, &digest) {
        return Ok(());
    }
    println!("set-up: npm ci in {folder}");
    let mut install = house::program("npm");
    install.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    house::run(install.current_dir(house::at(folder)))?;
    stamp::leave(&step, &digest)
}

/// Refuses a Node.js that is older than the package.json of the folder says.
fn node(folder: &str) -> Result<()> {
    let oldest = oldest_node(&house::read(&house::at(folder).join("package.json"))?)?;
    let found = house::output(house::program("node").arg("--version"));
    let found = found.map(|version| String::from_utf8_lossy(&version).trim().to_owned());
    match (&found, oldest) {
        (Ok(version), Some(oldest)) if major(version).is_some_and(|major| major < oldest) => {
            bail!("Node.js {oldest} or later is needed for {folder}, and this is {version}. {NODE}")
        }
        (Ok(_), _) => Ok(()),
        (Err(_), Some(oldest)) => bail!("Node.js {oldest} or later is needed for {folder}. {NODE}"),
        (Err(_), None) => bail!("Node.js is needed for {folder}. {NODE}"),
    }
}

/// Where Node.js comes from. Debian 12 has 18, which builds the page; the browser tests want 20.
const NODE: &str = "On Debian 13: apt-get install nodejs npm. Elsewhere: https://nodejs.org";

/// The oldest major version that a package.json takes, as in `"engines": { "node": ">=20" }`; none where it says none.
fn oldest_node(package: &str) -> Result<Option<u32>> {
    let package: Value = serde_json::from_str(package)?;
    let range = package.pointer("/engines/node").and_then(Value::as_str);
    Ok(range.and_then(|range| range.strip_prefix(">=")?.parse().ok()))
}

/// The major version: 20 of `v20.20.2`. What has another form is not judged.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// A Chromium for the browser tests: Debian's own package, as root; otherwise the fault says what to type.
pub(crate) fn chromium() -> Result<()> {
    const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let has = |name: &&str| house::works(house::program(name).arg("--version"));
    if env::var("JOTSMITH_CHROMIUM").is_ok() || NAMES.iter().any(has) {
        return Ok(());
    }
    let install = "apt-get install --yes --no-install-recommends chromium fonts-liberation";
    let root = house::output(house::program("id").arg("-u")).is_ok_and(|id| id.trim_ascii() == b"0");
    if !root || !house::at("/etc/debian_version").is_file() {
        bail!(
            "the browser tests need Chromium. On Debian: {install}\nOr name yours: JOTSMITH_CHROMIUM=/path/to/chrome"
        );
    }
    println!("set-up: {install}");
    house::run(house::program("apt-get").args(["update", "--quiet"]))?;
    let mut words = install.split_whitespace();
    let mut command = house::program(words.next().unwrap_or_default());
    house::run(command.args(words).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// The Python of a virtual environment with the peers' packages, at their pinned versions.
pub(crate) fn python() -> Result<PathBuf> {
    let list = "tests/peers/requirements.txt";
    let folder = house::at("target/venv");
    let python = folder.join("bin/python");
    let digest = stamp::digest(&[list])?;
    if python.is_file() && stamp::is_fresh("venv", &digest) {
        return Ok(python);
    }
    println!("set-up: a Python environment in target/venv");
    let made = house::run(house::program("python3").args(["-m", "venv", "--clear"]).arg(&folder));
    if made.is_err() {
        bail!("a Python 3 with venv is needed. On Debian: apt-get install --yes python3-venv");
    }
    let mut install = house::program(&python.to_string_lossy());
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", list]);
    house::run(&mut install)?;
    stamp::leave("venv", &digest)?;
    Ok(python)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_which_node_is_wanted_and_which_is_there() {
        assert_eq!(oldest_node(r#"{"engines":{"node":">=20"}}"#).unwrap(), Some(20));
        assert_eq!(oldest_node(r#"{"private":true}"#).unwrap(), None);
        assert_eq!((major("v20.20.2"), major("v18.20.8"), major("unknown")), (Some(20), Some(18), None));
    }

    #[test]
    fn every_folder_of_the_test_says_which_node_it_wants() {
        for (folder, oldest) in [(page::UI, 18), ("tests/e2e", 20), ("tests/peers", 20)] {
            let package = house::read(&house::at(folder).join("package.json")).unwrap();
            assert_eq!(oldest_node(&package).unwrap(), Some(oldest), "{folder}");
        }
    }
}
