//! How common tasks are done.
//!
//! # Verify with a key set
//! ```
//! use jotsmith::{KeySet, NumericDate, Verifier};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let jwks = r#"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-09","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;
//! let keys = KeySet::read(jwks.as_bytes())?;
//! let verifier = Verifier::new(&keys).issuer("https://auth.example.com").audience("https://api.example.com").build();
//! let verdict = verifier.judge("eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoieCJ9.e30.AAAA", NumericDate(1_795_442_711));
//! assert!(verdict.reasons().iter().any(|reason| reason.code().as_str() == "kid-unknown"));
//! # Ok(()) }
//! ```
//!
//! # Give an RSA key its algorithm
//! An RSA key from a PEM does not say whether it is for RS256 or PS256, and the token must not choose.
//! ```
//! use jotsmith::{Algorithm, AnyKey, Verifier};
//!
//! fn verifier(pem: &[u8]) -> Result<Verifier<'static>, jotsmith::KeyError> {
//!     let AnyKey::Public(key) = AnyKey::read(pem)? else { panic!("a public key is expected") };
//!     let key = key.with_algorithm(Algorithm::Ps256)?;
//!     Ok(Verifier::new(&key).issuer("https://auth.example.com").audience("api").build())
//! }
//! ```
//!
//! # Accept many tokens without allocation
//! ```
//! use jotsmith::{NumericDate, Scratch, Verifier};
//! use serde::Deserialize;
//!
//! #[derive(Deserialize)]
//! struct Claims<'s> { sub: &'s str }
//!
//! fn count(verifier: &Verifier<'_>, tokens: &[&str], now: NumericDate) -> usize {
//!     let mut scratch = Scratch::new();
//!     tokens.iter().filter(|token| verifier.verify_in::<Claims<'_>>(token, now, &mut scratch).is_ok_and(|v| !v.claims().sub.is_empty())).count()
//! }
//! ```
//!
//! # Accept what a policy file says
//! One file for all programs of a team. The engine opens nothing: it says which files and variables hold the keys, and
//! the program brings them. Whose rules apply, the unverified `iss` says; then all of them are enforced.
//! ```
//! use jotsmith::NumericDate;
//! use jotsmith::policy::{Input, PolicyFile};
//!
//! let text = br#"
//! version = 1
//!
//! [bounds]
//! token_bytes = 16_384
//!
//! [[issuer]]
//! issuer = "https://auth.example.com"
//! keys = "@jwks.json"                       # or env:NAME, base64:env:NAME for a raw secret, or the JWK set itself
//! algorithms = ["EdDSA"]                    # needed where a key does not say its own
//! audiences = ["https://api.example.com"]
//! types = ["at+jwt"]
//! leeway = "30s"
//! max_age = "1h"
//! required_claims = ["sub", "client_id"]
//! "#;
//! let file = PolicyFile::read(text)?;
//! assert_eq!(file.inputs().collect::<Vec<_>>(), [&Input::File("jwks.json".into())]);
//! let jwks = r#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;
//! let policy = file.with_keys(|_| Some(jwks.as_bytes().to_vec().into()))?;
//! let verdict = policy.judge("eyJhbGciOiJub25lIn0.e30.", NumericDate(1_795_442_711));
//! assert_eq!(verdict.sentence(), "Do not accept: it is unsigned: anyone can write this, and 7 more.");
//! let fault = PolicyFile::read(b"version = 1\n[[issuer]]\nisuer = \"https://auth.example.com\"\n").unwrap_err();
//! assert_eq!(
//!     fault.reasons().last().map(ToString::to_string).as_deref(),
//!     Some("[[issuer]] has no member \"isuer\"; the nearest is issuer (line 3, column 1, byte 24).")
//! );
//! # Ok::<(), jotsmith::policy::PolicyError>(())
//! ```
//!
//! # Call a token back
//! ```
//! # use jotsmith::{Algorithm, Key, Verifier};
//! # let key = Key::hmac(Algorithm::Hs256, [7; 32])?;
//! let called_back = std::collections::HashSet::from(["5b1c6d4e"]);
//! let verifier = Verifier::new(&key).any_issuer().audience("api").denied(|jti| called_back.contains(jti)).build();
//! # Ok::<(), jotsmith::KeyError>(())
//! ```
