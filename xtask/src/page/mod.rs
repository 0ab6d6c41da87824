//! `cargo xtask page`: from the sources of `crates/jotsmith-web` to `target/page/`.
//!
//! What goes in, by place:
//! - `crates/jotsmith-web/src` (and the engine): compiled twice, without and with its feature `extra`, into the
//!   modules `core.<hash>.js` and `extra.<hash>.js`. Each is an ES module with everything that `#[wasm_bindgen]`
//!   exports; importing it compiles and starts it (top-level await). The WASM bytes are inside the module, because
//!   the page may contact nobody, not even its own host (`connect-src 'none'`).
//! - `ui/src/main.tsx` or `main.ts`: bundled into `app.<hash>.js`. It reaches the engine by the dynamic import
//!   `import("jotsmith-core")`, written once, in `engine.ts`, and whatever comes on need by `ui/src/lazy.ts`, which is
//!   told the names of the files in `JOTSMITH_FILES`: `extra`, and what is only data. `words.<hash>.js` holds what
//!   claims are, as the second module tells it while the page is built, `examples.<hash>.js` the tokens to look at, from
//!   `ui/src/text/examples.ts`. `inside.<hash>.js` shows layers, signatures and disclosures, the build lens, and what
//!   the page proves of itself, from `ui/src/inside`; it is handed the parts of the page that it draws with. The types of the engine come
//!   from the bindings, through `paths` in `tsconfig.json`. In the single file all of them are inside, by dynamic imports
//!   of the names `jotsmith-…`, and `jotsmith-core` means `extra`.
//! - `ui/src/sw.ts`, if it is there: `sw.js`, a name without a hash. `ui/src/build.d.ts` declares the constants that
//!   are filled in while bundling: `JOTSMITH_VERSION` and `JOTSMITH_SINGLE` everywhere, `JOTSMITH_FILES` in the page,
//!   `JOTSMITH_BUILD` and `JOTSMITH_PRECACHE` in `sw.ts` only. The page finds its own build in `<meta name="jotsmith-build">`.
//! - `ui/style`: `tokens.css`, `base.css`, `layout.css`, then any other, then `component/*.css`, in one
//!   `style.<hash>.css` after `@layer reset, tokens, base, layout, component;`. An SVG in a `url()` becomes `data:`.
//! - `ui/index.html`: the static shell. Its one `<!-- jotsmith:head -->`, right after `<meta charset>`, becomes the
//!   policy, the build, the style sheet, the scripts and the manifest. It may hold no inline script, no `<style>`
//!   and no `style` attribute: the policy forbids them.
//! - `ui/manifest.webmanifest`, if it is there, as it stands; its icons are `data:` addresses.
//!
//! What comes out: those files with `index.html`, the single file `jotsmith.html`, `licences.txt`, `headers.json`
//! (`policy.rs`) and `sizes.json` (bytes of each file, raw and brotli). Same sources, same bytes: nothing of the machine or the day
//! gets in. Serving and embedding belong to the command line.

mod bundle;
mod html;
mod notices;
mod policy;
mod sizes;
mod wasm;

use crate::{house, setup, stamp};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::PathBuf;

/// The sources of the user interface.
pub(crate) const UI: &str = "crates/jotsmith-web/ui";

/// What the page is made of. The lock files pin what is not here.
const SOURCES: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "crates/jotsmith",
    "crates/jotsmith-web",
    "rust-toolchain.toml",
    "xtask/Cargo.toml",
    "xtask/src/page",
];

/// One file of the page, complete.
struct Asset {
    /// Its name in `target/page`, the hash in it where it has one.
    name: String,
    content: Vec<u8>,
}

impl Asset {
    /// A file whose name never changes.
    fn plain(name: &str, content: impl Into<Vec<u8>>) -> Self {
        Self { name: name.to_owned(), content: content.into() }
    }

    /// A file whose name tells its content: `app.0a1b2c3d4e5f.js`.
    fn hashed(stem: &str, extension: &str, content: impl Into<Vec<u8>>) -> Self {
        let content = content.into();
        let hash: String = stamp::sha256_hex(&content).chars().take(12).collect();
        Self { name: format!("{stem}.{hash}.{extension}"), content }
    }
}

/// Builds the page, unless it is there and made of these very sources.
pub(crate) fn run() -> Result<()> {
    let digest = stamp::digest(SOURCES)?;
    let finished = house::at("target/page");
    if stamp::is_fresh("page", &digest) && finished.join("index.html").is_file() {
        println!("page: target/page is up to date");
        return sizes::show(&finished);
    }
    setup::wasm_target()?;
    setup::npm(UI)?;

    let core = wasm::build(wasm::Module::Core)?;
    let extra = wasm::build(wasm::Module::Extra)?;
    bundle::check_types()?;
    let assets = assets(&core, &extra)?;

    if finished.is_dir() {
        fs::remove_dir_all(&finished).context("cannot clear target/page")?;
    }
    for asset in &assets {
        house::write(&finished.join(&asset.name), &asset.content)?;
    }
    sizes::measure(&finished)?;
    stamp::leave("page", &digest)?;
    sizes::show(&finished)
}

/// Every file of the page, from the two compiled modules and the sources of the user interface.
fn assets(core: &wasm::Built, extra: &wasm::Built) -> Result<Vec<Asset>> {
    let core_js = Asset::hashed("core", "js", bundle::module(core)?);
    let extra_js = Asset::hashed("extra", "js", bundle::module(extra)?);
    let words = Asset::hashed("words", "js", bundle::words(&bundle::module(extra)?)?);
    let examples = Asset::hashed("examples", "js", bundle::examples()?);
    let inside = Asset::hashed("inside", "js", bundle::inside()?);
    let beside = [
        ("examples", examples.name.as_str()),
        ("extra", extra_js.name.as_str()),
        ("inside", inside.name.as_str()),
        ("words", words.name.as_str()),
    ];
    let app = Asset::hashed("app", "js", bundle::app(&core_js.name, &beside)?);
    let css = bundle::style()?;
    let style = Asset::hashed("style", "css", css.clone());
    let manifest = optional("manifest.webmanifest")?;

    let shell = house::read(&house::at(UI).join("index.html"))?;
    let linked = html::Linked {
        app: &app.name,
        core: &core_js.name,
        style: &style.name,
        manifest: manifest.as_ref().map(|asset| asset.name.as_str()),
    };
    let hashed = [&app, &core_js, &extra_js, &words, &examples, &inside, &style];
    let precache: Vec<&str> = std::iter::once("index.html")
        .chain(hashed.into_iter().chain(&manifest).map(|asset| asset.name.as_str()))
        .collect();
    let headers = policy::headers_json()?;
    let has_worker = house::at(UI).join("src/sw.ts").is_file();
    let worker = |build: &str| {
        if has_worker { bundle::service_worker(build, &precache) } else { Ok(String::new()) }
    };
    let build = name(&[
        html::index(&shell, "", &linked)?.as_bytes(),
        worker("")?.as_bytes(),
        manifest.as_ref().map(|asset| asset.content.as_slice()).unwrap_or_default(),
        headers.as_bytes(),
    ]);
    let index = Asset::plain("index.html", html::index(&shell, &build, &linked)?);
    let worker = worker(&build)?;
    let notices = notices::text()?;
    let single = html::single(&shell, &build, &bundle::single(extra)?, &css)?;
    let single = Asset::plain("jotsmith.html", single + &html::comment(&notices));

    let mut assets = vec![index, app, core_js, extra_js, words, examples, inside, style];
    assets.extend(manifest);
    if has_worker {
        assets.push(Asset::plain("sw.js", worker));
    }
    assets.push(single);
    assets.push(Asset::plain("licences.txt", notices));
    assets.push(Asset::plain("headers.json", headers));
    Ok(assets)
}

/// The name of the build, after everything that the worker keeps, the headers that come with it, and the worker itself,
/// each finished but for that name: two releases that differ in any of it never bear one name.
fn name(parts: &[&[u8]]) -> String {
    let digests: String = parts.iter().map(|part| stamp::sha256_hex(part)).collect();
    stamp::sha256_hex(digests.as_bytes()).chars().take(12).collect()
}

/// A file of the user interface that is copied as it stands, if it is there.
fn optional(name: &str) -> Result<Option<Asset>> {
    let path: PathBuf = house::at(UI).join(name);
    if !path.is_file() {
        return Ok(None);
    }
    Ok(Some(Asset::plain(name, house::bytes(&path)?)))
}

#[cfg(test)]
mod tests {
    use super::{html, name};

    #[test]
    fn a_release_that_changes_one_of_policy_manifest_headers_and_worker_bears_another_name() {
        let linked = html::Linked { app: "app.js", core: "core.js", style: "style.css", manifest: Some("m") };
        let index = html::index("<!-- jotsmith:head -->", "", &linked).unwrap();
        let relaxed = index.replace("base-uri 'none'; ", "");
        assert_ne!(index, relaxed);
        let releases: [[&[u8]; 4]; 5] = [
            [index.as_bytes(), b"worker", b"{}", b"headers"],
            [relaxed.as_bytes(), b"worker", b"{}", b"headers"],
            [index.as_bytes(), b"another worker", b"{}", b"headers"],
            [index.as_bytes(), b"worker", b"{\"name\":\"j\"}", b"headers"],
            [index.as_bytes(), b"worker", b"{}", b"other headers"],
        ];
        let names: std::collections::BTreeSet<String> = releases.iter().map(|parts| name(parts)).collect();
        assert_eq!(names.len(), releases.len());
    }
}
