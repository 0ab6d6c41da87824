//! The tokens that stand in claims: a presentation holds credentials, a registration holds a software statement.
//!
//! In goes what could be read of a token, out come the texts of those in its payload, each with its place. Only what
//! says by its header that it is one counts: three words with dots between them are no token.

use core::ops::ControlFlow;

use super::Held;
use crate::json::{self, Kind, Node};
use crate::limits::LAYERS;
use crate::reason::{Part, kept_pointer, push_pointer};
use crate::text::base64url;
use crate::token::{Reading, Shape, shape};

/// The tokens in the claims of what was read, in their order, no more than [`LAYERS`].
pub(crate) fn held(reading: &Reading) -> Vec<Held> {
    let mut walk = Walk { json: &[], pointer: String::new(), held: Vec::new() };
    if let Some((part, root)) = reading.part(Part::Payload).and_then(|part| Some((part, part.json.as_ref()?)))
    {
        walk.json = &part.bytes;
        // That the walk ended early, or not, is told by how many there are.
        let (ControlFlow::Continue(()) | ControlFlow::Break(())) = walk.inside(root);
    }
    walk.held
}

struct Walk<'r> {
    json: &'r [u8],
    pointer: String,
    held: Vec<Held>,
}

impl Walk<'_> {
    /// What stands inside of a value. JSON is read 64 levels deep at most, and so is this.
    fn inside(&mut self, node: &Node) -> ControlFlow<()> {
        for member in node.members() {
            self.value(&member.name, &member.value)?;
        }
        for (index, element) in node.elements().iter().enumerate() {
            self.value(&index.to_string(), element)?;
        }
        ControlFlow::Continue(())
    }

    fn value(&mut self, name: &str, node: &Node) -> ControlFlow<()> {
        let around = self.pointer.len();
        push_pointer(&mut self.pointer, name);
        let goes_on = match self.token(node) {
            Some(text) => {
                self.held.push(Held { pointer: kept_pointer(&self.pointer), text });
                if self.held.len() < LAYERS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            }
            None => self.inside(node),
        };
        self.pointer.truncate(around);
        goes_on
    }

    /// The token that the value is.
    fn token(&self, node: &Node) -> Option<String> {
        match &node.kind {
            Kind::String(text) => is_compact(text.trim_ascii()).then(|| text.trim_ascii().to_owned()),
            Kind::Object(_) if node.complete && is_serialization(node) => {
                core::str::from_utf8(self.json.get(node.span.start..node.span.end)?).ok().map(str::to_owned)
            }
            Kind::Object(_) | Kind::Array(_) | Kind::Null | Kind::Bool(_) | Kind::Number(_) => None,
        }
    }
}

/// Whether a text has the parts of a token, and a header that names an algorithm.
fn is_compact(text: &str) -> bool {
    let shaped = text.starts_with("ey") && matches!(shape(text), Shape::Jws | Shape::Jwe | Shape::SdJwt);
    let header = text.split('.').next().filter(|_| shaped);
    let header = header.and_then(|header| base64url::decode(header.as_bytes()).ok());
    header
        .and_then(|header| json::read(&header).root)
        .is_some_and(|root| root.members().iter().any(|member| member.name == "alg"))
}

/// Whether an object is a token in JSON serialization (RFC 7515 section 7.2, RFC 7516 section 7.2).
pub(super) fn is_serialization(object: &Node) -> bool {
    let text = |name| has(object, name, |kind| matches!(kind, Kind::String(_)));
    let list = |name| has(object, name, |kind| matches!(kind, Kind::Array(_)));
    let signed = text("payload") && (text("signature") && text("protected") || list("signatures"));
    signed || text("ciphertext") && (text("protected") || list("recipients"))
}

fn has(object: &Node, name: &str, is: impl Fn(&Kind) -> bool) -> bool {
    object.members().iter().any(|member| member.name == name && is(&member.value.kind))
}
