//! What a verdict says of an SD-JWT beside its four questions: what was disclosed, what was kept back, the key binding.

use super::KeyFace;
use crate::check::State;
use crate::json::Writer;
use crate::reason::escape::visible;

/// One disclosure that matches a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Disclosed {
    /// The number of the disclosure, from 0.
    pub index: usize,
    /// The claim it reveals, as a JSON pointer into the processed claims.
    pub pointer: String,
}

/// The disclosures of an SD-JWT.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Disclosures {
    /// The registered name of the hash.
    pub hash: &'static str,
    /// The disclosures that match a digest, in their order.
    pub disclosed: Vec<Disclosed>,
    /// Digests without a disclosure: claims that are kept back, or decoys. Nobody but the holder can tell them apart.
    pub undisclosed: usize,
    /// The key binding: `not-applicable` where there is none, `not-checked` where it was not looked at.
    pub key_binding: State,
    /// The key of the holder, where a key binding was checked.
    pub holder: Option<KeyFace>,
}

impl Disclosures {
    /// Writes it as one value.
    pub(super) fn write(&self, w: &mut Writer) {
        w.object(|w| {
            w.name("hash").string(self.hash);
            w.name("disclosed").array(|w| {
                for disclosed in &self.disclosed {
                    w.object(|w| {
                        w.name("disclosure").size(disclosed.index);
                        w.name("pointer").string(&disclosed.pointer);
                    });
                }
            });
            w.name("undisclosed").size(self.undisclosed);
            w.name("key_binding").string(self.key_binding.as_str());
            w.name("holder")
                .optional_string(self.holder.as_ref().and_then(|holder| holder.thumbprint.as_deref()));
        });
    }

    /// What the disclosure of this number, from 0, reveals: `reveals /given_name`.
    pub fn words_of(&self, index: usize) -> String {
        self.disclosed.iter().find(|disclosed| disclosed.index == index).map_or_else(
            || "matches no digest".into(),
            |disclosed| format!("reveals {}", visible(&disclosed.pointer)),
        )
    }

    /// A few words: `2 claims disclosed, 3 kept back`.
    pub fn words(&self) -> String {
        let claims = match self.disclosed.len() {
            1 => "1 claim disclosed".to_owned(),
            count => format!("{count} claims disclosed"),
        };
        match self.undisclosed {
            0 => claims,
            count => format!("{claims}, {count} kept back"),
        }
    }
}
