//! The bank that is part of the program.

/// A question and rubric as text, with what choosing a question needs.
pub(super) struct EmbeddedItem {
    pub(super) id: &'static str,
    pub(super) level: &'static str,
    pub(super) kind: &'static str,
    pub(super) minutes: u8,
    pub(super) sources: &'static [&'static str],
    pub(super) variant_of: Option<&'static str>,
    pub(super) question: &'static str,
    pub(super) rubric: Packed,
}

/// A text that the build script packed. The rubrics are most of the bank, and are read one at a time.
pub(super) struct Packed(&'static [u8]);

impl Packed {
    /// The text, unpacked anew: all of them take two milliseconds.
    pub(super) fn text(&self) -> String {
        let bytes = lz4_flex::block::decompress_size_prepended(self.0)
            .expect("the build script packs what can be unpacked");
        String::from_utf8(bytes).expect("the build script packs text")
    }
}

include!(concat!(env!("OUT_DIR"), "/bank.rs"));
