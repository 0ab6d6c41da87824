//! Stands where the page has no quick twin of the strict parser: there, small code is worth more.

use super::parse::Sink;

/// Nothing to keep.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Frames;

/// The text is not for us.
pub(crate) fn run(_text: &str, _frames: &mut Frames, _sink: &mut impl Sink) -> bool {
    false
}
