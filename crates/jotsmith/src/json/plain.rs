//! The Deserializer of a text without escapes: claims borrow from it, and nothing of it changes.
//!
//! In goes the text of one value that was strictly parsed, as far as it reaches: a string or a number whose end is
//! known is not searched for its end.

use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::de::{Reader, Rest, Unfit, is_between, is_of_number, visit_number};
use super::string::closing_quote;

/// One value of a text that was strictly parsed and holds no escape.
#[derive(Clone, Copy)]
pub(crate) struct Plain<'s> {
    rest: &'s str,
    /// The value is a string, and `rest` is what stands between its quotes.
    bare: bool,
}

impl<'s> Plain<'s> {
    /// The value whose text this is.
    pub(crate) const fn new(rest: &'s str) -> Self {
        Self { rest, bare: false }
    }

    /// The string that has this between its quotes.
    pub(crate) const fn text(inside: &'s str) -> Self {
        Self { rest: inside, bare: true }
    }

    #[inline]
    fn take(&mut self, count: usize) -> &'s str {
        let (taken, rest) = self.rest.split_at_checked(count).unwrap_or_default();
        self.rest = rest;
        taken
    }
}

impl<'s> Rest<'s> for Plain<'s> {
    #[inline]
    fn peek(&mut self) -> u8 {
        if self.bare {
            return b'"';
        }
        loop {
            match self.rest.as_bytes().first() {
                Some(b) if is_between(*b) => self.skip(1),
                byte => return byte.copied().unwrap_or_default(),
            }
        }
    }

    #[inline]
    fn skip(&mut self, count: usize) {
        self.take(count);
    }

    #[inline]
    fn string(&mut self) -> Result<&'s str, Unfit> {
        if self.bare {
            self.bare = false;
            return Ok(self.take(self.rest.len()));
        }
        self.skip(1);
        let end = closing_quote(self.rest.as_bytes(), 0).unwrap_or_default();
        let inside = self.take(end);
        self.skip(1);
        Ok(inside)
    }

    #[inline]
    fn number(&mut self) -> &'s str {
        let length = self.rest.bytes().take_while(|b| is_of_number(*b)).count();
        self.take(length)
    }
}

impl<'s> Deserializer<'s> for Plain<'s> {
    type Error = Unfit;

    #[inline]
    fn deserialize_any<V: Visitor<'s>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.bare {
            return visitor.visit_borrowed_str(self.rest);
        }
        if self.rest.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
            return visit_number(self.rest, visitor);
        }
        let mut reader = Reader(self);
        reader.deserialize_any(visitor)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'s>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if !self.bare && self.rest == "null" { visitor.visit_none() } else { visitor.visit_some(self) }
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
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        let mut reader = Reader(self);
        reader.deserialize_enum(name, variants, visitor)
    }

    #[inline]
    fn deserialize_ignored_any<V: Visitor<'s>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        <V: Visitor<'s>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier
    }
}
