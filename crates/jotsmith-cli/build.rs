//! Embeds the page into the command line, if `cargo xtask page` has built it. `target/page/` goes in, `page.rs` in the
//! output folder comes out: the files, the single file and the headers, all empty where there is no page, so that a
//! plain `cargo build` of a clean clone works. What to do with them is `verb/app.rs`.
#![expect(
    clippy::disallowed_methods,
    reason = "a build script reads files and what cargo says in the environment"
)]

use serde_json::Value;
use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The file that holds the page whole.
const SINGLE: &str = "jotsmith.html";

/// What the build leaves beside the page for its own use.
const NOT_SERVED: &[&str] = &["headers.json", "sizes.json"];

fn main() -> Result<(), Box<dyn Error>> {
    let page = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../target/page");
    // Cargo builds anew whenever a watched path is missing, so the folder is there, if only empty.
    fs::create_dir_all(&page)?;
    let page = page.canonicalize()?;
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", page.display());
    let source = if page.join("index.html").is_file() { embedded(&page)? } else { Source::default() };
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("page.rs"), source.text()?)?;
    Ok(())
}

/// What `page.rs` will say, as Rust.
#[derive(Default)]
struct Source {
    files: String,
    single: Option<String>,
    headers: String,
    worker_headers: String,
}

fn embedded(page: &Path) -> Result<Source, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(page)? {
        names.push(entry?.file_name().into_string().map_err(|_| "a file of the page has no readable name")?);
    }
    names.sort();
    let mut source = Source::default();
    for name in names.iter().filter(|name| !NOT_SERVED.contains(&name.as_str())) {
        let content = format!("include_bytes!({:?})", page.join(name).display().to_string());
        if name == SINGLE {
            source.single = Some(content.clone());
        }
        writeln!(source.files, "    ({name:?}, {:?}, {content}),", content_type(name)?)?;
    }
    let headers: Value = serde_json::from_slice(&fs::read(page.join("headers.json"))?)?;
    source.headers = pairs(headers.get("all"))?;
    source.worker_headers = pairs(headers.get("sw.js"))?;
    Ok(source)
}

impl Source {
    fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        writeln!(
            text,
            "/// Every file of the page: name, content type, bytes. Empty if this build carries no page."
        )?;
        writeln!(text, "pub(crate) const FILES: &[(&str, &str, &[u8])] = &[\n{}];", self.files)?;
        writeln!(text, "/// The page as one file.")?;
        let single = self.single.as_ref().map_or_else(|| "None".to_owned(), |bytes| format!("Some({bytes})"));
        writeln!(text, "pub(crate) const SINGLE: Option<&[u8]> = {single};")?;
        writeln!(text, "/// The headers of every answer.")?;
        writeln!(text, "pub(crate) const HEADERS: &[(&str, &str)] = &[\n{}];", self.headers)?;
        writeln!(text, "/// The headers that take the place of those of the same name for `sw.js`.")?;
        writeln!(text, "pub(crate) const SW_HEADERS: &[(&str, &str)] = &[\n{}];", self.worker_headers)?;
        Ok(text)
    }
}

fn content_type(name: &str) -> Result<&'static str, Box<dyn Error>> {
    match name.rsplit('.').next() {
        Some("css") => Ok("text/css; charset=utf-8"),
        Some("html") => Ok("text/html; charset=utf-8"),
        Some("js") => Ok("text/javascript; charset=utf-8"),
        Some("txt") => Ok("text/plain; charset=utf-8"),
        Some("webmanifest") => Ok("application/manifest+json; charset=utf-8"),
        _ => Err(format!("the page holds {name}, which has no content type here").into()),
    }
}

fn pairs(list: Option<&Value>) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    for pair in list.and_then(Value::as_array).into_iter().flatten() {
        let word = |at| pair.get(at).and_then(Value::as_str).ok_or("headers.json holds pairs of texts");
        writeln!(text, "    ({:?}, {:?}),", word(0)?, word(1)?)?;
    }
    Ok(text)
}
