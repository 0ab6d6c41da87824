//! Claims, header parameters and their values in plain words.
//!
//! In goes the name of a member and its value, out come a few words for a line, a sentence for a page, and the
//! document that says so. Only tables and `core`: nothing is judged here, and no key or token is looked at.

mod document;
mod header;
mod registered;
mod value;
mod vendor;

pub use value::{Instant, instant, line, value};

use core::fmt;

use crate::reason::Part;
use document::Document;

/// What a name is (RFC 7519 sections 4.1 to 4.3, RFC 7515 sections 4.1 to 4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Class {
    /// One of the seven claims of RFC 7519, or a header parameter of the IANA registry.
    Registered,
    /// A claim of the IANA registry that another document defines, or a name that nobody else gives.
    Public,
    /// A name that issuer and receiver agreed on.
    Private,
}

impl Class {
    /// The name of the class.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Public => "public",
            Self::Private => "private",
        }
    }
}

/// Which JSON a member should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expects {
    Anything,
    Array,
    Bool,
    Count,
    Key,
    Object,
    Strings,
    Text,
    TextOrTexts,
    Time,
}

impl Expects {
    const fn words(self) -> &'static str {
        match self {
            Self::Anything => "any JSON value",
            Self::Array => "an array",
            Self::Bool => "true or false",
            Self::Count => "a whole number",
            Self::Key => "an object: a JSON Web Key",
            Self::Object => "an object",
            Self::Strings => "an array of strings",
            Self::Text => "a string",
            Self::TextOrTexts => "a string or an array of strings",
            Self::Time => "a number: seconds since 1970-01-01T00:00:00Z",
        }
    }
}

/// What the tables know of one name.
#[derive(Debug)]
struct Row {
    name: &'static str,
    class: Class,
    short: &'static str,
    expects: Expects,
    document: &'static Document,
    section: &'static str,
    sentence: &'static str,
}

impl Row {
    const fn new(
        name: &'static str,
        short: &'static str,
        expects: Expects,
        document: &'static Document,
        section: &'static str,
        sentence: &'static str,
    ) -> Self {
        Self { name, class: Class::Registered, short, expects, document, section, sentence }
    }

    const fn public(
        name: &'static str,
        short: &'static str,
        expects: Expects,
        document: &'static Document,
        section: &'static str,
        sentence: &'static str,
    ) -> Self {
        Self { name, class: Class::Public, short, expects, document, section, sentence }
    }

    const fn private(
        name: &'static str,
        short: &'static str,
        expects: Expects,
        document: &'static Document,
        section: &'static str,
        sentence: &'static str,
    ) -> Self {
        Self { name, class: Class::Private, short, expects, document, section, sentence }
    }
}

/// What a claim or a header parameter is.
///
/// [`Display`](fmt::Display) is the form for a line: `subject (registered)`, `full name (public: OpenID Connect)`.
#[derive(Clone, Copy, Debug)]
pub struct Description {
    row: &'static Row,
    vendor: Option<&'static vendor::Vendor>,
}

impl Description {
    /// Whether the name stands in a table; else it is told by its form alone.
    pub const fn is_known(&self) -> bool {
        self.vendor.is_some() || !self.row.name.is_empty()
    }

    /// What the name is.
    pub const fn class(&self) -> Class {
        self.row.class
    }

    /// A few words: `issued at`.
    pub fn short(&self) -> &'static str {
        self.vendor.map_or(self.row.short, |vendor| vendor.short)
    }

    /// One plain sentence.
    pub fn sentence(&self) -> &'static str {
        self.vendor.map_or(self.row.sentence, |vendor| vendor.sentence)
    }

    /// Which JSON the value should be: `a string`.
    pub const fn expects(&self) -> &'static str {
        self.row.expects.words()
    }

    /// Whether the value is a time.
    pub const fn is_time(&self) -> bool {
        matches!(self.row.expects, Expects::Time)
    }

    /// Who defines it, beyond JOSE and JWT themselves: a specification or a product.
    pub fn defined_by(&self) -> Option<&'static str> {
        match (self.vendor, self.row.class, self.row.name) {
            (Some(vendor), ..) => Some(vendor.product),
            (None, Class::Registered, _) | (None, _, "") => None,
            (None, Class::Public | Class::Private, _) => Some(self.row.document.short),
        }
    }

    /// Document and section: `RFC 7519 section 4.1.2`. For a product's claim, what RFC 7519 says of private claims.
    pub fn source(&self) -> String {
        let section = if self.row.section.is_empty() { "" } else { " section " };
        format!("{}{section}{}", self.row.document.title, self.row.section)
    }

    /// Where the source can be read.
    pub fn link(&self) -> String {
        let is_rfc = self.row.document.title.starts_with("RFC") && !self.row.section.is_empty();
        let anchor = if is_rfc { "#section-" } else { "" };
        format!("{}{anchor}{}", self.row.document.link, if is_rfc { self.row.section } else { "" })
    }
}

impl fmt::Display for Description {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}", self.short(), self.class().as_str())?;
        if let Some(defined_by) = self.defined_by() {
            write!(f, ": {defined_by}")?;
        }
        f.write_str(")")
    }
}

/// Whether this build knows all names. One without the feature `dictionary` knows the claims of RFC 7519, the times and
/// the commonest header parameters; of the others it can only say that they stand in no table of its own.
pub const WHOLE: bool = cfg!(feature = "dictionary");

/// What a claim is. Names compare exactly.
pub fn claim(name: &str) -> Description {
    let others = if WHOLE { registered::OTHERS } else { &[] };
    if let Some(row) = registered::FIRST.iter().chain(others).find(|row| row.name == name) {
        return Description { row, vendor: None };
    }
    let products = if WHOLE { vendor::CLAIMS } else { &[] };
    if let Some(vendor) = products.iter().find(|vendor| is_named(vendor.name, name)) {
        return Description { row: &registered::PRIVATE, vendor: Some(vendor) };
    }
    let row =
        if is_collision_resistant(name) { &registered::COLLISION_RESISTANT } else { &registered::PRIVATE };
    Description { row, vendor: None }
}

/// Everything that only a build with the feature `dictionary` knows: of which part, and under the name of its row (see
/// [`is_named`]). The first that fits is meant.
pub fn dictionary() -> impl Iterator<Item = (Part, &'static str, Description)> {
    let row = |part| move |row: &'static Row| (part, row.name, Description { row, vendor: None });
    let product = |vendor: &'static vendor::Vendor| {
        (Part::Payload, vendor.name, Description { row: &registered::PRIVATE, vendor: Some(vendor) })
    };
    let parameters = header::OTHERS.iter().map(row(Part::Header));
    parameters
        .chain(registered::OTHERS.iter().map(row(Part::Payload)))
        .chain(vendor::CLAIMS.iter().map(product))
}

/// Whether a claim has the name of a row, which may be the start of names, with a star behind it.
pub fn is_named(row: &str, name: &str) -> bool {
    match row.strip_suffix('*') {
        Some(start) => name.strip_prefix(start).is_some_and(|rest| !rest.is_empty()),
        None => row == name,
    }
}

/// What a header parameter is. Names compare exactly.
pub fn header_parameter(name: &str) -> Description {
    let others = if WHOLE { header::OTHERS } else { &[] };
    let row = header::FIRST.iter().chain(others).find(|row| row.name == name);
    let other = if is_collision_resistant(name) { &header::COLLISION_RESISTANT } else { &header::PRIVATE };
    Description { row: row.unwrap_or(other), vendor: None }
}

/// What a top member of a part is: a header parameter of the header, a claim of anything else; a recipient of a general
/// serialization holds both header and key.
pub fn member(part: Part, name: &str) -> Description {
    let of_recipient = || header::OF_RECIPIENT.iter().find(|row| row.name == name);
    if let Some(row) = matches!(part, Part::Recipient(_)).then(of_recipient).flatten().filter(|_| WHOLE) {
        return Description { row, vendor: None };
    }
    if part.is_header() { header_parameter(name) } else { claim(name) }
}

/// Whether a name is a URL, a URN or a DID: made so that nobody else gives it (RFC 7519 section 2).
fn is_collision_resistant(name: &str) -> bool {
    ["https://", "http://", "urn:", "did:"].iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests;
