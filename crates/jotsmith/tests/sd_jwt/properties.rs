//! What holds of any choice of disclosures and of any bytes.

use jotsmith::profile::sd_jwt::{SdJwtHolder, SdJwtIssuer};
use proptest::prelude::*;
use proptest::sample::subsequence;

use crate::{KEY, judge};

const POINTERS: &[&str] = &["/a", "/b", "/o/x", "/o/y", "/l/0", "/l/1", "/l/2/z"];
const ALL: &[u8] = br#"{"a":1,"b":"two","o":{"x":[1,2],"y":null},"l":["p","q",{"z":true}],"plain":{"k":0}}"#;

/// The claims that are left where these are kept back, by an independent walk.
fn without(hidden: &[&str]) -> serde_json::Value {
    fn walk(value: &serde_json::Value, at: &str, hidden: &[&str]) -> serde_json::Value {
        match value {
            serde_json::Value::Object(members) => members
                .iter()
                .filter(|(name, _)| !hidden.contains(&format!("{at}/{name}").as_str()))
                .map(|(name, value)| (name.clone(), walk(value, &format!("{at}/{name}"), hidden)))
                .collect(),
            serde_json::Value::Array(elements) => elements
                .iter()
                .enumerate()
                .filter(|(index, _)| !hidden.contains(&format!("{at}/{index}").as_str()))
                .map(|(index, value)| walk(value, &format!("{at}/{index}"), hidden))
                .collect(),
            serde_json::Value::Null
            | serde_json::Value::Bool(_)
            | serde_json::Value::Number(_)
            | serde_json::Value::String(_) => value.clone(),
        }
    }
    walk(&serde_json::from_slice(ALL).unwrap(), "", hidden)
}

proptest! {
    #[test]
    fn any_subset_of_disclosures_verifies_to_exactly_these_claims(
        chosen in subsequence(POINTERS.to_vec(), 0..=POINTERS.len()),
        keep in any::<u8>(),
        decoys in 0_usize..3,
    ) {
        let mut issuer = SdJwtIssuer::new(&KEY).decoys(decoys);
        for pointer in &chosen {
            issuer = issuer.disclose(pointer);
        }
        let mut holder = SdJwtHolder::parse(&issuer.issue(ALL).unwrap()).unwrap();
        let mut hidden = Vec::new();
        for (index, pointer) in chosen.iter().enumerate() {
            if keep >> index & 1 == 1 {
                holder = holder.disclose(pointer).unwrap();
            } else {
                hidden.push(*pointer);
            }
        }
        let verdict = judge(&holder.present());
        prop_assert!(verdict.accept(), "{}", verdict.sentence());
        let claims: serde_json::Value = serde_json::from_slice(verdict.payload().unwrap()).unwrap();
        prop_assert_eq!(claims, without(&hidden));
    }

    #[test]
    fn a_flipped_bit_anywhere_is_refused(at in any::<prop::sample::Index>(), bit in 0_u8..7) {
        let issued = SdJwtIssuer::new(&KEY).disclose("/a").disclose("/l/1").issue(ALL).unwrap();
        let mut bytes = issued.into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        prop_assert!(!judge(&text).accept(), "{}", text);
    }

    #[test]
    fn disclosures_that_are_doubled_or_foreign_are_refused(index in 1_usize..3) {
        let issued = SdJwtIssuer::new(&KEY).disclose("/a").disclose("/b").issue(ALL).unwrap();
        let other = SdJwtIssuer::new(&KEY).disclose("/a").disclose("/b").issue(ALL).unwrap();
        let doubled = format!("{issued}{}~", issued.split('~').nth(index).unwrap());
        prop_assert!(!judge(&doubled).accept());
        let foreign = format!("{issued}{}~", other.split('~').nth(index).unwrap());
        prop_assert!(!judge(&foreign).accept());
        // The order of disclosures is nobody's business: swapped, they say the same.
        let pieces: Vec<&str> = issued.split('~').collect();
        let swapped = [pieces[0], pieces[2], pieces[1], ""].join("~");
        prop_assert!(judge(&swapped).accept());
    }

    #[test]
    fn nothing_panics_on_any_pieces(pieces in prop::collection::vec("[A-Za-z0-9_.~-]{0,40}", 0..6)) {
        let text = pieces.join("~");
        judge(&text);
        prop_assert!(SdJwtHolder::parse(&text).is_err());
    }
}
