//! Every bound of the engine in one place: value, unit, and the RFC section or the reason.
//!
//! Nothing is read past these. A token over a bound is refused before any work is spent on it.

/// Bytes of one token. RFC 7519 gives no ceiling; servers cap a header line near 8 KiB, so 1 MiB is generous.
pub const TOKEN_BYTES: usize = 1024 * 1024;

/// The longest token that a program or a policy may let in, in bytes: what a reader can be asked to hold in memory.
pub const TOKEN_BYTES_MOST: usize = 64 * 1024 * 1024;

/// Bytes of one buffer that a verifier or signer keeps for its next token. Ordinary tokens have a few hundred.
pub const KEPT_BYTES: usize = 16 * 1024;

/// Bytes of a key, key set or policy file. The largest published key sets hold a few hundred kilobytes.
pub const KEY_BYTES: usize = 4 * 1024 * 1024;

/// Keys of one set or one PEM text. The largest published sets hold a few dozen; each costs a check of its numbers.
pub const SET_KEYS: usize = 1000;

/// Locked keys that one text may hold: each asks for as much work as its bounds let it.
pub const LOCKED_KEYS: usize = 16;

/// PBKDF2 iterations that opening one encrypted key may take, as many as a JWE may. RFC 8018 section 4.2 gives no ceiling.
pub const LOCK_ITERATIONS: u32 = PBES2_ITERATIONS;

/// PBKDF2 iterations of a key that is encrypted here.
pub const LOCK_ITERATIONS_MADE: u32 = PBES2_MADE;

/// Bytes of memory that scrypt of one encrypted key may take, 128 N r of RFC 7914 section 2.
pub const SCRYPT_BYTES: u64 = 64 * 1024 * 1024;

/// Parallel runs of scrypt of one encrypted key, p of RFC 7914 section 2: each takes the whole time again.
pub const SCRYPT_PARALLEL: u16 = 16;

/// Rounds of bcrypt of one OpenSSH key; ssh-keygen makes 24 and lets its user ask for more.
pub const BCRYPT_ROUNDS: u32 = 256;

/// Rounds of bcrypt of an OpenSSH key that is locked here, as ssh-keygen makes them.
pub const BCRYPT_ROUNDS_MADE: u32 = 24;

/// Bytes of the salt of bcrypt of one OpenSSH key; ssh-keygen makes 16. It is hashed once.
pub const BCRYPT_SALT_BYTES: usize = 1024;

/// Certificates of one chain, `x5c`. The deepest in use have 4; each is parsed.
pub const CERTIFICATES: usize = 16;

/// Nesting of JSON arrays and objects. RFC 8259 section 9 lets a parser set it; a claims set needs fewer than 10.
pub const JSON_DEPTH: usize = 64;

/// Defects that a tolerant reading lists before it stops counting.
pub const DEFECTS: usize = 100;

/// Faults of one `crit` that are listed. RFC 7515 section 4.1.11 wants each name known, once and in the header.
pub const CRIT_FAULTS: usize = 16;

/// Members of one object up to which duplicate names are found by comparing each pair; above it, by sorting.
pub const PAIRWISE_MEMBERS: usize = 32;

/// Wanted audiences up to which each is compared with those of the token; above it, they are looked up.
pub const PAIRWISE_AUDIENCES: usize = 8;

/// Signatures or recipients of one token in JSON serialization. More are refused before any cryptography.
pub const SIGNATURES: usize = 32;

/// PBKDF2 iterations spent in one call, all recipients and layers together. RFC 7518 section 4.8.1.2 gives a floor and no
/// ceiling; this many take about half a second.
pub const PBES2_ITERATIONS: u32 = 1_200_000;

/// PBKDF2 iterations of an encryption: what OWASP's Password Storage sheet asks of PBKDF2 with SHA-256.
pub const PBES2_MADE: u32 = 600_000;

/// Bytes of the salt p2s, at least. RFC 7518 section 4.8.1.1.
pub const PBES2_SALT_FLOOR: usize = 8;

/// Bytes of the salt p2s, at most: it is hashed once for each recipient.
pub const PBES2_SALT_CEILING: usize = 1024;

/// Bytes that the compressed content of one call may inflate to, all layers together. RFC 8725 draft section 3.15.
pub const INFLATED_BYTES: usize = 250_000;

/// Disclosures of one SD-JWT. RFC 9901 gives no ceiling; a credential has a few dozen claims.
pub const DISCLOSURES: usize = 1024;

/// Seconds for which a key binding or a DPoP proof counts as fresh unless said. RFC 9449 section 11.1 wants seconds or
/// minutes.
pub const PROOF_SECONDS: u64 = 300;

/// Bytes of a JSON pointer that is kept: of a reason, a disclosure, a token in a claim. Longer ones are cut: a name may be
/// as long as the token, and many places may stand below it.
pub const POINTER_BYTES: usize = 1024;

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

/// Issuers of one policy. A team trusts a handful; each costs its keys.
pub const POLICY_ISSUERS: usize = 1000;

/// Longest leeway that a policy may grant, in seconds: clocks that differ by more than a day are no clocks.
pub const POLICY_LEEWAY_SECONDS: u64 = 86_400;

/// Longest duration in a policy, in seconds: 100 years of 365 days. A longer one is a slip of the unit.
pub const POLICY_DURATION_SECONDS: u64 = 100 * 365 * 86_400;

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

/// Layers that are opened in all: many tokens may stand in the claims of one.
pub const LAYERS: usize = 64;

/// Tokens that are taken out of one pasted text.
pub const FOUND_TOKENS: usize = 64;

/// Bytes that a private key in PEM is taken for where it stands in other text: one of 16,384 bits has 13,000.
pub const PRIVATE_KEY_BYTES: usize = 32 * 1024;

/// JSON strings inside JSON strings in which tokens are looked for: a log line that holds a recorded response that holds
/// one has 3. Each level is a pass over the text.
pub const ESCAPE_DEPTH: usize = 4;

/// The bounds of one verifier or decrypter: what of the above a program or a policy may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "callers set it by name, with the default for the rest")]
pub struct Bounds {
    /// Bytes of one token; [`TOKEN_BYTES`] unless said, [`TOKEN_BYTES_MOST`] at most.
    pub token_bytes: usize,
    /// Nesting of the JSON of header and claims; [`JSON_DEPTH`] unless said, which is also the most.
    pub json_depth: usize,
    /// Bytes that the compressed content of all layers inflates to when decrypting; [`INFLATED_BYTES`] unless said.
    pub inflated_bytes: usize,
    /// PBKDF2 iterations of all recipients and layers together when decrypting; [`PBES2_ITERATIONS`] unless said.
    pub pbes2_iterations: u32,
    /// Signatures of one token in JSON serialization; [`SIGNATURES`] unless said, which is also the most.
    pub signatures: usize,
    /// Keys tried for one token; [`TRIAL_KEYS`] unless said, which is also the most.
    pub trial_keys: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            token_bytes: TOKEN_BYTES,
            json_depth: JSON_DEPTH,
            inflated_bytes: INFLATED_BYTES,
            pbes2_iterations: PBES2_ITERATIONS,
            signatures: SIGNATURES,
            trial_keys: TRIAL_KEYS,
        }
    }
}
