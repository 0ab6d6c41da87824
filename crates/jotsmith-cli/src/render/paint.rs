//! Colours: the same words with and without. Nothing is said by colour alone.

use anstyle::{AnsiColor, Style};

/// Whether colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paint {
    /// Words stand plain.
    Off,
    /// Words are coloured.
    On,
}

impl Paint {
    /// What is well.
    pub(crate) fn good(self, text: &str) -> String {
        self.styled(text, AnsiColor::Green.on_default().bold())
    }

    /// What is not.
    pub(crate) fn bad(self, text: &str) -> String {
        self.styled(text, AnsiColor::Red.on_default().bold())
    }

    /// What deserves a look.
    pub(crate) fn warn(self, text: &str) -> String {
        self.styled(text, AnsiColor::Yellow.on_default())
    }

    /// A heading.
    pub(crate) fn strong(self, text: &str) -> String {
        self.styled(text, Style::new().bold())
    }

    /// A name of a member.
    pub(crate) fn name(self, text: &str) -> String {
        self.styled(text, AnsiColor::Cyan.on_default())
    }

    /// What explains the rest.
    pub(crate) fn faint(self, text: &str) -> String {
        self.styled(text, Style::new().dimmed())
    }

    fn styled(self, text: &str, style: Style) -> String {
        match self {
            Self::On if !text.is_empty() => format!("{style}{text}{style:#}"),
            Self::On | Self::Off => text.to_owned(),
        }
    }
}
