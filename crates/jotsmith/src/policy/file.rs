//! The policy file: TOML in, what it says out, every fault with its line.
//!
//! Reading goes in two steps, because the engine opens nothing: [`PolicyFile::read`] tells which files and variables
//! hold the keys, [`PolicyFile::with_keys`] takes their contents and makes the [`Policy`].

use toml::de::DeTable;
use zeroize::Zeroizing;

use super::error::{Faults, PolicyError};
use super::keys::{self, Input, Origin, Place};
use super::lint::{self, Lint};
use super::read::{Table, Value, nearest};
use super::{Policy, Rules};
use crate::Algorithm;
use crate::alg::KeyManagement;
use crate::check::{Expectations, Expected, Source};
use crate::limits::{
    Bounds, INFLATED_BYTES, JSON_DEPTH, KEY_BYTES, PBES2_ITERATIONS, POLICY_DURATION_SECONDS, POLICY_ISSUERS,
    POLICY_LEEWAY_SECONDS, SIGNATURES, TOKEN_BYTES_MOST, TRIAL_KEYS,
};
use crate::reason::escape::compared;
use crate::reason::{Code, Reason};
use crate::verify::Verifier;

const MEMBERS: &[&str] = &["bounds", "issuer", "lint", "version"];

const ISSUER: &[&str] = &[
    "algorithms",
    "audiences",
    "issuer",
    "keys",
    "leeway",
    "max_age",
    "require_exp",
    "required_claims",
    "types",
];

/// A bound that a policy may set.
struct BoundRow {
    name: &'static str,
    most: usize,
    set: fn(&mut Bounds, usize),
}

/// The members of `[bounds]`.
const BOUNDS: &[BoundRow] = &[
    BoundRow { name: "inflated_bytes", most: INFLATED_BYTES, set: |bounds, to| bounds.inflated_bytes = to },
    BoundRow { name: "json_depth", most: JSON_DEPTH, set: |bounds, to| bounds.json_depth = to },
    BoundRow {
        name: "pbes2_iterations",
        most: PBES2_ITERATIONS as usize,
        set: |bounds, to| bounds.pbes2_iterations = u32::try_from(to).unwrap_or(PBES2_ITERATIONS),
    },
    BoundRow { name: "signatures", most: SIGNATURES, set: |bounds, to| bounds.signatures = to },
    BoundRow { name: "token_bytes", most: TOKEN_BYTES_MOST, set: |bounds, to| bounds.token_bytes = to },
    BoundRow { name: "trial_keys", most: TRIAL_KEYS, set: |bounds, to| bounds.trial_keys = to },
];

/// A policy file that was read; its keys are still to be brought.
#[derive(Clone, Debug)]
pub struct PolicyFile {
    issuers: Vec<Issuer>,
    lint: Lint,
    bounds: Bounds,
    faults: Faults,
}

/// What one `[[issuer]]` says.
#[derive(Clone, Debug)]
struct Issuer {
    name: String,
    origin: Origin,
    keys: Place,
    listed: Vec<(Algorithm, Place)>,
    expect: Expectations,
}

impl PolicyFile {
    /// Reads the text of a policy.
    ///
    /// # Errors
    /// Every fault of the file but those of its keys: `policy-syntax`, `policy-member-unknown`,
    /// `policy-member-missing`, `policy-value`, `policy-repeated`; `too-long` over 4 MiB.
    pub fn read(bytes: &[u8]) -> Result<Self, PolicyError> {
        if bytes.len() > KEY_BYTES {
            let found = format!("{} bytes", bytes.len());
            return Err(Reason::new(Code::TooLong).found(found).expected("4 MiB").into());
        }
        let text = match core::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(fault) => {
                let at = fault.valid_up_to();
                let read = bytes.get(..at).map(String::from_utf8_lossy).unwrap_or_default();
                let mut faults = Faults::of(&read);
                let reason = Reason::new(Code::PolicySyntax).found("a byte that is no UTF-8");
                faults.push(reason, "", at..at + 1);
                return Err(faults.into_error());
            }
        };
        let mut faults = Faults::of(text);
        let table = match DeTable::parse(text) {
            Ok(table) => table,
            Err(fault) => {
                let reason = Reason::new(Code::PolicySyntax).found(visible_message(fault.message()));
                faults.push(reason, "", fault.span().unwrap_or_default());
                return Err(faults.into_error());
            }
        };
        let policy = Table::of("the policy", String::new(), &table, MEMBERS, &mut faults);
        version(&policy, &mut faults);
        let bounds = bounds(&policy, &mut faults);
        let lint = lint::read(&policy, &mut faults);
        let tables = policy.tables("issuer", "[[issuer]]", ISSUER, &mut faults);
        if let Some(value) = policy.get("issuer").filter(|_| tables.len() > POLICY_ISSUERS) {
            value.refuse_as(
                format!("{} tables", tables.len()),
                format!("{POLICY_ISSUERS} at most"),
                &mut faults,
            );
            return Err(faults.into_error());
        }
        let mut names = std::collections::HashSet::new();
        let mut issuers = Vec::new();
        for table in &tables {
            if let Some(value) = table.get("issuer")
                && let Some(name) = value.toml.as_str()
                && !names.insert(name.to_owned())
            {
                value.repeated(name, &mut faults);
            }
            issuers.extend(issuer(table, bounds, &mut faults));
        }
        let empty = Faults::of(text);
        faults.none_or(Self { issuers, lint, bounds, faults: empty })
    }

    /// The files and variables that hold the keys, in the order of the issuers.
    pub fn inputs(&self) -> impl Iterator<Item = &Input> {
        self.issuers.iter().filter_map(|issuer| match &issuer.origin {
            Origin::Brought(input, _) => Some(input),
            Origin::Inline(_) => None,
        })
    }

    /// The policy, with the keys that `bring` brings for each of the [`inputs`](Self::inputs), in their order.
    ///
    /// # Errors
    /// `policy-keys` for keys that cannot be used or were not brought, `policy-secret` for a secret that no variable
    /// brought, `policy-algorithm` for an algorithm that no key of its issuer fits.
    pub fn with_keys(
        self,
        mut bring: impl FnMut(&Input) -> Option<Zeroizing<Vec<u8>>>,
    ) -> Result<Policy, PolicyError> {
        let mut faults = self.faults;
        let mut rules = Vec::new();
        for Issuer { name: issuer, origin, keys: place, listed, mut expect } in self.issuers {
            let bytes = origin.bytes(&mut bring);
            let bytes = bytes.as_ref().map(|bytes| bytes.as_slice());
            let Some(keys) = keys::make(&origin, bytes, &issuer, &place, &mut faults) else { continue };
            keys::check_algorithms(&keys, &expect, &issuer, &listed, &place, &mut faults);
            expect.key_set = keys.is_set;
            let verifier = Verifier::expecting(keys.usable, expect);
            rules.push(Rules { issuer, verifier, left_out: keys.left_out });
        }
        faults.none_or(Policy::of(rules, self.lint, self.bounds))
    }
}

fn version(policy: &Table<'_>, faults: &mut Faults) {
    let Some(value) = policy.need("version", "version = 1", faults) else { return };
    if value.toml.as_integer().is_none_or(|number| number.radix() != 10 || number.as_str() != "1") {
        value.refuse("1", faults);
    }
}

fn bounds(policy: &Table<'_>, faults: &mut Faults) -> Bounds {
    let names: Vec<&'static str> = BOUNDS.iter().map(|row| row.name).collect();
    let mut bounds = Bounds::default();
    if let Some(table) = policy.table("bounds", "[bounds]", &names, faults) {
        for row in BOUNDS {
            let most = u64::try_from(row.most).unwrap_or(u64::MAX);
            if let Some(number) = table.get(row.name).and_then(|value| value.number(1, most, faults)) {
                (row.set)(&mut bounds, usize::try_from(number).unwrap_or(row.most));
            }
        }
    }
    bounds
}

fn issuer(table: &Table<'_>, bounds: Bounds, faults: &mut Faults) -> Option<Issuer> {
    let issuer = table
        .need("issuer", "issuer = \"https://auth.example.com\"", faults)
        .and_then(|value| value.text("the iss of its tokens, a string that is not empty", faults));
    let keys = table.need("keys", "keys = \"@jwks.json\"", faults);
    let origin = keys.as_ref().and_then(|value| Origin::read(value, faults));
    let audiences = table
        .need("audiences", "audiences = [\"https://api.example.com\"]", faults)
        .map(|value| value.texts("a list of one audience or more", faults))
        .unwrap_or_default();
    let texts = |name: &str, expected: &str, faults: &mut Faults| -> Vec<String> {
        let texts = table.get(name).map(|value| value.texts(expected, faults)).unwrap_or_default();
        texts.into_iter().map(|(text, _)| text).collect()
    };
    let types = texts("types", "a list of one type or more, such as \"at+jwt\"", faults);
    let required = texts("required_claims", "a list of one claim or more", faults);
    let duration = |name: &str, least, most, faults: &mut Faults| {
        table.get(name).and_then(|value| value.duration(least, most, faults))
    };
    let leeway = duration("leeway", 0, POLICY_LEEWAY_SECONDS, faults).unwrap_or_default();
    let max_age = duration("max_age", 1, POLICY_DURATION_SECONDS, faults);
    let require_exp = table.get("require_exp").and_then(|value| value.truth(faults)).unwrap_or(true);
    let listed: Vec<(Algorithm, Place)> = table
        .get("algorithms")
        .map(|value| value.texts("a list of one algorithm or more, such as \"ES256\"", faults))
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(name, value)| algorithm(&name, &value, faults))
        .collect();
    let expect = Expectations {
        issuer: Expected::OneOf(issuer.iter().cloned().collect()),
        audience: Expected::OneOf(audiences.into_iter().map(|(audience, _)| audience).collect()),
        types,
        leeway,
        max_age,
        bounds,
        required,
        allow_missing_exp: !require_exp,
        algorithms: (!listed.is_empty()).then(|| listed.iter().map(|(algorithm, _)| *algorithm).collect()),
        source: Source::Policy,
        ..Expectations::default()
    };
    Some(Issuer { name: issuer?, origin: origin?, keys: Place::of(&keys?), listed, expect })
}

/// An algorithm that signs, by its exact name.
fn algorithm(name: &str, value: &Value<'_>, faults: &mut Faults) -> Option<(Algorithm, Place)> {
    if let Some(algorithm) = Algorithm::named(name) {
        return Some((algorithm, Place::of(value)));
    }
    let found = compared(name);
    if name.eq_ignore_ascii_case("none") {
        value.refuse_as(found, "an algorithm that signs: none is no signature", faults);
    } else if KeyManagement::named(name).is_some() {
        value.refuse_as(
            format!("{found}, which encrypts and signs nothing"),
            "an algorithm that signs",
            faults,
        );
    } else {
        let names: Vec<&'static str> = Algorithm::ALL.iter().map(|known| known.as_str()).collect();
        let near = Algorithm::nearly_named(name)
            .map(Algorithm::as_str)
            .or_else(|| nearest(&name.to_ascii_uppercase(), &names));
        let expected = match near {
            Some(near) => format!("the name of an algorithm (the nearest is {near})"),
            None => "the name of an algorithm such as ES256".to_owned(),
        };
        value.refuse_as(found, expected, faults);
    }
    None
}

/// The words of the TOML parser, without the quotes that it puts around what it wants.
fn visible_message(message: &str) -> String {
    crate::reason::escape::visible(&message.replace('`', "'"))
}
