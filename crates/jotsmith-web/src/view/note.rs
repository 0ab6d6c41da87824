//! What there is to say of a kind that is recognised and not opened here.

use jotsmith::inspect::Layer;

pub(crate) fn notes(layer: &Layer) -> Vec<String> {
    let Some(foreign) = &layer.foreign else { return Vec::new() };
    let mut notes = vec![foreign.remedy.to_owned()];
    if foreign.payload.is_some() {
        notes.push("The payload is shown as it stands; nothing here proves who wrote it.".into());
    }
    notes
}
