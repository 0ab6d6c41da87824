//! Why each default is what it is.
//!
//! - **Leeway is 0.** It is a property of two clocks, which only the caller knows. 30 to 60 seconds is common.
//! - **`exp` is required.** A token that never expires cannot be called back. RFC 7519 makes it optional, RFC 9068 and
//!   OpenID Connect require it.
//! - **Issuer and audience must be said.** RFC 8725 sections 3.8 and 3.9. Whoever takes any says so:
//!   [`any_issuer`](crate::verify::Builder::any_issuer), [`any_audience`](crate::verify::Builder::any_audience), and the
//!   sentence of the verdict says it again.
//! - **`iat` in the future is refused**, although RFC 7519 section 4.1.6 leaves it open: a token of tomorrow means that a
//!   clock is wrong, and so may be its `exp`.
//! - **Types.** Absent, `JWT` and `at+jwt` pass unless others are named: older issuers set none, and an explicit type of
//!   another kind is a token out of its place (RFC 8725 section 3.11).
//! - **Weak keys are refused**, when they are made and when they are used. [`WeakKeys`](crate::key::WeakKeys) has the two
//!   other settings, for tools that explain and for those who must.
//! - **Strict reading.** No padding, no foreign character, no unused bits, no byte order mark, no duplicate, nothing after
//!   the JSON: a token that reads in two ways is a token that two programs will read in two ways.
//! - **No fallback.** A `kid` that names no key is the end; other keys are tried only by `diagnose`.
