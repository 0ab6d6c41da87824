//! The fuzz targets on the pinned stable compiler. `fuzz/` is a workspace of its own; its targets go in by the names
//! of their files, a command that builds them or runs one for a while comes out. cargo-fuzz and a nightly compiler
//! are not needed: libFuzzer comes with `libfuzzer-sys`, the coverage with a pass that rustc has.

use crate::house;
use anyhow::{Context as _, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// What cargo-fuzz gives rustc, less the sanitizers, which need a nightly compiler.
const FLAGS: &[&str] = &[
    "--cfg",
    "fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
    "-Ccodegen-units=1",
    "-Cdebug-assertions",
    "-Coverflow-checks",
];

/// Seconds that each target runs in the test command.
const SECONDS: u32 = 10;

/// Bytes of the longest input tried: long inputs find little that short ones do not, and cost much.
const LONGEST_BYTES: u32 = 4096;

/// The names of all targets, sorted.
pub(crate) fn targets() -> Result<Vec<String>> {
    let files = house::files("fuzz/fuzz_targets")?;
    let names = files.iter().filter_map(|file| file.rsplit('/').next()?.strip_suffix(".rs"));
    Ok(names.map(str::to_owned).collect())
}

/// The command that builds them all.
pub(crate) fn build() -> Command {
    let mut command = house::cargo();
    command
        .args(["build", "--release", "--locked", "--bins", "--target", HOST])
        .arg("--manifest-path")
        .arg(house::at("fuzz/Cargo.toml"))
        .arg("--target-dir")
        .arg(house::at("fuzz/target"))
        // With a target named, the flags stay away from build scripts and macros.
        .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"))
        .env_remove("RUSTFLAGS");
    command
}

/// The command that runs one for its seconds, from its seeds, the vectors and what earlier runs found.
pub(crate) fn run(target: &str) -> Result<Command> {
    let found = house::at("fuzz/target/corpus").join(target);
    let crashes = house::at("fuzz/target/crashes");
    for folder in [&found, &crashes] {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let program: PathBuf = house::at("fuzz/target").join(HOST).join("release").join(target);
    let mut command = house::program(&program.to_string_lossy());
    command
        .arg(format!("-max_total_time={SECONDS}"))
        .arg(format!("-max_len={LONGEST_BYTES}"))
        .arg(format!("-artifact_prefix={}/", crashes.display()))
        .args(["-timeout=5", "-rss_limit_mb=1024", "-verbosity=0", "-print_final_stats=1"])
        .arg(found);
    let own = format!("fuzz/seeds/{target}");
    for seeds in [own.as_str(), "tests/vectors/defects", "tests/vectors/states"] {
        if house::at(seeds).is_dir() {
            command.arg(house::at(seeds));
        }
    }
    Ok(command)
}

/// The target that this chore was built for, which is the machine's own.
const HOST: &str = env!("XTASK_HOST");
