//! Reading one value of a policy: its type, its range, and the sentence where it is another.
//!
//! A [`Table`] enters and typed values leave; what is wrong goes to the list of faults and reading goes on, so that one
//! run tells everything.

use core::ops::Range;
use std::collections::HashSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::Faults;
use crate::limits::POLICY_DURATION_SECONDS;
use crate::reason::escape::{compared, visible};
use crate::reason::{Code, Reason, push_pointer};
use crate::text::time::Seconds;

/// A value with its name and its bytes.
#[derive(Clone, Debug)]
pub(super) struct Value<'t> {
    /// `the member leeway`, `an entry of algorithms`.
    pub(super) name: String,
    pub(super) pointer: String,
    pub(super) span: Range<usize>,
    pub(super) toml: &'t DeValue<'t>,
}

/// A table of the file: what it is called in a sentence, and the members that it may have.
#[derive(Clone, Debug)]
pub(super) struct Table<'t> {
    /// `The policy`, `[[issuer]]`, `[bounds]`.
    name: &'static str,
    pointer: String,
    span: Range<usize>,
    members: &'t DeTable<'t>,
}

impl<'t> Table<'t> {
    /// The table, with a fault for each member that is not among `known`.
    pub(super) fn of(
        name: &'static str,
        pointer: String,
        table: &'t Spanned<DeTable<'t>>,
        known: &[&'static str],
        faults: &mut Faults,
    ) -> Self {
        Self::within(name, pointer, table.get_ref(), table.span(), known, faults)
    }

    fn within(
        name: &'static str,
        pointer: String,
        members: &'t DeTable<'t>,
        span: Range<usize>,
        known: &[&'static str],
        faults: &mut Faults,
    ) -> Self {
        for (key, _) in members {
            let found = key.get_ref();
            if !known.contains(&found.as_ref()) && !faults.are_full() {
                let mut inner = pointer.clone();
                push_pointer(&mut inner, found);
                let mut reason = Reason::new(Code::PolicyMemberUnknown)
                    .with("table", name)
                    .found(compared(found))
                    .with("members", known.join(", "));
                if let Some(near) = nearest(found, known) {
                    reason = reason.expected(near);
                }
                faults.push(reason, &inner, key.span());
            }
        }
        Self { name, pointer, span, members }
    }

    /// The value of this name.
    pub(super) fn get(&self, name: &str) -> Option<Value<'t>> {
        let (_, value) = self.members.iter().find(|(key, _)| key.get_ref() == name)?;
        Some(self.value(name, value))
    }

    /// The value of this name, which must be there; `example` is a line that would do.
    pub(super) fn need(&self, name: &'static str, example: &str, faults: &mut Faults) -> Option<Value<'t>> {
        let found = self.get(name);
        if found.is_none() {
            let reason = Reason::new(Code::PolicyMemberMissing).with("table", self.name).found(name);
            faults.push(reason.expected(example), &self.pointer, self.span.clone());
        }
        found
    }

    /// Every member with its value, in the order of their names.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'t str, Range<usize>, Value<'t>)> {
        self.members.iter().map(|(key, value)| {
            let name: &'t str = key.get_ref();
            (name, key.span(), self.value(name, value))
        })
    }

    /// The table inside it that is called so.
    pub(super) fn table(
        &self,
        member: &str,
        name: &'static str,
        known: &[&'static str],
        faults: &mut Faults,
    ) -> Option<Self> {
        let value = self.get(member)?;
        value.table(name, known, faults)
    }

    /// The tables of the array inside it that is called so.
    pub(super) fn tables(
        &self,
        member: &str,
        name: &'static str,
        known: &[&'static str],
        faults: &mut Faults,
    ) -> Vec<Self> {
        let Some(value) = self.get(member) else { return Vec::new() };
        let Some(array) = value.toml.as_array() else {
            value.refuse(format!("tables, each begun by {name}"), faults);
            return Vec::new();
        };
        let elements = value.elements(array);
        elements.into_iter().filter_map(|element| element.table(name, known, faults)).collect()
    }

    fn value(&self, name: &str, value: &'t Spanned<DeValue<'t>>) -> Value<'t> {
        let mut pointer = self.pointer.clone();
        push_pointer(&mut pointer, name);
        Value {
            name: format!("the member {}", visible(name)),
            pointer,
            span: value.span(),
            toml: value.get_ref(),
        }
    }
}

impl<'t> Value<'t> {
    /// Says that the value is not what is expected.
    pub(super) fn refuse(&self, expected: impl Into<String>, faults: &mut Faults) {
        self.refuse_as(self.kind(), expected, faults);
    }

    /// The same with other words for what was found.
    pub(super) fn refuse_as(
        &self,
        found: impl Into<String>,
        expected: impl Into<String>,
        faults: &mut Faults,
    ) {
        let reason = Reason::new(Code::PolicyValue).with("name", self.name.clone());
        self.fault(reason.found(found).expected(expected), faults);
    }

    /// Says that the value names something twice.
    pub(super) fn repeated(&self, what: &str, faults: &mut Faults) {
        let reason = Reason::new(Code::PolicyRepeated).with("name", self.name.clone());
        self.fault(reason.found(compared(what)), faults);
    }

    pub(super) fn fault(&self, reason: Reason, faults: &mut Faults) {
        faults.push(reason, &self.pointer, self.span.clone());
    }

    /// A string that is not empty.
    pub(super) fn text(&self, expected: &str, faults: &mut Faults) -> Option<String> {
        let text = self.toml.as_str().filter(|text| !text.is_empty());
        if text.is_none() {
            self.refuse(expected, faults);
        }
        text.map(str::to_owned)
    }

    /// An array of strings: one at least, none empty, none twice. Each comes with its place.
    pub(super) fn texts(&self, expected: &str, faults: &mut Faults) -> Vec<(String, Self)> {
        let Some(array) = self.toml.as_array().filter(|array| !array.is_empty()) else {
            self.refuse(expected, faults);
            return Vec::new();
        };
        let mut seen = HashSet::new();
        let mut texts = Vec::new();
        for element in self.elements(array) {
            match element.toml.as_str().filter(|text| !text.is_empty()) {
                Some(text) if seen.insert(text) => texts.push((text.to_owned(), element.clone())),
                Some(text) => element.repeated(text, faults),
                None => element.refuse("a string that is not empty", faults),
            }
        }
        texts
    }

    /// Whether it is so.
    pub(super) fn truth(&self, faults: &mut Faults) -> Option<bool> {
        let truth = self.toml.as_bool();
        if truth.is_none() {
            self.refuse("true or false", faults);
        }
        truth
    }

    /// A whole number from `least` to `most`.
    pub(super) fn number(&self, least: u64, most: u64, faults: &mut Faults) -> Option<u64> {
        let number = self.integer().filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.refuse(format!("a whole number from {least} to {most}"), faults);
        }
        number
    }

    /// A duration from `least` to `most` seconds: whole seconds, or text such as `30s`.
    pub(super) fn duration(&self, least: u64, most: u64, faults: &mut Faults) -> Option<Seconds> {
        let seconds = match self.toml.as_str() {
            Some(text) => Seconds::parse(text),
            None => self.integer().map(Seconds),
        };
        let most = most.min(POLICY_DURATION_SECONDS);
        let seconds = seconds.filter(|seconds| (least..=most).contains(&seconds.0));
        if seconds.is_none() {
            let (least, most) = (Seconds(least), Seconds(most));
            self.refuse(
                format!("a duration from {least} to {most}, as 90, \"30s\", \"15m\" or \"12h\""),
                faults,
            );
        }
        seconds
    }

    /// The table that it is.
    pub(super) fn table(
        &self,
        name: &'static str,
        known: &[&'static str],
        faults: &mut Faults,
    ) -> Option<Table<'t>> {
        let Some(table) = self.toml.as_table() else {
            self.refuse(format!("the table {name}"), faults);
            return None;
        };
        Some(Table::within(name, self.pointer.clone(), table, self.span.clone(), known, faults))
    }

    /// A table whose members are not known beforehand.
    pub(super) fn open_table(&self, name: &'static str, faults: &mut Faults) -> Option<Table<'t>> {
        let Some(members) = self.toml.as_table() else {
            self.refuse(format!("the table {name}"), faults);
            return None;
        };
        Some(Table { name, pointer: self.pointer.clone(), span: self.span.clone(), members })
    }

    fn elements(&self, array: &'t [Spanned<DeValue<'t>>]) -> Vec<Self> {
        let element = |(index, value): (usize, &'t Spanned<DeValue<'t>>)| Self {
            name: self.name.replacen("the member", "an entry of", 1),
            pointer: format!("{}/{index}", self.pointer),
            span: value.span(),
            toml: value.get_ref(),
        };
        array.iter().enumerate().map(element).collect()
    }

    fn integer(&self) -> Option<u64> {
        let integer = self.toml.as_integer()?;
        u64::from_str_radix(integer.as_str(), integer.radix()).ok()
    }

    /// What it is, as a sentence wants it. A string may be a secret in the wrong place, so it is cut.
    fn kind(&self) -> String {
        match self.toml {
            DeValue::String(text) if text.is_empty() => "an empty string".into(),
            DeValue::String(text) => crate::reason::escape::quoted(text),
            DeValue::Integer(number) => crate::reason::escape::quoted(&number.to_string()).replace('"', ""),
            DeValue::Float(_) => "a number with a fraction".into(),
            DeValue::Boolean(truth) => truth.to_string(),
            DeValue::Datetime(_) => "a date".into(),
            DeValue::Array(array) if array.is_empty() => "an empty list".into(),
            DeValue::Array(_) => "a list".into(),
            DeValue::Table(_) => "a table".into(),
        }
    }
}

/// The known name that was probably meant.
pub(super) fn nearest<'k>(found: &str, known: &[&'k str]) -> Option<&'k str> {
    if found.len() > 40 {
        return None;
    }
    let plain = |name: &str| name.to_ascii_lowercase().replace('-', "_");
    let found = plain(found);
    let near = known.iter().map(|name| (distance(&found, &plain(name)), *name));
    let (distance, name) = near.min_by_key(|(distance, _)| *distance)?;
    // A third of the letters may differ: `audience` is `audiences`, `leway` is `leeway`, `colour` is nothing here.
    (distance <= 1.max(name.len() / 3)).then_some(name)
}

/// How many letters must be put in, left out or changed (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        let mut next = vec![left];
        for (cell, known) in row.iter().skip(1).zip(&other) {
            let changed = diagonal + usize::from(letter != *known);
            left = changed.min(left + 1).min(cell + 1);
            diagonal = *cell;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_told_and_a_far_one_is_not() {
        let known = ["algorithms", "audiences", "leeway", "max_age", "require_exp"];
        for (found, near) in [
            ("audience", Some("audiences")),
            ("leway", Some("leeway")),
            ("max-age", Some("max_age")),
            ("Leeway", Some("leeway")),
            ("alg", None),
            ("colour", None),
            (&"x".repeat(100), None),
        ] {
            assert_eq!(nearest(found, &known), near, "{found}");
        }
    }

    #[test]
    fn the_distance_counts_letters() {
        for (one, other, letters) in
            [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("flaw", "lawn", 2)]
        {
            assert_eq!(distance(one, other), letters, "{one} {other}");
        }
    }
}
