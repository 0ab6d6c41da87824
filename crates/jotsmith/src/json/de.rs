//! The Deserializer of the accept path: claims borrow from the bytes they were decoded into.
//!
//! In goes a JSON text that the strict parser took already, as bytes that may be changed: an escape is undone in
//! place, never longer than it was, and the string is split off the slice. Nothing is allocated and nothing can fail
//! but the type the caller asks for.

use core::fmt;

use serde::de::{DeserializeSeed, EnumAccess, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};

use super::string::{Piece, Pieces};
use crate::text::digits;

/// The claims do not fit the type that the caller asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unfit(pub(crate) String);

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for Unfit {}

impl serde::de::Error for Unfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Reads one value from strictly parsed bytes.
///
/// # Errors
/// Where the value does not fit the type.
pub(crate) fn from_checked<'s, C: serde::Deserialize<'s>>(bytes: &'s mut [u8]) -> Result<C, Unfit> {
    C::deserialize(&mut Reader(Checked { rest: bytes }))
}

/// What is left to read of a text that was strictly parsed.
pub(super) trait Rest<'s> {
    /// The first byte past blanks, commas and colons.
    fn peek(&mut self) -> u8;
    fn skip(&mut self, count: usize);
    /// A string at its opening quote, its escapes undone.
    fn string(&mut self) -> Result<&'s str, Unfit>;
    /// The text of a number.
    fn number(&mut self) -> &'s str;
}

/// What is left of bytes that may be changed.
struct Checked<'s> {
    rest: &'s mut [u8],
}

impl<'s> Checked<'s> {
    /// Splits the first `count` bytes off.
    fn take(&mut self, count: usize) -> &'s mut [u8] {
        let rest = core::mem::take(&mut self.rest);
        let (taken, rest) = rest.split_at_mut_checked(count).unwrap_or_default();
        self.rest = rest;
        taken
    }
}

impl<'s> Rest<'s> for Checked<'s> {
    fn peek(&mut self) -> u8 {
        let blank = self.rest.iter().take_while(|b| is_between(**b)).count();
        self.skip(blank);
        self.rest.first().copied().unwrap_or_default()
    }

    fn skip(&mut self, count: usize) {
        self.take(count);
    }

    /// The escapes are undone in place.
    fn string(&mut self) -> Result<&'s str, Unfit> {
        self.skip(1);
        let mut escaped = false;
        let mut end = 0;
        loop {
            match self.rest.get(end) {
                Some(b'"') | None => break,
                Some(b'\\') => {
                    escaped = true;
                    end += 2;
                }
                Some(_) => end += 1,
            }
        }
        let inside = self.take(end);
        self.skip(1);
        let length = if escaped { unescape_in_place(inside) } else { inside.len() };
        let inside: &'s [u8] = inside;
        inside
            .get(..length)
            .and_then(|text| core::str::from_utf8(text).ok())
            .ok_or_else(|| Unfit("a string is no UTF-8".into()))
    }

    fn number(&mut self) -> &'s str {
        let length = self.rest.iter().take_while(|b| is_of_number(**b)).count();
        let bytes: &'s [u8] = self.take(length);
        core::str::from_utf8(bytes).unwrap_or_default()
    }
}

/// Whether the byte stands between the tokens of a JSON text.
pub(super) const fn is_between(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':')
}

pub(super) const fn is_of_number(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')
}

/// Hands the number to the visitor as the smallest type that holds it exactly, else as the nearest double.
pub(super) fn visit_number<'s, V: Visitor<'s>>(text: &str, visitor: V) -> Result<V::Value, Unfit> {
    if let Some(number) = digits(text.as_bytes()) {
        return visitor.visit_u64(number);
    }
    if let Ok(number) = text.parse::<u64>() {
        visitor.visit_u64(number)
    } else if let Ok(number) = text.parse::<i64>() {
        visitor.visit_i64(number)
    } else {
        match text.parse::<f64>() {
            Ok(number) => visitor.visit_f64(number),
            Err(_) => Err(Unfit("a number cannot be read".into())),
        }
    }
}

/// Undoes the escapes of the inside of a string where it stands; gives the length of what is left.
fn unescape_in_place(inside: &mut [u8]) -> usize {
    let mut read = 0;
    let mut write = 0;
    while read < inside.len() {
        // Plain bytes are moved; an escape, or two that make a pair, is read from a small copy.
        let mut copy = [0_u8; 12];
        let ahead = inside.get(read..).unwrap_or_default();
        let count = ahead.len().min(copy.len());
        if let (Some(to), Some(from)) = (copy.get_mut(..count), ahead.get(..count)) {
            to.copy_from_slice(from);
        }
        if copy[0] != b'\\' {
            if let Some(to) = inside.get_mut(write) {
                *to = copy[0];
            }
            (read, write) = (read + 1, write + 1);
            continue;
        }
        let (escape, length) = escape_at(&copy);
        read += length;
        let mut encoded = [0_u8; 4];
        let encoded = escape.encode_utf8(&mut encoded).as_bytes();
        if let Some(to) = inside.get_mut(write..write + encoded.len()) {
            to.copy_from_slice(encoded);
        }
        write += encoded.len();
    }
    write
}

/// The character of the escape that `bytes` begin with, and the bytes it took.
fn escape_at(bytes: &[u8; 12]) -> (char, usize) {
    let length = match bytes {
        [_, b'u', b'd' | b'D', b'8' | b'9' | b'a' | b'b' | b'A' | b'B', ..] => 12,
        [_, b'u', ..] => 6,
        _ => 2,
    };
    let text = bytes.get(..length).and_then(|b| core::str::from_utf8(b).ok()).unwrap_or_default();
    match Pieces::new(text).next() {
        Some(Piece::Char(c)) => (c, length),
        // The strict parser refused unpaired surrogates.
        Some(Piece::LoneSurrogate) | None => (char::REPLACEMENT_CHARACTER, length.min(6)),
    }
}

/// Reads values from what is left of a text.
pub(super) struct Reader<R>(pub(super) R);

impl<'s, R: Rest<'s>> Deserializer<'s> for &mut Reader<R> {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'s>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.0.peek() {
            b'{' => {
                self.0.skip(1);
                let mut inside = Inside { reader: self, ended: false };
                let value = visitor.visit_map(&mut inside)?;
                while !inside.ended {
                    inside.next_entry::<IgnoredAny, IgnoredAny>()?;
                }
                Ok(value)
            }
            b'[' => {
                self.0.skip(1);
                let mut inside = Inside { reader: self, ended: false };
                let value = visitor.visit_seq(&mut inside)?;
                if !inside.ended && inside.next_element::<IgnoredAny>()?.is_some() {
                    return Err(Unfit("an array holds more elements than the type".into()));
                }
                Ok(value)
            }
            b'"' => visitor.visit_borrowed_str(self.0.string()?),
            b't' => {
                self.0.skip(4);
                visitor.visit_bool(true)
            }
            b'f' => {
                self.0.skip(5);
                visitor.visit_bool(false)
            }
            b'n' => {
                self.0.skip(4);
                visitor.visit_unit()
            }
            _ => visit_number(self.0.number(), visitor),
        }
    }

    fn deserialize_option<V: Visitor<'s>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.0.peek() == b'n' {
            self.0.skip(4);
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'s>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'s>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        if self.0.peek() != b'{' {
            return visitor.visit_enum(Name(self));
        }
        self.0.skip(1);
        let value = visitor.visit_enum(Inside { reader: &mut *self, ended: false })?;
        if self.0.peek() != b'}' {
            return Err(Unfit("an object holds more members than the one of an enum".into()));
        }
        self.0.skip(1);
        Ok(value)
    }

    forward_to_deserialize_any! {
        <V: Visitor<'s>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// An enum written as the name of a variant alone: what follows the name is no part of it.
struct Name<'d, R>(&'d mut Reader<R>);

impl<R> Name<'_, R> {
    fn holds_nothing<T>() -> Result<T, Unfit> {
        Err(Unfit("the variant of an enum has no value".into()))
    }
}

impl<'s, R: Rest<'s>> EnumAccess<'s> for Name<'_, R> {
    type Error = Unfit;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'s>>(self, seed: V) -> Result<(V::Value, Self), Unfit> {
        Ok((seed.deserialize(&mut *self.0)?, self))
    }
}

impl<'s, R: Rest<'s>> VariantAccess<'s> for Name<'_, R> {
    type Error = Unfit;

    fn unit_variant(self) -> Result<(), Unfit> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'s>>(self, _seed: T) -> Result<T::Value, Unfit> {
        Self::holds_nothing()
    }

    fn tuple_variant<V: Visitor<'s>>(self, _len: usize, _visitor: V) -> Result<V::Value, Unfit> {
        Self::holds_nothing()
    }

    fn struct_variant<V: Visitor<'s>>(
        self,
        _fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Unfit> {
        Self::holds_nothing()
    }
}

/// The inside of an array or object, or of the object that an enum with a value is.
struct Inside<'d, R> {
    reader: &'d mut Reader<R>,
    ended: bool,
}

impl<'s, R: Rest<'s>> SeqAccess<'s> for Inside<'_, R> {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'s>>(&mut self, seed: T) -> Result<Option<T::Value>, Unfit> {
        if self.reader.0.peek() == b']' {
            self.reader.0.skip(1);
            self.ended = true;
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

impl<'s, R: Rest<'s>> MapAccess<'s> for Inside<'_, R> {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'s>>(&mut self, seed: K) -> Result<Option<K::Value>, Unfit> {
        if self.reader.0.peek() == b'}' {
            self.reader.0.skip(1);
            self.ended = true;
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'s>>(&mut self, seed: V) -> Result<V::Value, Unfit> {
        seed.deserialize(&mut *self.reader)
    }
}

impl<'s, R: Rest<'s>> EnumAccess<'s> for Inside<'_, R> {
    type Error = Unfit;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'s>>(self, seed: V) -> Result<(V::Value, Self), Unfit> {
        Ok((seed.deserialize(&mut *self.reader)?, self))
    }
}

impl<'s, R: Rest<'s>> VariantAccess<'s> for Inside<'_, R> {
    type Error = Unfit;

    fn unit_variant(self) -> Result<(), Unfit> {
        serde::Deserialize::deserialize(&mut *self.reader)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'s>>(self, seed: T) -> Result<T::Value, Unfit> {
        seed.deserialize(&mut *self.reader)
    }

    fn tuple_variant<V: Visitor<'s>>(self, _len: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.reader.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'s>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.reader.deserialize_any(visitor)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Level {
        Low,
        High(u8),
        Pair { a: i64 },
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Wrapped(u64);

    #[derive(Debug, PartialEq, Deserialize)]
    struct Sample<'s> {
        iss: &'s str,
        exp: f64,
        n: i64,
        w: Wrapped,
        o: Option<bool>,
        missing: Option<u8>,
        levels: Vec<Level>,
        nested: BTreeMap<&'s str, Vec<u8>>,
        tuple: (u8, &'s str),
    }

    #[test]
    fn fills_a_typed_struct_that_borrows_even_through_escapes() {
        let mut json = br#" { "iss" : "https:\/\/a\u00e9\ud83d\udd11\n", "exp":1.5e0,"n":-7,"w":9,"o":null,
            "levels":["low",{"high":3},{"pair":{"a":1}}],"nested":{"x\t":[1,2],"y":[]},"tuple":[1,"z"],"extra":[{"q":{}}] } "#.to_vec();
        let sample: Sample<'_> = from_checked(&mut json).unwrap();
        assert_eq!(
            sample,
            Sample {
                iss: "https://aé🔑\n",
                exp: 1.5,
                n: -7,
                w: Wrapped(9),
                o: None,
                missing: None,
                levels: vec![Level::Low, Level::High(3), Level::Pair { a: 1 }],
                nested: BTreeMap::from([("x\t", vec![1, 2]), ("y", vec![])]),
                tuple: (1, "z"),
            }
        );
    }

    #[test]
    fn refuses_an_array_longer_than_the_type() {
        let unfit = from_checked::<(u8, u8)>(&mut b"[1,2,3]".to_vec()).unwrap_err();
        assert_eq!(unfit.to_string(), "an array holds more elements than the type");
        assert_eq!(from_checked::<(u8, u8)>(&mut b"[1,2]".to_vec()), Ok((1, 2)));
    }

    #[test]
    fn an_enum_takes_nothing_that_stands_beside_it() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct Holder<'s> {
            #[serde(borrow)]
            level: Owned<'s>,
            sub: Option<&'s str>,
        }
        #[derive(Debug, PartialEq, Deserialize)]
        #[serde(rename_all = "lowercase")]
        enum Owned<'s> {
            Low,
            #[serde(borrow)]
            Named(&'s str),
        }
        let read = |json: &str| {
            let mut bytes = json.as_bytes().to_vec();
            from_checked::<Holder<'_>>(&mut bytes).map(|holder| format!("{holder:?}"))
        };
        let more = Err(Unfit("an object holds more members than the one of an enum".into()));
        assert_eq!(read(r#"{"level":{"named":"a","}":1},"sub":"b"}"#), more);
        assert_eq!(read(r#"{"level":{"low":null,"sub":"c"},"sub":"b"}"#), more);
        let bare = Err(Unfit("the variant of an enum has no value".into()));
        assert_eq!(read(r#"{"level":"named","sub":"b"}"#), bare);
        let low = Ok("Holder { level: Low, sub: Some(\"b\") }".to_owned());
        assert_eq!(read(r#"{"level":{"low":null},"sub":"b"}"#), low);
        assert_eq!(read(r#"{"level":"low","sub":"b"}"#), low);
    }

    #[test]
    fn says_what_does_not_fit() {
        let mut json = br#"{"iss":7}"#.to_vec();
        let unfit = from_checked::<Sample<'_>>(&mut json).unwrap_err();
        assert_eq!(unfit.to_string(), "invalid type: integer `7`, expected a borrowed string");
    }

    proptest! {
        #[test]
        fn reads_any_json_as_serde_json_does(map in prop::collection::btree_map(any::<String>(), prop_oneof![
            any::<String>().prop_map(serde_json::Value::from), any::<i64>().prop_map(serde_json::Value::from),
            any::<bool>().prop_map(serde_json::Value::from), prop::collection::vec(any::<String>(), 0..4).prop_map(serde_json::Value::from)], 0..8)) {
            let text = serde_json::to_string(&map).unwrap().replace('/', "\\/");
            let mut bytes = text.into_bytes();
            let ours: BTreeMap<String, serde_json::Value> = from_checked(&mut bytes).unwrap();
            prop_assert_eq!(ours, map);
        }
    }
}
