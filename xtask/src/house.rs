//! Where things are, and how a chore starts a program. Paths and words go in; a finished program or a fault that
//! names it comes out. What to run and why belongs to the chores.

use anyhow::{Context as _, Result, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Folders that hold nothing of ours.
const NOT_OURS: &[&str] = &["target", "node_modules", ".git", ".venv", "corpus", "artifacts", "__pycache__"];

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// A path below the root, from its parts written with `/`.
pub(crate) fn at(path: &str) -> PathBuf {
    root().join(path)
}

/// The program, started in the root.
pub(crate) fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// The cargo that started us.
pub(crate) fn cargo() -> Command {
    let mut command = program(&env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    // What cargo told us about xtask is not meant for what we build, and would make it build anew.
    for (name, _) in env::vars() {
        if name.starts_with("CARGO_PKG_") || name == "CARGO_MANIFEST_DIR" || name == "CARGO_MANIFEST_PATH" {
            command.env_remove(name);
        }
    }
    command
}

/// A program of ours, where cargo puts it for development.
pub(crate) fn built(name: &str) -> PathBuf {
    let target = env::var("CARGO_TARGET_DIR").map_or_else(|_| at("target"), |folder| root().join(folder));
    target.join("debug").join(name).with_extension(env::consts::EXE_EXTENSION)
}

/// Runs it to its end, its output on our terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
    if status.success() { Ok(()) } else { bail!("{} ended with {status}", shown(command)) }
}

/// Runs it to its end and gives its standard output.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>> {
    let done = command.output().with_context(|| format!("cannot start {}", shown(command)))?;
    if !done.status.success() {
        let talk = String::from_utf8_lossy(&done.stderr);
        bail!("{} ended with {}\n{}", shown(command), done.status, talk.trim_end());
    }
    Ok(done.stdout)
}

/// Runs it quietly: whether it ended well.
pub(crate) fn works(command: &mut Command) -> bool {
    command.output().is_ok_and(|done| done.status.success())
}

/// The command as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Every file below the folder, sorted, as paths from the root with `/`; what is not ours is left out.
pub(crate) fn files(folder: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    walk(&at(folder), &mut found)?;
    let root = root();
    let mut names: Vec<String> = found
        .iter()
        .map(|path| path.strip_prefix(&root).unwrap_or(path).to_string_lossy().replace('\\', "/"))
        .collect();
    names.sort();
    Ok(names)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    if !folder.is_dir() {
        if folder.is_file() {
            found.push(folder.to_path_buf());
        }
        return Ok(());
    }
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        if NOT_OURS.iter().any(|skipped| name == *skipped) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), found)?;
        } else {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The bytes of a file.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a file, with the folders above it.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}
