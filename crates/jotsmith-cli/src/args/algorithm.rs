//! `--alg`: names of algorithms, exactly as they are registered.

use jotsmith::Algorithm;
use jotsmith::reason::escape::quoted;

/// Reads the name of an algorithm.
pub(crate) fn named(name: &str) -> Result<Algorithm, String> {
    if let Some(algorithm) = Algorithm::named(name) {
        return Ok(algorithm);
    }
    if name.eq_ignore_ascii_case("none") {
        return Err("none is no signature, and no verifier may take it".into());
    }
    if let Some(meant) = Algorithm::nearly_named(name) {
        return Err(format!("the registered spelling is {meant}"));
    }
    let all: Vec<&str> = Algorithm::ALL.iter().map(|algorithm| algorithm.as_str()).collect();
    Err(format!("{} is none of {}", quoted(name), all.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_exact_and_the_near_miss_is_told() {
        assert_eq!(named("ES256"), Ok(Algorithm::Es256));
        assert_eq!(named("es256"), Err("the registered spelling is ES256".into()));
        assert_eq!(named("NoNe"), Err("none is no signature, and no verifier may take it".into()));
        assert!(named("HS1").unwrap_err().starts_with("\"HS1\" is none of HS256, HS384,"));
    }
}
