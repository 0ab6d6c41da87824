//! The boundary between the page and the engine: one question in, one answer out, both JSON text.
//!
//! Keys stay here behind handles. Nothing about tokens is decided in the page.

pub mod answer;
mod edit;
mod failure;
#[cfg(any(feature = "extra", test))]
pub mod inside;
mod keys;
mod limits;
mod offsets;
mod read;
mod reference;
pub mod request;
mod session;
mod sign;
mod tray;
#[cfg(test)]
mod typescript;
mod view;
mod words;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

/// What the page holds: its keys are in here.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Session(session::Session);

#[wasm_bindgen]
impl Session {
    /// A session without keys.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// The answer to a question: a [`request::Request`] as JSON goes in, an [`answer::Answer`] as JSON comes out,
    /// whatever the text is.
    pub fn ask(&mut self, request: String) -> String {
        self.0.ask(request)
    }

    /// Whether the last question wants what only the second module has: it is loaded, takes over the keys, and is
    /// asked once more.
    #[wasm_bindgen(js_name = wantsExtra)]
    pub fn wants_extra(&self) -> bool {
        self.0.wants_extra()
    }

    /// Whether the questions since this was last asked met a claim whose words are in a file of their own.
    #[wasm_bindgen(js_name = wantsWords)]
    pub fn wants_words(&self) -> bool {
        self.0.wants_words()
    }

    /// Takes in the words of claims: that file.
    pub fn learn(&mut self, words: String) {
        self.0.learn(words);
    }

    /// The words of claims that the first module leaves out, for that file.
    #[cfg(feature = "extra")]
    pub fn words() -> String {
        words::text()
    }

    /// The keys for the module that takes this one's place; none is left here. The page passes the bytes on and
    /// wipes them.
    #[wasm_bindgen(js_name = handOver)]
    pub fn hand_over(&mut self) -> Uint8Array {
        Uint8Array::from(self.0.hand_over().as_slice())
    }

    /// Takes in the keys of the module whose place this one takes, and wipes the array. Whether they could be read.
    #[wasm_bindgen(js_name = takeOver)]
    pub fn take_over(&mut self, keys: &Uint8Array) -> bool {
        let bytes = Zeroizing::new(keys.to_vec());
        keys.fill(0, 0, keys.length());
        self.0.take_over(&bytes)
    }
}
