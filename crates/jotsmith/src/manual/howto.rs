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
//! # Call a token back
//! ```
//! # use jotsmith::{Algorithm, Key, Verifier};
//! # let key = Key::hmac(Algorithm::Hs256, [7; 32])?;
//! let called_back = std::collections::HashSet::from(["5b1c6d4e"]);
//! let verifier = Verifier::new(&key).any_issuer().audience("api").denied(|jti| called_back.contains(jti)).build();
//! # Ok::<(), jotsmith::KeyError>(())
//! ```
