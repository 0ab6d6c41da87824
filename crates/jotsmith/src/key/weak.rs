//! What a caller says about keys that are too weak for their algorithm.

/// What is done with a key that is too weak for its algorithm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "design: these three settings")]
pub enum WeakKeys {
    /// It is not used: the default of library and command line.
    #[default]
    Refuse,
    /// It is used, and trust fails with its code: for the page, `inspect` and teaching.
    Report,
    /// `hmac-key-short` and `rsa-key-short` become warnings, and nothing else does.
    Allow,
}
