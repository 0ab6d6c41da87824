//! From Rust to WASM and its bindings. `crates/jotsmith-web` goes in; bindings and shrunk bytes come out, below
//! `target/page-build`. How a module gets into a script is `bundle.rs`.

use super::UI;
use crate::{house, setup};
use anyhow::{Context as _, Result};
use std::env;
use std::fs;
use std::path::PathBuf;
use wasm_bindgen_cli_support::Bindgen;

/// The features that rustc's target emits today. wasm-opt refuses what is not named, and with all of them named it
/// writes what browsers do not know.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The engine as the page loads it.
#[derive(Clone, Copy)]
pub(super) enum Module {
    /// What most tokens need: loaded first.
    Core,
    /// Everything: takes the place of `core` on first need.
    Extra,
}

/// A module with its bindings.
pub(super) struct Built {
    /// The folder that holds `jotsmith_web.js` and its types.
    pub(super) folder: PathBuf,
    pub(super) wasm: Vec<u8>,
}

/// Compiles one module, makes its bindings and shrinks it.
pub(super) fn build(module: Module) -> Result<Built> {
    let (name, features) = match module {
        Module::Core => ("core", None),
        Module::Extra => ("extra", Some("extra")),
    };
    let folder = house::at("target/page-build").join(name);
    let target = house::at("target/wasm");
    let mut compile = house::cargo();
    compile
        .args(["build", "--quiet", "--locked", "--package", "jotsmith-web", "--lib", "--no-default-features"])
        .args(["--profile", "page", "--target", setup::WASM])
        .arg("--target-dir")
        .arg(&target)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(module)?)
        .env_remove("RUSTFLAGS");
    if let Some(features) = features {
        compile.args(["--features", features]);
    }
    println!("page: compiling {name}");
    house::run(&mut compile)?;

    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    let compiled = target.join(setup::WASM).join("page/jotsmith_web.wasm");
    Bindgen::new()
        .input_path(&compiled)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&folder)
        .with_context(|| format!("cannot make the bindings of {name}"))?;

    let large = folder.join("jotsmith_web_bg.wasm");
    // Harder passes make fewer bytes that compress worse: -Os is 7 % smaller than -O1, and 4 % larger in brotli.
    let small = folder.join("small.wasm");
    let mut shrink = house::program("node");
    shrink
        .arg(house::at(UI).join("node_modules/binaryen/bin/wasm-opt"))
        .args([
            "-O1",
            "--dae-optimizing",
            "--rse",
            "--code-pushing",
            "--vacuum",
            "--coalesce-locals-learning",
        ])
        .args(FEATURES)
        .args(["--strip-target-features", "--strip-producers", "--strip-debug"]);
    house::run(shrink.arg(&large).arg("-o").arg(&small))?;
    Ok(Built { folder, wasm: house::bytes(&small)? })
}

/// Compiler flags that keep the paths of this machine out of the module, and of the first one what only speed wants.
fn flags(module: Module) -> Result<String> {
    let home = env::var("CARGO_HOME").map(PathBuf::from).or_else(|_| {
        env::var("HOME").or_else(|_| env::var("USERPROFILE")).map(|home| PathBuf::from(home).join(".cargo"))
    })?;
    let mut flags = vec![remap(&house::root(), "jotsmith"), remap(&home, "cargo")];
    let sources = home.join("registry/src");
    if sources.is_dir() {
        for registry in fs::read_dir(sources)? {
            flags.push(remap(&registry?.path(), "crates"));
        }
    }
    // The last prefix that fits counts, and the folders come in no order.
    flags.sort_by_key(String::len);
    if matches!(module, Module::Core) {
        // The rounds of SHA-2 as loops: 5 KB of brotli less, and a token is hashed no slower than it is drawn.
        flags.extend(["--cfg".to_owned(), "sha2_backend_soft=\"compact\"".to_owned()]);
    }
    Ok(flags.join("\u{1f}"))
}

fn remap(from: &std::path::Path, to: &str) -> String {
    format!("--remap-path-prefix={}={to}", from.display())
}
