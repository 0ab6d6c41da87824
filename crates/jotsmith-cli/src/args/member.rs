//! `name=text` and `name:=json`: one member of a header or of claims, as `-H` and `-c` take it.

use jotsmith::json::{self, quoted};
use jotsmith::reason::escape;

use super::usage::Unfit;

/// A name and its value as JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    /// The name.
    pub(crate) name: String,
    /// The value, a whole JSON text.
    pub(crate) json: String,
}

impl Member {
    /// A member whose value is this text.
    pub(crate) fn text(name: &str, value: &str) -> Self {
        Self { name: name.into(), json: quoted(value) }
    }

    /// A member whose value is this number.
    pub(crate) fn number(name: &str, value: i64) -> Self {
        Self { name: name.into(), json: value.to_string() }
    }

    /// A member whose value is an array of these texts.
    pub(crate) fn texts(name: &str, values: &[String]) -> Self {
        let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        Self { name: name.into(), json: format!("[{}]", values.join(",")) }
    }

    /// The member as JSON writes it.
    pub(crate) fn written(&self) -> String {
        format!("{}:{}", quoted(&self.name), self.json)
    }
}

/// How a member is written.
const FORMS: &str = "Write name=text or name:=json.";

/// Reads `name=text` or `name:=json`.
pub(crate) fn parse(text: &str) -> Result<Member, Unfit> {
    let (name, value) =
        text.split_once('=').ok_or_else(|| Unfit::new("the value has no equals sign", FORMS))?;
    let (name, is_json) = name.strip_suffix(':').map_or((name, false), |name| (name, true));
    if name.is_empty() {
        return Err(Unfit::new("the name before the equals sign is missing", FORMS));
    }
    if !is_json {
        return Ok(Member::text(name, value));
    }
    let Ok(tree) = json::parse(value.as_bytes()) else {
        let name = escape::visible(name);
        let remedy = format!("Write JSON, or {name}=text where a text is meant.");
        return Err(Unfit::new(format!("what follows {name}:= is no JSON"), remedy));
    };
    let minified = json::minified(&tree, value.as_bytes());
    Ok(Member { name: name.into(), json: String::from_utf8_lossy(&minified).into_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_texts_and_json_and_keeps_numbers_as_they_were_written() {
        assert_eq!(parse("sub=u_42").unwrap().written(), r#""sub":"u_42""#);
        assert_eq!(parse("a=b=c").unwrap().written(), r#""a":"b=c""#);
        assert_eq!(parse("n:= 1.50 ").unwrap().written(), r#""n":1.50"#);
        assert_eq!(parse(r#"roles:=["admin", "dev"]"#).unwrap().written(), r#""roles":["admin","dev"]"#);
        assert_eq!(parse("urn:x=1").unwrap().written(), r#""urn:x":"1""#);
        assert_eq!(parse("q=\"\n").unwrap().written(), r#""q":"\"\u000a""#);
    }

    #[test]
    fn refuses_what_is_neither() {
        let what = |text: &str| parse(text).unwrap_err().what;
        assert_eq!(what("sub"), "the value has no equals sign");
        assert_eq!(what("=x"), "the name before the equals sign is missing");
        assert_eq!(what("a:=b"), "what follows a:= is no JSON");
        assert_eq!(what("a:=1,\"b\":2"), "what follows a:= is no JSON");
    }
}
