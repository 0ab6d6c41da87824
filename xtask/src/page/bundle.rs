//! TypeScript, style sheets and compiled modules become the few files that a browser loads. Sources and bindings go
//! in; text comes out, complete but for its name. esbuild does the work, tsc checks the types.

use super::{UI, wasm};
use crate::house;
use anyhow::{Context as _, Result, ensure};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What an import of a compiled module runs: it turns the string back into bytes, compiles them off the main
/// thread, and is done when the engine can be called.
const START: &str = "\
import { initSync } from \"./jotsmith_web.js\";
export * from \"./jotsmith_web.js\";
const text = DECODE(JOTSMITH_WASM);
const table = Uint8Array.from({ length: 256 }, (_, byte) => byte);
JOTSMITH_SWAPS.forEach((byte, at) => { table[byte] = JOTSMITH_SWAPS[at ^ 1]; });
const bytes = new Uint8Array(text.length);
for (let at = 0; at < bytes.length; at++) bytes[at] = table[text.charCodeAt(at)];
initSync({ module: await WebAssembly.compile(bytes) });
";

/// What asks the second module for the words of claims.
const WORDS: &str = "\
import { Session } from './extra.mjs';
process.stdout.write(Session.words());";

/// Where the examples stand.
const EXAMPLES: &str = "src/text/examples.ts";

/// What comes on need, and what JSX means in it.
const INSIDE: [&str; 2] = ["src/inside/main.tsx", "src/inside/runtime.ts"];

/// Its style sheet comes as text.
const SHEETS_AS_TEXT: &str = "--loader:.css=text";

/// The types of all that runs in the page, and of the service worker by its own rules.
pub(super) fn check_types() -> Result<()> {
    for (project, source) in [("tsconfig.json", "src"), ("tsconfig.sw.json", "src/sw.ts")] {
        if house::at(UI).join(source).exists() {
            let project = house::at(UI).join(project);
            house::run(house::program("node").arg(tool("typescript/bin/tsc")).arg("--project").arg(project))?;
        }
    }
    Ok(())
}

/// `core` or `extra`: bindings and WASM in one module, the bytes as a Latin-1 string with a few bytes swapped.
pub(super) fn module(built: &wasm::Built) -> Result<String> {
    let start = built.folder.join("start.js");
    house::write(&start, START.replace("DECODE", ""))?;
    let bindings = esbuild(&start, &[])?;
    let swaps = swaps(&built.wasm);
    let swapped: Vec<u8> = built.wasm.iter().map(|byte| partner(&swaps, *byte)).collect();
    Ok(format!("const JOTSMITH_SWAPS={swaps:?},JOTSMITH_WASM=\"{}\";{bindings}", latin1(&swapped)))
}

/// The page's own script. Beside it are the engine's first module and, each with what the page calls it, the files that
/// are loaded on need.
pub(super) fn app(core: &str, beside: &[(&str, &str)]) -> Result<String> {
    let files: BTreeMap<&str, String> =
        beside.iter().map(|(name, file)| (*name, format!("./{file}"))).collect();
    let script = esbuild(
        &entry()?,
        &[
            "--external:jotsmith-*".to_owned(),
            "--define:JOTSMITH_SINGLE=false".to_owned(),
            define_text("VERSION", env!("CARGO_PKG_VERSION")),
            format!("--define:JOTSMITH_FILES={}", serde_json::to_string(&files)?),
        ],
    )?;
    let import = "\"jotsmith-core\"";
    let times = script.matches("\"jotsmith-").count();
    ensure!(
        script.contains(import) && times == 1,
        "the bundle imports {times} modules by name, not {import} alone"
    );
    Ok(script.replace(import, &format!("\"./{core}\"")))
}

/// The examples, a script of their own.
pub(super) fn examples() -> Result<String> {
    esbuild(&house::at(UI).join(EXAMPLES), &[])
}

/// What comes on need, a script of its own. It makes its elements with the Preact of the page.
pub(super) fn inside() -> Result<String> {
    let [entry, runtime] = INSIDE.map(|path| house::at(UI).join(path));
    let runtime = format!("--alias:preact/jsx-runtime={}", runtime.display());
    esbuild(&entry, &[runtime, SHEETS_AS_TEXT.to_owned()])
}

/// What claims are, a script of its own: the second module tells it. `extra` is that module as a script.
pub(super) fn words(extra: &str) -> Result<String> {
    let folder = house::at("target/page-build");
    house::write(&folder.join("words/extra.mjs"), extra)?;
    let text = house::output(
        house::program("node")
            .args(["--input-type=module", "--eval", WORDS])
            .current_dir(folder.join("words")),
    )?;
    let text = String::from_utf8(text)?;
    ensure!(text.lines().count() > 100, "the engine told of {} claims only", text.lines().count());
    Ok(format!("export const words={};\n", serde_json::to_string(&text)?))
}

/// The page's script with everything inside it, for the single file.
pub(super) fn single(extra: &wasm::Built) -> Result<String> {
    let start = extra.folder.join("start-single.js");
    house::write(&start, START.replace("DECODE", "atob"))?;
    let script = esbuild(
        &entry()?,
        &[
            format!("--alias:jotsmith-core={}", start.display()),
            format!("--alias:jotsmith-extra={}", start.display()),
            format!("--alias:jotsmith-examples={}", house::at(UI).join(EXAMPLES).display()),
            format!("--alias:jotsmith-inside={}", house::at(UI).join(INSIDE[0]).display()),
            SHEETS_AS_TEXT.to_owned(),
            // Its engine knows all claims and wants no words.
            "--external:jotsmith-words".to_owned(),
            "--define:JOTSMITH_SINGLE=true".to_owned(),
            define_text("VERSION", env!("CARGO_PKG_VERSION")),
        ],
    )?;
    let wasm = BASE64_STANDARD.encode(&extra.wasm);
    Ok(format!("const JOTSMITH_SWAPS=[],JOTSMITH_WASM=\"{wasm}\";{script}"))
}

/// The service worker, which knows its build and the files that it keeps.
pub(super) fn service_worker(build: &str, precache: &[&str]) -> Result<String> {
    let list = format!("--define:JOTSMITH_PRECACHE={}", serde_json::to_string(precache)?);
    let source = house::at(UI).join("src/sw.ts");
    esbuild(&source, &[define_text("BUILD", build), define_text("VERSION", env!("CARGO_PKG_VERSION")), list])
}

/// All style sheets as one, in the order of their layers.
pub(super) fn style() -> Result<String> {
    let folder = format!("{UI}/style");
    let mut sheets: Vec<String> =
        house::files(&folder)?.into_iter().filter(|name| has_extension(name, "css")).collect();
    let place = |name: &String| {
        let order = ["tokens.css", "base.css", "layout.css"];
        let first = order.iter().position(|sheet| name.strip_prefix(&folder) == Some(&format!("/{sheet}")));
        (first.unwrap_or(order.len()), name.contains("/component/"), name.clone())
    };
    sheets.sort_by_key(place);
    let mut text = "@layer reset, tokens, base, layout, component;\n".to_owned();
    for sheet in &sheets {
        writeln!(text, "@import \"{}\";", house::at(sheet).display())?;
    }
    let joined = house::at("target/page-build/style.css");
    house::write(&joined, text)?;
    esbuild(&joined, &["--loader:.svg=dataurl".to_owned()])
}

/// Pairs of bytes to be swapped: the most frequent of those that take two bytes of script, each with the rarest of
/// those that take one. Three pairs are 1 KB of brotli; more of them hide what the compressor finds.
fn swaps(bytes: &[u8]) -> Vec<u8> {
    let mut counts = BTreeMap::new();
    for byte in bytes {
        *counts.entry(*byte).or_insert(0_usize) += 1;
    }
    let count = |byte: &u8| counts.get(byte).copied().unwrap_or_default();
    let costs_two = |byte: &u8| !byte.is_ascii() || matches!(byte, b'\n' | b'\r' | b'"' | b'\\');
    let (mut dear, mut cheap): (Vec<u8>, Vec<u8>) = (0..=255).partition(costs_two);
    dear.sort_by_key(|byte| std::cmp::Reverse(count(byte)));
    cheap.sort_by_key(count);
    dear.into_iter().zip(cheap).take(3).flat_map(|(dear, cheap)| [dear, cheap]).collect()
}

/// What a byte is swapped with; itself where it is in no pair.
fn partner(swaps: &[u8], byte: u8) -> u8 {
    let other = |at: usize| swaps.get(at ^ 1).copied();
    swaps.iter().position(|swapped| *swapped == byte).and_then(other).unwrap_or(byte)
}

/// The bytes as the inside of a double-quoted script string, one code point a byte. A NUL may stand as it is; a line
/// end, a backslash and the quote may not. U+2028 is no byte, so nothing else can end the string.
fn latin1(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        match byte {
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b'"' => text.push_str("\\\""),
            b'\\' => text.push_str("\\\\"),
            other => text.push(char::from(*other)),
        }
    }
    text
}

/// `main.tsx`, or `main.ts`.
fn entry() -> Result<PathBuf> {
    let sources = house::at(UI).join("src");
    ["main.tsx", "main.ts"]
        .map(|name| sources.join(name))
        .into_iter()
        .find(|path| path.is_file())
        .context("no ui/src/main.tsx")
}

fn define_text(name: &str, value: &str) -> String {
    format!("--define:JOTSMITH_{name}=\"{value}\"")
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == extension)
}

fn tool(path: &str) -> PathBuf {
    house::at(UI).join("node_modules").join(path)
}

fn esbuild(entry: &Path, more: &[String]) -> Result<String> {
    let mut command: Command = house::program("node");
    command
        .current_dir(house::at(UI))
        .arg(tool("esbuild/bin/esbuild"))
        .arg(entry)
        .args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--charset=utf8",
            "--legal-comments=none",
        ])
        .args(["--jsx=automatic", "--jsx-import-source=preact", "--log-level=warning"])
        .args(more);
    Ok(String::from_utf8(house::output(&mut command)?)?)
}

#[cfg(test)]
mod tests {
    use super::{latin1, partner, swaps};

    #[test]
    fn what_is_swapped_twice_is_what_it_was() {
        let bytes = [vec![0x80; 9], vec![b'"'; 8], (0..=255).collect()].concat();
        let swaps = swaps(&bytes);
        assert_eq!((swaps.len(), swaps[0], swaps[2]), (6, 0x80, b'"'));
        let swapped: Vec<u8> = bytes.iter().map(|byte| partner(&swaps, *byte)).collect();
        assert!(swapped[0].is_ascii() && swapped[0] != 0x80);
        let back: Vec<u8> = swapped.iter().map(|byte| partner(&swaps, *byte)).collect();
        assert_eq!(back, bytes);
    }

    #[test]
    fn only_four_bytes_are_escaped() {
        let all: Vec<u8> = (0..=255).collect();
        let text = latin1(&all);
        assert_eq!(text.chars().count(), 260);
        assert!(text.contains("\\n\u{b}\u{c}\\r"), "line ends are escaped, their neighbours are not");
        assert!(text.contains("!\\\"#") && text.contains("[\\\\]"), "quote and backslash are escaped");
        assert!(text.starts_with('\0') && text.ends_with('\u{ff}'));
    }
}
