//! What attackers of tokens do, and what meets them here.
//!
//! | attack | what meets it |
//! |---|---|
//! | `alg` is changed to `none`, in any spelling (RFC 8725 section 2.1) | `alg-none`: never verified, whatever the allow-list says |
//! | an RS256 token is signed anew with HS256, the public key as the secret | the key's type is compared before anything is computed: `alg-key-mismatch`; a secret that is the text of a public key is refused when the key is made: `hmac-public-key` |
//! | the header brings a key, or an address of one (`jwk`, `jku`, `x5u`, `x5c`) | nothing is fetched, and it is not used unless that is asked for in so many words (a certificate under roots that are given, a DPoP proof): `key-from-token` |
//! | `kid` holds a path or a query | it is compared code point for code point with the keys at hand: `kid-unknown` |
//! | the signature is cut off | `signature-missing` |
//! | r or s of an ECDSA signature is 0 (CVE-2022-21449) | `ecdsa-out-of-range`, before the provider is asked |
//! | a short secret is guessed from one token | `hmac-key-short` when the key is made or used |
//! | a member stands twice, and two readers take different ones | `duplicate-member`, at any depth, in header, claims and keys |
//! | a token for another service, or of another kind, is replayed (RFC 8725 sections 2.7 and 2.8) | issuer and audience must be said; an explicit type that nobody asked for is `typ-mismatch` |
//! | `exp` is a string, or absent, and a reader takes it for never | `numericdate-string`, `exp-missing` |
//! | `crit` demands what the reader does not know | `crit-unknown` |
//! | a token of megabytes, or of a thousand levels | [`limits`](crate::limits): refused before work is spent |
//! | claims hold terminal escapes or direction marks | everything printed goes through [`reason::escape`](crate::reason::escape) |
//! | an RSA modulus of 16,384 bits stalls the verifier | [`limits::RSA_CEILING_BITS`](crate::limits::RSA_CEILING_BITS) |
//!
//! What is not defended against: a signer whose key leaked, a token that was stolen while it is valid, and a program
//! that reads claims by [`Token::unverified_claims`](crate::Token::unverified_claims) and believes them.
