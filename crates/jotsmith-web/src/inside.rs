//! What is inside a token beyond one header, one payload and one signature, as the page is answered: layers, signatures,
//! recipients, disclosures, proofs. The second module tells it; TypeScript types are generated from these.
//!
//! Every sentence about a token is made by the engine or in `view/inside/`; the page lays out what it is handed.

use serde::Serialize;

use crate::answer::{JsonView, QuestionView, ReasonView};

/// Everything that the panes of header, payload and signature have no place for.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Inside {
    /// What the pane of the payload says where there is none to show.
    pub unread: Option<String>,
    /// What else may be expected of this token: `sd-jwt` or `dpop`.
    pub asks: Option<String>,
    /// Every decoded part that is shown below; the blocks name them by number, so that the byte link finds them.
    pub views: Vec<JsonView>,
    /// The layers, outermost first. Header and payload of the first stand in their own panes.
    pub layers: Vec<LayerView>,
}

/// One token, or what is around it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LayerView {
    /// What it is: `JWS compact, HS256`.
    pub title: String,
    /// How it hangs together with the layer around it.
    pub words: String,
    /// Its text, where it stands nowhere in the field.
    pub token: Option<String>,
    /// The outcome and the sentence of its own verdict; none of the first, whose verdict stands in the bar.
    pub outcome: Option<String>,
    /// The sentence.
    pub sentence: String,
    /// The four questions.
    pub questions: Vec<QuestionView>,
    /// The reasons.
    pub reasons: Vec<ReasonView>,
    /// What it holds.
    pub groups: Vec<GroupView>,
}

/// What belongs together: a signature with its headers, the disclosures.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GroupView {
    /// `Signature 2 of 3`; empty where the layer says enough.
    pub title: String,
    /// `pass`, `fail` or `not-checked`, where it has an answer of its own.
    pub state: Option<String>,
    /// What there is to say of it.
    pub words: String,
    /// Its parts.
    pub blocks: Vec<BlockView>,
}

/// One decoded part, or a few facts.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BlockView {
    /// What it is: `Protected header`, the name of a disclosed claim.
    pub title: String,
    /// Whose colour it has: `header`, `payload`, `signature`, `disclosure`, or `other`.
    pub part: String,
    /// What there is to say of it.
    pub words: String,
    /// Whether nothing vouches for it.
    pub exposed: bool,
    /// Number of the view.
    pub view: usize,
    /// Whether the rows of the view are facts in a list, and no JSON text.
    pub facts: bool,
}
