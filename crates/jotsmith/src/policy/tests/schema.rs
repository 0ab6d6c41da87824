//! The JSON Schema of a policy takes what the reader takes, and nothing else.

use super::with;
use crate::Algorithm;
use crate::policy::PolicyFile;

/// TOML as the JSON that the schema speaks of.
fn as_json(value: &toml::de::DeValue<'_>) -> serde_json::Value {
    use toml::de::DeValue;
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(serde_json::Value::Null, Into::into)
        }
        DeValue::Float(number) => number.as_str().into(),
        DeValue::Boolean(truth) => (*truth).into(),
        DeValue::Datetime(date) => date.to_string().into(),
        DeValue::Array(array) => array.iter().map(|value| as_json(value.get_ref())).collect(),
        DeValue::Table(table) => {
            table.iter().map(|(key, value)| (key.get_ref().to_string(), as_json(value.get_ref()))).collect()
        }
    }
}

#[test]
fn the_schema_takes_what_the_reader_takes() {
    let (_, schema) = crate::schema::SCHEMAS.iter().find(|(name, _)| *name == "policy").unwrap();
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let listed = schema.pointer("/properties/issuer/items/properties/algorithms/items/enum").unwrap();
    let known: Vec<&str> = Algorithm::ALL.iter().map(|algorithm| algorithm.as_str()).collect();
    assert_eq!(listed, &serde_json::json!(known), "the schema lists the algorithms of the table");
    let schema = jsonschema::validator_for(&schema).unwrap();
    let both = |text: &str| {
        let table = toml::de::DeTable::parse(text).unwrap().into_inner();
        let json = as_json(&toml::de::DeValue::Table(table));
        (schema.is_valid(&json), PolicyFile::read(text.as_bytes()).is_ok())
    };
    let valid = [
        "version = 1".to_owned(),
        with(""),
        with("").replace("@keys", "env:KEY"),
        with("").replace("@keys", "base64url:env:KEY"),
        with("").replace("\"@keys\"", "'{\"keys\":[]}'"),
        with(
            "algorithms = [\"ES256\", \"Ed25519\"]\ntypes = [\"at+jwt\"]\nleeway = \"0\"\nmax_age = \"12h\"\nrequire_exp = false\nrequired_claims = [\"sub\"]",
        ),
        with("[bounds]\njson_depth = 64\nsignatures = 32\ntoken_bytes = 67108864\ntrial_keys = 1"),
        with(
            "[lint]\nprofile = \"generic\"\nfail_on = \"never\"\nrotation = \"90d\"\n[lint.severity]\nalg-none = \"note\"\n[lint.lifetime]\nvc = \"366d\"\n[[lint.disable]]\ncode = \"alg-none\"\nreason = \"x\"\npointer = \"/a\"\nuntil = 2027-01-31",
        ),
    ];
    for text in &valid {
        assert_eq!(both(text), (true, true), "{text}");
    }
    let invalid = [
        String::new(),
        "version = 2".into(),
        "version = 1\nx = 1".into(),
        "version = 1\n[issuer]".into(),
        "version = 1\n[[issuer]]".into(),
        with("").replace("@keys", "keys"),
        with("").replace("@keys", "utf8:secret"),
        with("").replace("[\"api\"]", "[]"),
        with("").replace("[\"api\"]", "[\"\"]"),
        with("").replace("[\"api\"]", "[\"a\", \"a\"]"),
        with("algorithms = [\"none\"]"),
        with("algorithms = []"),
        with("types = \"JWT\""),
        with("leeway = -1"),
        with("leeway = 86401"),
        with("leeway = \"1 minute\""),
        with("max_age = 0"),
        with("max_age = \"0h\""),
        with("require_exp = 1"),
        with("[bounds]\njson_depth = 65"),
        with("[bounds]\ntrial_keys = 0"),
        with("[lint]\nprofile = \"x\""),
        with("[lint.severity]\nA = \"note\""),
        with("[lint.severity]\na = \"off\""),
        with("[lint.lifetime]\nxx = 1"),
        with("[[lint.disable]]\ncode = \"a\""),
        with("[[lint.disable]]\ncode = \"a\"\nreason = \" \""),
        with("[[lint.disable]]\ncode = \"a\"\nreason = \"b\"\nuntil = \"soon\""),
    ];
    for text in &invalid {
        assert_eq!(both(text), (false, false), "{text}");
    }
}
