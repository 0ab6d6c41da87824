//! Tells the chores which target they were built for: `fuzz.rs` must name it. No file is read.
#![expect(clippy::disallowed_methods, reason = "cargo speaks to a build script through the environment")]

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=XTASK_HOST={}", std::env::var("TARGET").unwrap_or_default());
}
