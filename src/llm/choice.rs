//! Which endpoint counts. Each level is a set: a key goes to no base URL but the one it was configured with.

use super::endpoint::{BaseUrlError, Endpoint};
use super::key::KeySource;

/// Where a key goes that is configured as OpenAI's and with no base URL.
const OPENAI: &str = "https://api.openai.com/v1";

/// What one place says about the endpoint. Blank texts say nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Level {
    /// The base URL.
    pub base_url: Option<String>,
    /// The model's name.
    pub model: Option<String>,
    /// Where the key is.
    pub key: Option<KeySource>,
}

/// The places, the first of which counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Levels {
    /// The command line. It never holds a key.
    pub flags: Level,
    /// `VIVA_BASE_URL`, `VIVA_API_KEY`, `VIVA_MODEL`.
    pub viva: Level,
    /// `[llm]` in the configuration.
    pub config: Level,
    /// `OPENAI_BASE_URL` or `OPENAI_API_BASE`, `OPENAI_API_KEY`, `OPENAI_MODEL`.
    pub openai: Level,
}

/// The name of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelName {
    /// The command line.
    Flags,
    /// `VIVA_...` in the environment.
    Viva,
    /// The configuration file.
    Config,
    /// `OPENAI_...` in the environment.
    OpenAi,
}

/// The endpoint that counts, before its key is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The level that named the base URL.
    pub from: LevelName,
    /// The base URL as it was written.
    pub base_url: String,
    /// The model's name.
    pub model: Option<String>,
    /// Where its key is.
    pub key: Option<KeySource>,
    /// Levels whose key is not used, because it was not configured with this base URL.
    pub keys_unused: Vec<LevelName>,
}

impl Levels {
    /// The levels of the environment; the others are empty. `lookup` reads a variable.
    pub fn from_environment(lookup: impl Fn(&str) -> Option<String>) -> Self {
        let level = |urls: &[&str], key: &'static str, model: &str| Level {
            base_url: urls.iter().find_map(|name| said(lookup(name))),
            model: said(lookup(model)),
            key: said(lookup(key)).map(|_| KeySource::Variable(key.to_owned())),
        };
        Self {
            viva: level(&["VIVA_BASE_URL"], "VIVA_API_KEY", "VIVA_MODEL"),
            openai: level(
                &["OPENAI_BASE_URL", "OPENAI_API_BASE"],
                "OPENAI_API_KEY",
                "OPENAI_MODEL",
            ),
            ..Self::default()
        }
    }

    fn in_order(&self) -> [(LevelName, &Level); 4] {
        [
            (LevelName::Flags, &self.flags),
            (LevelName::Viva, &self.viva),
            (LevelName::Config, &self.config),
            (LevelName::OpenAi, &self.openai),
        ]
    }
}

/// The endpoint that counts: the base URL of the first level that names one, with that level's key. The model may come from a
/// level above it, never from one below. None: nothing is configured.
///
/// # Errors
/// When the base URL that counts is none.
pub fn choose(levels: &Levels) -> Result<Option<Chosen>, BaseUrlError> {
    let levels = levels.in_order();
    let Some((at, base_url)) = levels
        .iter()
        .enumerate()
        .find_map(|(at, (name, level))| Some((at, base_url(*name, level)?)))
    else {
        return Ok(None);
    };
    let base = base(&base_url)?;
    // The same base URL in a level below is the same endpoint, so its key and its model belong to it too.
    let same = |(name, level): &(LevelName, &Level)| {
        self::base_url(*name, level).is_some_and(|url| self::base(&url).ok() == Some(base.clone()))
    };
    let key = levels[at..]
        .iter()
        .filter(|level| same(level))
        .find_map(|(name, level)| Some((*name, level.key.clone()?)));
    let above = levels[..=at].iter();
    let model = above
        .chain(levels[at..].iter().filter(|level| same(level)))
        .find_map(|(_, level)| said(level.model.clone()));
    let used = key.as_ref().map(|(name, _)| *name);
    Ok(Some(Chosen {
        from: levels[at].0,
        base_url,
        model,
        keys_unused: levels
            .iter()
            .filter(|(name, level)| level.key.is_some() && Some(*name) != used)
            .map(|(name, _)| *name)
            .collect(),
        key: key.map(|(_, source)| source),
    }))
}

/// The base URL that a level stands for.
fn base_url(name: LevelName, level: &Level) -> Option<String> {
    said(level.base_url.clone())
        .or_else(|| (name == LevelName::OpenAi && level.key.is_some()).then(|| OPENAI.to_owned()))
}

/// A base URL in its one shape, for comparing.
fn base(url: &str) -> Result<String, BaseUrlError> {
    Ok(Endpoint::new(url, None, None)?.base_url().to_owned())
}

/// The text, unless it is blank.
fn said(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Chosen, KeySource, Level, LevelName, Levels, choose};

    /// A level from "base url, model, key", where `-` says nothing.
    fn level(text: &str) -> Level {
        let mut parts = text
            .split_whitespace()
            .map(|part| (part != "-").then(|| part.to_owned()));
        let mut next = || parts.next().flatten();
        Level {
            base_url: next(),
            model: next(),
            key: next().map(KeySource::Variable),
        }
    }

    fn choice(levels: [&str; 4]) -> Option<Chosen> {
        let [flags, viva, config, openai] = levels.map(level);
        choose(&Levels {
            flags,
            viva,
            config,
            openai,
        })
        .unwrap()
    }

    #[test]
    fn a_key_goes_to_no_base_url_but_its_own() {
        use LevelName::{Config, Flags, OpenAi, Viva};
        type Expected<'a> = (LevelName, &'a str, &'a str, &'a str, &'a [LevelName]);
        // Flags, VIVA_*, [llm], OPENAI_*: what counts, from where, and whose keys don't.
        let cases: &[([&str; 4], Expected<'_>)] = &[
            (
                ["", "", "", "http://o m k"],
                (OpenAi, "http://o", "m", "k", &[]),
            ),
            (
                ["", "", "", "- - k"],
                (OpenAi, "https://api.openai.com/v1", "-", "k", &[]),
            ),
            (
                ["", "", "", "- m k"],
                (OpenAi, "https://api.openai.com/v1", "m", "k", &[]),
            ),
            (
                ["", "", "http://c m -", "- - k"],
                (Config, "http://c", "m", "-", &[OpenAi]),
            ),
            (
                ["", "", "http://c m k", "http://o n l"],
                (Config, "http://c", "m", "k", &[OpenAi]),
            ),
            (
                ["", "http://v - -", "http://c m k", ""],
                (Viva, "http://v", "-", "-", &[Config]),
            ),
            (
                ["http://f m -", "http://v n k", "", ""],
                (Flags, "http://f", "m", "-", &[Viva]),
            ),
            // A key that was configured with no base URL goes nowhere; a model may be said above.
            (
                ["", "- n k", "http://c m -", ""],
                (Config, "http://c", "n", "-", &[Viva]),
            ),
            (
                ["- f -", "", "http://c m k", ""],
                (Config, "http://c", "f", "k", &[]),
            ),
            (
                ["- f -", "- v -", "", "- - k"],
                (OpenAi, "https://api.openai.com/v1", "f", "k", &[]),
            ),
            // A model below belongs to another endpoint.
            (
                ["http://f - -", "", "http://c m k", ""],
                (Flags, "http://f", "-", "-", &[Config]),
            ),
            // The same base URL said twice is one endpoint, however it is written.
            (
                ["http://c - -", "", "http://c/v1/ m k", ""],
                (Flags, "http://c", "m", "k", &[]),
            ),
            (
                ["", "", "https://api.openai.com - -", "- m k"],
                (Config, "https://api.openai.com", "m", "k", &[]),
            ),
            (
                ["http://c:80 - -", "", "http://c m k", ""],
                (Flags, "http://c:80", "m", "k", &[]),
            ),
            (
                ["https://c - -", "", "http://c m k", ""],
                (Flags, "https://c", "-", "-", &[Config]),
            ),
        ];
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        for (levels, expected) in cases {
            let chosen = choice(*levels).unwrap();
            let key = chosen.key.map(|source| match source {
                KeySource::Variable(name) => name,
                other => panic!("{other:?}"),
            });
            let found = (
                chosen.from,
                chosen.base_url.as_str(),
                &*or_dash(chosen.model),
                &*or_dash(key),
                chosen.keys_unused.as_slice(),
            );
            assert_eq!(found, *expected, "{levels:?}");
        }
    }

    #[test]
    fn without_a_base_url_or_openais_key_nothing_is_chosen() {
        for levels in [["", "", "", ""], ["- m -", "- m k", "- m k", "- m -"]] {
            assert_eq!(choice(levels), None, "{levels:?}");
        }
    }

    #[test]
    fn the_environment_is_read_by_its_names_and_blank_is_unset() {
        let levels = Levels::from_environment(|name| match name {
            "VIVA_BASE_URL" | "OPENAI_BASE_URL" => Some(" ".to_owned()),
            "OPENAI_API_BASE" => Some("http://old".to_owned()),
            "OPENAI_API_KEY" => Some("sk-1".to_owned()),
            "VIVA_MODEL" => Some("m".to_owned()),
            _ => None,
        });
        assert_eq!(levels.viva, level("- m -"));
        assert_eq!(levels.openai, level("http://old - OPENAI_API_KEY"));
    }
}
