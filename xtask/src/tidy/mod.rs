//! `cargo xtask tidy`: the rules of the house that no compiler checks. Every file of the workspace goes in, a line
//! for each breach comes out. What a rule says and why stands in the file of its rule; the rules themselves are in
//! ARCHITECTURE.md and CONTRIBUTING.md.

mod arrows;
mod css;
mod reasons;
mod script;
mod text;

use crate::house;
use anyhow::{Result, bail};

/// A file under check.
struct Source {
    /// Its path from the root, with `/`.
    path: String,
    content: String,
}

impl Source {
    /// Whether its name ends so.
    fn is(&self, extension: &str) -> bool {
        self.path.rsplit('.').next() == Some(extension)
    }
}

/// Checks everything and prints every breach.
pub(crate) fn run() -> Result<()> {
    let sources = sources()?;
    let mut breaches = arrows::crates(&sources);
    breaches.extend(arrows::modules(&sources));
    breaches.extend(reasons::check(&sources));
    for source in &sources {
        breaches.extend(text::check(source));
        breaches.extend(script::check(source));
        breaches.extend(css::check(source));
    }
    for breach in &breaches {
        println!("{breach}");
    }
    if !breaches.is_empty() {
        bail!("{} breaches of the house rules", breaches.len());
    }
    println!("tidy: {} files hold the rules", sources.len());
    Ok(())
}

/// Every text file of the workspace.
fn sources() -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in house::files("")? {
        if let Ok(content) = String::from_utf8(house::bytes(&house::at(&path))?) {
            sources.push(Source { path, content });
        }
    }
    Ok(sources)
}

/// A breach, as `path:line: sentence`.
fn breach(source: &Source, line: usize, sentence: &str) -> String {
    format!("{}:{}: {sentence}", source.path, line + 1)
}

#[cfg(test)]
fn sample(path: &str, content: &str) -> Source {
    Source { path: path.to_owned(), content: content.to_owned() }
}
