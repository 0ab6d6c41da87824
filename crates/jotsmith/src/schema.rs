//! The JSON Schemas of what the engine writes, by the name that stands in its `schema` member, and of the policy file
//! that it reads.

/// Name without version, and the JSON Schema as text.
pub const SCHEMAS: &[(&str, &str)] = &[
    ("decode", include_str!("../schema/decode.json")),
    ("inspection", include_str!("../schema/inspection.json")),
    ("line", include_str!("../schema/line.json")),
    ("policy", include_str!("../schema/policy.json")),
    ("verdict", include_str!("../schema/verdict.json")),
];
