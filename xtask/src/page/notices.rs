//! Whose work is in the page: `licences.txt`. The crates that are compiled into the modules and the packages that are
//! bundled go in, as the lock files pin them; one text with the notice of each comes out. It is carried by the page
//! and, as a comment, by the single file, because the licences ask for that.

use super::UI;
use crate::{house, setup};
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The run-time packages of the user interface.
const PACKAGES: &[&str] = &["@preact/signals", "@preact/signals-core", "preact"];

/// Every notice, sorted by name; a text that several share stands once.
pub(super) fn text() -> Result<String> {
    let mut by_notice: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, folder) in crates()?.into_iter().chain(packages()?) {
        by_notice.entry(notice(&folder)?).or_default().insert(name);
    }
    let mut sections: Vec<(String, String)> = by_notice
        .into_iter()
        .map(|(notice, names)| (names.into_iter().collect::<Vec<_>>().join(", "), notice))
        .collect();
    sections.sort();
    let mut text = "Jotsmith is licensed under MIT OR Apache-2.0. It contains the work of others:\n\
                    the standard library of Rust (MIT OR Apache-2.0), and what follows.\n"
        .to_owned();
    for (names, notice) in sections {
        text += &["\n== ", &names, "\n\n", &notice, "\n"].concat();
    }
    Ok(text)
}

/// Each crate in the module with everything, with its folder. Ours are not listed.
fn crates() -> Result<Vec<(String, PathBuf)>> {
    let mut tree = house::cargo();
    tree.args([
        "tree",
        "--locked",
        "--package",
        "jotsmith-web",
        "--no-default-features",
        "--features",
        "extra",
    ])
    .args([
        "--target",
        setup::WASM,
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]);
    let tree = String::from_utf8(house::output(&mut tree)?)?;
    // `name v1.2.3`, with a path where it is ours.
    let used: BTreeSet<&str> = tree.lines().filter(|line| !line.contains('(')).collect();

    let mut metadata = house::cargo();
    metadata.args(["metadata", "--locked", "--format-version", "1", "--filter-platform", setup::WASM]);
    let metadata: Value = serde_json::from_slice(&house::output(&mut metadata)?)?;
    let mut found = Vec::new();
    for package in metadata.get("packages").and_then(Value::as_array).into_iter().flatten() {
        let member =
            |name| package.get(name).and_then(Value::as_str).context("cargo metadata left out a member");
        let name = format!("{} v{}", member("name")?, member("version")?);
        if used.contains(name.as_str()) {
            let folder =
                Path::new(member("manifest_path")?).parent().context("a manifest without a folder")?;
            found.push((
                format!("{name} ({})", member("license").unwrap_or("see below")),
                folder.to_path_buf(),
            ));
        }
    }
    Ok(found)
}

/// Each package of the user interface, with its folder.
fn packages() -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for name in PACKAGES {
        let folder = house::at(UI).join("node_modules").join(name);
        let package: Value = serde_json::from_slice(&house::bytes(&folder.join("package.json"))?)?;
        let member = |name| package.get(name).and_then(Value::as_str).unwrap_or_default();
        found.push((format!("{name} {} ({})", member("version"), member("license")), folder));
    }
    Ok(found)
}

/// The notice that a folder carries: MIT where there is a choice, else whatever licence stands there.
fn notice(folder: &Path) -> Result<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.to_uppercase().starts_with("LICEN") && folder.join(&name).is_file() {
            names.push(name);
        }
    }
    names.sort_by_key(|name| (!name.to_uppercase().contains("MIT"), name.clone()));
    match names.first() {
        Some(name) => Ok(house::read(&folder.join(name))?.replace('\r', "").trim().to_owned()),
        None => Ok("(The package carries no text of its licence.)".to_owned()),
    }
}
