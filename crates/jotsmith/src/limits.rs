//! Every bound of the engine in one place: value, unit, and the RFC section or the reason.
//!
//! Nothing is read past these. A token over a bound is refused before any work is spent on it.

/// Bytes of one token. RFC 7519 gives no ceiling; servers cap a header line near 8 KiB, so 1 MiB is generous.
pub const TOKEN_BYTES: usize = 1024 * 1024;

/// Bytes of a key, key set or policy file. The largest published key sets hold a few hundred kilobytes.
pub const KEY_BYTES: usize = 4 * 1024 * 1024;

/// Keys of one set or one PEM text. The largest published sets hold a few dozen; each costs a check of its numbers.
pub const SET_KEYS: usize = 1000;

/// Nesting of JSON arrays and objects. RFC 8259 section 9 lets a parser set it; a claims set needs fewer than 10.
pub const JSON_DEPTH: usize = 64;

/// Defects that a tolerant reading lists before it stops counting.
pub const DEFECTS: usize = 100;

/// Members of one object up to which duplicate names are found by comparing each pair; above it, by sorting.
pub const PAIRWISE_MEMBERS: usize = 32;

/// Signatures or recipients of one token in JSON serialization. More are refused before any cryptography.
pub const SIGNATURES: usize = 32;

/// Disclosures of one SD-JWT. RFC 9901 gives no ceiling; a credential has a few dozen claims.
pub const DISCLOSURES: usize = 1024;

/// Keys tried for one token when several fit.
pub const TRIAL_KEYS: usize = 16;

/// Smallest modulus, in bits, that RSA is ever computed with. Below it a key is refused in every setting.
pub const RSA_FLOOR_BITS: usize = 1024;

/// Smallest modulus, in bits, of an RSA key that is not weak. RFC 7518 sections 3.3 and 3.5.
pub const RSA_STRONG_BITS: usize = 2048;

/// Largest RSA modulus, in bits, that is computed with: a verification at 16,384 bits stalls a service.
pub const RSA_CEILING_BITS: usize = 8192;

/// RSA public exponents are odd, at least 3 and below this: 2^33, the bound that both providers share.
pub const RSA_EXPONENT_BELOW: u64 = 1 << 33;

/// Digits of a number in a claim that takes part in arithmetic.
pub const DECIMAL_DIGITS: usize = 32;

/// Largest absolute exponent of a number in a claim that takes part in arithmetic.
pub const DECIMAL_EXPONENT: u32 = 32;

/// Trial operations of one diagnosis.
pub const DIAGNOSIS_TRIALS: usize = 200;

/// Bytes of a token that is still diagnosed.
pub const DIAGNOSIS_BYTES: usize = 64 * 1024;

/// Escaped characters of foreign text that an error quotes.
pub const QUOTED_CHARACTERS: usize = 16;

/// Characters of a value that is compared with what the caller expects: an issuer cut after 16 helps nobody.
pub const COMPARED_CHARACTERS: usize = 96;

/// Layers that are opened one inside the other.
pub const LAYER_DEPTH: usize = 8;

/// Layers that are opened in all.
pub const LAYERS: usize = 64;

/// Tokens that are taken out of one pasted text.
pub const FOUND_TOKENS: usize = 64;
