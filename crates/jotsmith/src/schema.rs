//! The JSON Schemas of what the engine writes, by the name that stands in its `schema` member.

/// Name without version, and the JSON Schema as text.
pub const SCHEMAS: &[(&str, &str)] = &[
    ("decode", include_str!("../schema/decode.json")),
    ("inspection", include_str!("../schema/inspection.json")),
    ("verdict", include_str!("../schema/verdict.json")),
];
