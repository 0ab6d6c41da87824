//! The tree of a JSON text: as read, and as strictly parsed.

use zeroize::Zeroize;

use super::fault::Fault;
use super::names::Names;
use super::parse::{Scalar, Sink, Strictness, run};
use super::string::unescaped;
use crate::reason::{Span, kept_pointer, push_pointer};

/// One value of a JSON text with the bytes it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Node {
    /// Its bytes in the JSON text, quotes and brackets with it.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Whether it was read to its end.
    pub complete: bool,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "RFC 8259 closes the set")]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as its text, so that nothing is rounded.
    Number(String),
    /// A string with its escapes undone.
    String(String),
    /// An array.
    Array(Vec<Node>),
    /// An object: members in their order, duplicates kept.
    Object(Vec<Member>),
}

/// One member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Member {
    /// The name with its escapes undone.
    pub name: String,
    /// The bytes of the name, quotes with it.
    pub name_span: Span,
    /// The value.
    pub value: Node,
}

impl Member {
    /// The bytes of the member from its name to the end of its value.
    pub const fn span(&self) -> Span {
        Span::new(self.name_span.start, self.value.span.end)
    }
}

/// What a tolerant reading gives: the tree as far as it goes, and every fault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reading {
    /// The value, where one begins at all.
    pub root: Option<Node>,
    /// The faults in the order of the text.
    pub faults: Vec<Fault>,
}

/// A JSON text that was strictly parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree(Node);

/// One value of a strictly parsed text; its members can be asked for by name.
#[derive(Clone, Copy, Debug)]
pub struct Value<'t>(&'t Node);

/// Parses strictly: duplicate names, unpaired surrogates, a byte order mark, trailing data and invalid UTF-8 are refused.
///
/// # Errors
/// The first fault, with its offset.
pub fn parse(bytes: &[u8]) -> Result<Tree, Fault> {
    let mut reading = build(bytes, Strictness::Strict);
    match (reading.root, reading.faults.pop()) {
        (Some(root), None) => Ok(Tree::of(root)),
        (_, Some(fault)) => Err(fault),
        (None, None) => Err(Fault {
            code: crate::reason::Code::JsonSyntax,
            span: Span::new(0, 0),
            found: "the end".into(),
            expected: "a JSON value",
            severity: crate::reason::Severity::Error,
        }),
    }
}

/// Reads tolerantly: goes on while the text has one meaning, and gives what it read with every fault.
pub fn read(bytes: &[u8]) -> Reading {
    build(bytes, Strictness::Tolerant)
}

fn build(bytes: &[u8], strictness: Strictness) -> Reading {
    let text = crate::text::utf8::read(bytes).0;
    let mut builder = Builder { text, open: Vec::new(), root: None };
    let faults = run(bytes, strictness, &mut Names::default(), &mut builder);
    Reading { root: builder.root, faults }
}

impl Tree {
    /// The value that a node of a strictly parsed text is. Its spans stay those of the text.
    pub(crate) const fn of(node: Node) -> Self {
        Self(node)
    }

    /// The value that the text is.
    pub const fn root(&self) -> Value<'_> {
        Value(&self.0)
    }

    /// The same value as a tolerant reading gives it.
    pub const fn node(&self) -> &Node {
        &self.0
    }
}

/// The tree of a key: its texts are wiped when it is dropped.
#[derive(Debug)]
pub(crate) struct WipedTree(Tree);

impl WipedTree {
    /// Takes the tree of a text that holds a secret.
    pub(crate) const fn of(tree: Tree) -> Self {
        Self(tree)
    }

    /// The value that the text is.
    pub(crate) const fn root(&self) -> Value<'_> {
        self.0.root()
    }
}

impl Drop for WipedTree {
    fn drop(&mut self) {
        wipe(&mut self.0.0);
    }
}

fn wipe(node: &mut Node) {
    match &mut node.kind {
        Kind::String(text) | Kind::Number(text) => text.zeroize(),
        Kind::Array(elements) => elements.iter_mut().for_each(wipe),
        Kind::Object(members) => members.iter_mut().for_each(|member| wipe(&mut member.value)),
        Kind::Null | Kind::Bool(_) => {}
    }
}

impl<'t> Value<'t> {
    /// The member of this name, where the value is an object that has it.
    pub fn member(self, name: &str) -> Option<Self> {
        self.members().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The members in their order; none where the value is no object.
    pub fn members(self) -> impl Iterator<Item = (&'t str, Self)> {
        self.0.members().iter().map(|member| (member.name.as_str(), Self(&member.value)))
    }

    /// The elements; none where the value is no array.
    pub fn elements(self) -> impl Iterator<Item = Self> {
        self.0.elements().iter().map(Self)
    }

    /// The string.
    pub fn as_str(self) -> Option<&'t str> {
        if let Kind::String(text) = &self.0.kind { Some(text) } else { None }
    }

    /// The text of the number.
    pub fn number(self) -> Option<&'t str> {
        if let Kind::Number(text) = &self.0.kind { Some(text) } else { None }
    }

    /// The truth value.
    pub const fn as_bool(self) -> Option<bool> {
        if let Kind::Bool(value) = &self.0.kind { Some(*value) } else { None }
    }

    /// Whether the value is an object.
    pub const fn is_object(self) -> bool {
        matches!(self.0.kind, Kind::Object(_))
    }

    /// Whether the value is an array.
    pub const fn is_array(self) -> bool {
        matches!(self.0.kind, Kind::Array(_))
    }

    /// What the value is, as a sentence wants it: `a string`, `an object`.
    pub const fn kind_name(self) -> &'static str {
        self.0.kind_name()
    }

    /// Its bytes in the JSON text.
    pub const fn span(self) -> Span {
        self.0.span
    }

    /// The node.
    pub const fn node(self) -> &'t Node {
        self.0
    }
}

impl Node {
    /// The members in their order; none where the node is no object.
    pub fn members(&self) -> &[Member] {
        if let Kind::Object(members) = &self.kind { members } else { &[] }
    }

    /// The elements; none where the node is no array.
    pub fn elements(&self) -> &[Self] {
        if let Kind::Array(elements) = &self.kind { elements } else { &[] }
    }

    /// What the node is, as a sentence wants it.
    pub const fn kind_name(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
        }
    }

    /// The JSON pointer (RFC 6901) of the innermost member or element that covers the byte `at` of the text, cut where it
    /// is longer than a reason keeps.
    pub fn pointer_at(&self, at: usize) -> String {
        let mut pointer = String::new();
        let mut node = self;
        loop {
            let inner = match &node.kind {
                Kind::Object(members) => {
                    members.iter().find(|m| (m.span().start..m.span().end).contains(&at)).map(|m| {
                        push_pointer(&mut pointer, &m.name);
                        &m.value
                    })
                }
                Kind::Array(elements) => {
                    elements.iter().enumerate().find(|(_, e)| (e.span.start..e.span.end).contains(&at)).map(
                        |(i, e)| {
                            push_pointer(&mut pointer, &i.to_string());
                            e
                        },
                    )
                }
                Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => None,
            };
            match inner {
                Some(inner) => node = inner,
                None => return kept_pointer(&pointer),
            }
        }
    }
}

/// Builds the tree from the events of the parser.
struct Builder<'t> {
    text: &'t str,
    /// The containers that are open, each with the name its next member will have.
    open: Vec<(Node, Option<(String, Span)>)>,
    root: Option<Node>,
}

impl Builder<'_> {
    fn place(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some((parent, name)) => match &mut parent.kind {
                Kind::Object(members) => {
                    if let Some((name, name_span)) = name.take() {
                        members.push(Member { name, name_span, value: node });
                    }
                }
                Kind::Array(elements) => elements.push(node),
                Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
            },
        }
    }
}

impl Sink for Builder<'_> {
    fn open(&mut self, at: usize, object: bool) {
        let kind = if object { Kind::Object(Vec::new()) } else { Kind::Array(Vec::new()) };
        self.open.push((Node { span: Span::new(at, at), kind, complete: false }, None));
    }

    fn name(&mut self, inside: Span, escaped: bool) {
        let raw = inside.of_str(self.text);
        let name = if escaped { unescaped(raw) } else { raw.into() };
        if let Some((_, pending)) = self.open.last_mut() {
            *pending = Some((name, Span::new(inside.start - 1, inside.end + 1)));
        }
    }

    fn scalar(&mut self, scalar: Scalar, span: Span) {
        let kind = match scalar {
            Scalar::Null => Kind::Null,
            Scalar::Bool(value) => Kind::Bool(value),
            Scalar::Number => Kind::Number(span.of_str(self.text).into()),
            Scalar::String { escaped } => {
                let inside = Span::new(span.start + 1, span.end - 1).of_str(self.text);
                Kind::String(if escaped { unescaped(inside) } else { inside.into() })
            }
        };
        self.place(Node { span, kind, complete: true });
    }

    fn close(&mut self, end: usize, complete: bool) {
        if let Some((mut node, _)) = self.open.pop() {
            node.span.end = end;
            node.complete = complete;
            self.place(node);
        }
    }
}
