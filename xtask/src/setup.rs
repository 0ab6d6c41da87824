//! Set-up of what is missing on this machine. Nothing goes in; afterwards the tool is there, or the fault says the
//! exact command that would bring it. What is there already is left alone.

use crate::{house, page, stamp};
use anyhow::{Result, bail};
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
    let lock = format!("{folder}/package-lock.json");
    let digest = stamp::digest(&[&lock])?;
    let step = format!("npm-{}", folder.replace('/', "-"));
    if house::at(folder).join("node_modules").is_dir() && stamp::is_fresh(&step, &digest) {
        return Ok(());
    }
    if !house::works(house::program("node").arg("--version")) {
        bail!("Node.js 20 or later is needed. On Debian: apt-get install nodejs npm");
    }
    println!("set-up: npm ci in {folder}");
    let mut install = house::program("npm");
    install.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    house::run(install.current_dir(house::at(folder)))?;
    stamp::leave(&step, &digest)
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
