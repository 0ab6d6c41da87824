//! The boundary between the page and the engine.

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of this build, as the page shows it.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
