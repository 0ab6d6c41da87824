//! Which objects of a JSON text have the members of a token or of a private key, told from what the parser sees of it in
//! one pass.

use std::collections::BTreeSet;

use crate::json::parse::{Scalar, Sink};
use crate::json::unescaped;
use crate::limits::JSON_DEPTH;
use crate::reason::Span;

/// The members of a JSON Web Key that only its owner may know: of RSA (RFC 7518 section 6.3.2), EC and OKP `d`, of oct `k`
/// (RFC 7518 section 6.4.1), of AKP `priv` (RFC 9964 section 3).
pub const PRIVATE_MEMBERS: [&str; 9] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

/// A member that says what an object is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Name {
    Ciphertext,
    /// `header`, `protected` or `unprotected`.
    Header,
    /// `kty` of a JSON Web Key (RFC 7517 section 4.1).
    KeyType,
    #[default]
    Other,
    Payload,
    /// A private member of a JSON Web Key.
    Private,
    Recipients,
    Signature,
    Signatures,
}

impl Name {
    fn of(name: &str) -> Self {
        match name {
            "ciphertext" => Self::Ciphertext,
            "header" | "protected" | "unprotected" => Self::Header,
            "kty" => Self::KeyType,
            "payload" => Self::Payload,
            "recipients" => Self::Recipients,
            "signature" => Self::Signature,
            "signatures" => Self::Signatures,
            name if PRIVATE_MEMBERS.contains(&name) => Self::Private,
            _ => Self::Other,
        }
    }
}

/// What a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    Container,
    /// `null` stands for a member that is not there.
    Null,
    Other,
    String,
}

/// An object or array that is open.
#[derive(Default)]
struct Frame {
    start: usize,
    object: bool,
    /// Of an object the member that is read; of an array the member that it is.
    name: Name,
    /// The members that say what it is.
    members: Vec<Name>,
    /// Where the value of a private member goes on that was not read to its end.
    private_from: Option<usize>,
    /// The payload is no text, so the object is no token.
    spoilt: bool,
    /// How many tokens there were when it began.
    tokens: usize,
    /// The object of whose `signatures` it is one.
    signature_of: Option<usize>,
}

impl Frame {
    fn take(&mut self, value: Value) {
        let fits = match self.name {
            Name::Other | Name::Signatures => return,
            Name::Header | Name::Private => matches!(value, Value::String | Value::Container),
            Name::Recipients => value == Value::Container,
            Name::Payload => {
                self.spoilt |= !matches!(value, Value::String | Value::Null);
                value == Value::String
            }
            Name::Ciphertext | Name::KeyType | Name::Signature => value == Value::String,
        };
        self.note(fits.then_some(self.name));
    }

    fn note(&mut self, name: Option<Name>) {
        self.members.extend(name.filter(|name| !self.has(*name)));
    }

    fn has(&self, name: Name) -> bool {
        self.members.contains(&name)
    }

    fn is_token(&self) -> bool {
        let signed = self.has(Name::Signature) && (self.has(Name::Header) || self.has(Name::Payload));
        let encrypted = self.has(Name::Ciphertext) && (self.has(Name::Header) || self.has(Name::Recipients));
        (!self.spoilt && (signed || self.has(Name::Signatures))) || encrypted
    }

    fn is_private_key(&self) -> bool {
        self.has(Name::KeyType) && (self.has(Name::Private) || self.private_from.is_some())
    }
}

/// An object with the members of a token.
struct Candidate {
    span: Span,
    signature_of: Option<usize>,
}

/// An object with the members of a private key.
pub(super) struct KeySpan {
    pub(super) span: Span,
    /// Where a private value goes on that was not read to its end.
    pub(super) cut: Option<usize>,
}

/// Takes what the parser sees of one object.
pub(super) struct Walk<'w> {
    text: &'w str,
    /// Where objects begin that were read as part of one.
    seen: &'w mut BTreeSet<usize>,
    frames: Vec<Frame>,
    tokens: Vec<Candidate>,
    private_keys: Vec<KeySpan>,
    /// Where the objects begin that were not read to their end.
    unfinished: Vec<usize>,
}

impl<'w> Walk<'w> {
    /// A walk over a text. Where the objects begin that it has read is added to `seen`.
    pub(super) const fn new(text: &'w str, seen: &'w mut BTreeSet<usize>) -> Self {
        Self {
            text,
            seen,
            frames: Vec::new(),
            tokens: Vec::new(),
            private_keys: Vec::new(),
            unfinished: Vec::new(),
        }
    }

    pub(super) fn end(self) -> Seen {
        Seen {
            tokens: self.tokens.into_iter().map(|token| token.span).collect(),
            private_keys: self.private_keys,
            unfinished: self.unfinished,
        }
    }
}

/// What a walk has seen.
pub(super) struct Seen {
    /// The objects with the members of a token.
    pub(super) tokens: Vec<Span>,
    /// Those with the members of a private key, also where they were not read to their end.
    pub(super) private_keys: Vec<KeySpan>,
    /// Where the objects begin that were not read to their end.
    pub(super) unfinished: Vec<usize>,
}

impl Sink for Walk<'_> {
    fn open(&mut self, at: usize, object: bool) {
        let mut frame = Frame { start: at, object, tokens: self.tokens.len(), ..Frame::default() };
        if let Some(parent) = self.frames.last_mut() {
            match (parent.object, object) {
                (true, false) => {
                    frame.name = parent.name;
                    frame.signature_of = Some(parent.start).filter(|_| parent.name == Name::Signatures);
                }
                (false, true) => frame.signature_of = parent.signature_of,
                (true, true) | (false, false) => {}
            }
            if parent.object {
                parent.take(Value::Container);
            }
        }
        self.frames.push(frame);
        // One that begins deeper may be cut by the bound on depth, and is read by itself then.
        if object && self.frames.len() <= JSON_DEPTH / 2 {
            self.seen.insert(at);
        }
    }

    fn name(&mut self, inside: Span, escaped: bool) {
        let raw = inside.of_str(self.text);
        if let Some(frame) = self.frames.last_mut() {
            frame.name = if escaped { Name::of(&unescaped(raw)) } else { Name::of(raw) };
            frame.private_from = (frame.name == Name::Private).then_some(inside.end + 1);
        }
    }

    fn scalar(&mut self, scalar: Scalar, _span: Span) {
        let value = match scalar {
            Scalar::Null => Value::Null,
            Scalar::String { .. } => Value::String,
            Scalar::Bool(_) | Scalar::Number => Value::Other,
        };
        if let Some(frame) = self.frames.last_mut().filter(|frame| frame.object) {
            frame.take(value);
            frame.private_from = None;
        }
    }

    fn close(&mut self, end: usize, complete: bool) {
        let Some(frame) = self.frames.pop() else { return };
        if let Some(parent) = self.frames.last_mut().filter(|_| complete) {
            parent.private_from = None;
        }
        if !frame.object {
            return;
        }
        let span = Span::new(frame.start, end);
        if frame.is_private_key() {
            self.private_keys.push(KeySpan { span, cut: frame.private_from });
        }
        if !complete {
            self.unfinished.push(frame.start);
            return;
        }
        if frame.has(Name::Signature)
            && let Some(whole) = frame.signature_of
            && let Some(parent) = self.frames.iter_mut().rev().nth(1).filter(|parent| parent.start == whole)
        {
            parent.note(Some(Name::Signatures));
        }
        if frame.is_token() {
            // A signature of several could stand alone, its payload detached; here it belongs to the whole.
            let inner = self.tokens.split_off(frame.tokens.min(self.tokens.len()));
            self.tokens.extend(inner.into_iter().filter(|one| one.signature_of != Some(frame.start)));
            self.tokens.push(Candidate { span, signature_of: frame.signature_of });
        }
    }
}
