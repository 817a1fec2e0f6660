//! Where a model is reached: a base URL in any of the shapes people paste, a key, a model's name.

use std::fmt;
use std::net::IpAddr;

use reqwest::Url;

use super::secret::Secret;

/// A server that speaks the protocol, with the key that goes to it and to no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    base: Url,
    /// The key. Without one no Authorization header is sent.
    pub key: Option<Secret>,
    /// The model's name.
    pub model: Option<String>,
}

/// Why a text is no base URL. A password in it is not repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlError {
    /// Not a URL.
    #[error("{url:?} is no URL of a server: {why}")]
    NotAUrl {
        /// What was given.
        url: String,
        /// What is wrong with it.
        why: String,
    },
    /// Another protocol than HTTP.
    #[error("the base URL starts with {scheme}://, not with http:// or https://")]
    Scheme {
        /// What it starts with.
        scheme: String,
    },
    /// A user's name or a password in it.
    #[error("the base URL holds a user's name or a password")]
    Credentials,
    /// Something after `?`.
    #[error("the base URL holds a query (`?...`)")]
    Query,
}

/// Whose machine a host is, as far as its name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// What is sent stays on this machine.
    ThisMachine,
    /// A private address, or a name that only a local network knows.
    LocalNetwork,
    /// Anywhere.
    Internet,
}

/// A host as consent texts name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// Name or address, with the port where it is not the scheme's own.
    pub name: String,
    /// Whose machine it is.
    pub place: Place,
    /// Whether it is reached over TLS.
    pub encrypted: bool,
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match self.place {
            Place::ThisMachine => " (this machine)",
            Place::LocalNetwork if self.encrypted => " (your network)",
            Place::LocalNetwork => " (your network, not encrypted)",
            Place::Internet if self.encrypted => "",
            Place::Internet => " (not encrypted)",
        };
        write!(f, "{}{place}", self.name)
    }
}

/// What people paste behind the base.
const ROUTES: &[&str] = &[
    "/chat/completions",
    "/completions",
    "/responses",
    "/models",
    "/audio/transcriptions",
    "/audio/speech",
];

/// Hosts whose base is known to be another than `/v1`.
const KNOWN_BASES: &[(&str, &str)] = &[
    ("openrouter.ai", "/api/v1"),
    ("api.groq.com", "/openai/v1"),
    ("generativelanguage.googleapis.com", "/v1beta/openai"),
];

/// The port at which Ollama listens; its own protocol is under `/api`.
const OLLAMA: u16 = 11434;

impl Endpoint {
    /// Takes a base URL with or without scheme, `/v1`, trailing slash, or a whole `/chat/completions`.
    ///
    /// # Errors
    /// When that is no URL of a server, or holds what does not belong there.
    pub fn new(
        base_url: &str,
        key: Option<Secret>,
        model: Option<String>,
    ) -> Result<Self, BaseUrlError> {
        let base = base_of(base_url)?;
        Ok(Self { base, key, model })
    }

    /// The base URL, without a slash at the end.
    pub fn base_url(&self) -> &str {
        self.base.as_str().trim_end_matches('/')
    }

    /// The URL of a route such as `chat/completions`.
    pub(super) fn url(&self, route: &str) -> String {
        format!("{}/{route}", self.base_url())
    }

    /// Whether TLS is spoken.
    pub(super) fn is_encrypted(&self) -> bool {
        self.base.scheme() == "https"
    }

    /// Whose machine the host is.
    pub(super) fn place(&self) -> Place {
        place_of(self.base.host_str().unwrap_or_default())
    }

    /// The host as consent texts name it.
    pub fn host(&self) -> Host {
        let name = self.base.host_str().unwrap_or_default();
        Host {
            name: match self.base.port() {
                Some(port) => format!("{name}:{port}"),
                None => name.to_owned(),
            },
            place: self.place(),
            encrypted: self.is_encrypted(),
        }
    }

    /// The base URL that is probably right when this one has no such route; none when this one looks right.
    pub(super) fn likely_base(&self) -> Option<String> {
        let host = self.base.host_str()?;
        let path = self.base.path().trim_end_matches('/');
        let known = KNOWN_BASES.iter().find(|(name, _)| *name == host);
        let likely = match known {
            Some((_, right)) => (*right).to_owned(),
            None if self.base.port() == Some(OLLAMA) => "/v1".to_owned(),
            None if path.ends_with("/v1") => match path.len() {
                3 => return None,
                _ => "/v1".to_owned(),
            },
            None => format!("{path}/v1"),
        };
        let mut base = self.base.clone();
        base.set_path(&likely);
        (likely != path).then(|| base.as_str().trim_end_matches('/').to_owned())
    }
}

fn base_of(given: &str) -> Result<Url, BaseUrlError> {
    let given = given.trim();
    let with_scheme = if given.contains("://") {
        given.to_owned()
    } else {
        let host = given.split(['/', '?', '#']).next().unwrap_or_default();
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        match place_of(name) {
            Place::Internet => format!("https://{given}"),
            Place::ThisMachine | Place::LocalNetwork => format!("http://{given}"),
        }
    };
    let mut url = Url::parse(&with_scheme).map_err(|error| BaseUrlError::NotAUrl {
        // What stands before an `@` may be a password.
        url: given.rsplit('@').next().unwrap_or_default().to_owned(),
        why: error.to_string(),
    })?;
    if !matches!(url.scheme(), "http" | "https") {
        let scheme = url.scheme().to_owned();
        return Err(BaseUrlError::Scheme { scheme });
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(BaseUrlError::Credentials);
    }
    if url.query().is_some() {
        return Err(BaseUrlError::Query);
    }
    url.set_fragment(None);
    let mut path = url.path().trim_end_matches('/');
    for route in ROUTES {
        path = path
            .strip_suffix(route)
            .unwrap_or(path)
            .trim_end_matches('/');
    }
    let path = if path.is_empty() { "/v1" } else { path }.to_owned();
    url.set_path(&path);
    Ok(url)
}

fn place_of(host: &str) -> Place {
    let host = host.trim_matches(['[', ']']).trim_end_matches('.');
    if let Ok(address) = host.parse::<IpAddr>() {
        return match address {
            address if address.is_loopback() || address.is_unspecified() => Place::ThisMachine,
            IpAddr::V4(address) if address.is_private() || address.is_link_local() => {
                Place::LocalNetwork
            }
            IpAddr::V6(address) if address.is_unique_local() || address.is_unicast_link_local() => {
                Place::LocalNetwork
            }
            _ => Place::Internet,
        };
    }
    let host = host.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| host.ends_with(ending));
    if host == "localhost" || ends(&[".localhost"]) {
        Place::ThisMachine
    } else if !host.contains('.') || ends(&[".local", ".lan", ".internal", ".home.arpa"]) {
        Place::LocalNetwork
    } else {
        Place::Internet
    }
}

#[cfg(test)]
mod tests {
    use super::{BaseUrlError, Endpoint};

    fn endpoint(url: &str) -> Endpoint {
        Endpoint::new(url, None, None).unwrap()
    }

    #[test]
    fn what_people_paste_becomes_a_base() {
        let cases = [
            ("https://api.openai.com", "https://api.openai.com/v1"),
            ("https://api.openai.com/v1", "https://api.openai.com/v1"),
            ("https://api.openai.com/v1/", "https://api.openai.com/v1"),
            (
                " https://API.openai.com//v1// ",
                "https://api.openai.com//v1",
            ),
            (
                "https://api.openai.com/v1/chat/completions",
                "https://api.openai.com/v1",
            ),
            (
                "https://api.openai.com/v1/chat/completions/",
                "https://api.openai.com/v1",
            ),
            (
                "http://localhost:8080/chat/completions",
                "http://localhost:8080/v1",
            ),
            (
                "http://localhost:1234/v1/models",
                "http://localhost:1234/v1",
            ),
            (
                "https://openrouter.ai/api/v1",
                "https://openrouter.ai/api/v1",
            ),
            ("https://h/v1beta/openai/#x", "https://h/v1beta/openai"),
            ("localhost:11434", "http://localhost:11434/v1"),
            ("127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1"),
            ("[::1]:8000", "http://[::1]:8000/v1"),
            ("gpu-box:8000", "http://gpu-box:8000/v1"),
            ("api.openai.com/v1", "https://api.openai.com/v1"),
        ];
        for (given, base) in cases {
            let found = endpoint(given);
            assert_eq!(found.base_url(), base, "{given:?}");
            assert_eq!(found.url("models"), format!("{base}/models"));
        }
    }

    #[test]
    fn what_is_no_base_url_is_told_without_a_password() {
        let wrong = |url: &str| Endpoint::new(url, None, None).unwrap_err();
        assert_eq!(wrong("https://me:pa55@h/v1"), BaseUrlError::Credentials);
        assert_eq!(wrong("https://h/v1?key=pa55"), BaseUrlError::Query);
        assert_eq!(
            wrong("ftp://h/v1"),
            BaseUrlError::Scheme {
                scheme: "ftp".to_owned()
            }
        );
        for bad in ["", "https://", "https://me:pa55@:0x/", "http://h:99999"] {
            let error = wrong(bad);
            assert!(matches!(error, BaseUrlError::NotAUrl { .. }), "{bad:?}");
            assert!(!error.to_string().contains("pa55"), "{error}");
        }
    }

    #[test]
    fn consent_texts_name_the_host_and_whose_it_is() {
        let cases = [
            ("http://localhost:11434", "localhost:11434 (this machine)"),
            ("http://127.1.2.3", "127.1.2.3 (this machine)"),
            ("http://[::1]:1", "[::1]:1 (this machine)"),
            ("http://ai.localhost", "ai.localhost (this machine)"),
            (
                "http://192.168.1.5:8000",
                "192.168.1.5:8000 (your network, not encrypted)",
            ),
            ("https://gpu.lan", "gpu.lan (your network)"),
            ("https://api.openai.com:443/v1", "api.openai.com"),
            ("http://api.openai.com", "api.openai.com (not encrypted)"),
            (
                "http://localhost.evil.com",
                "localhost.evil.com (not encrypted)",
            ),
        ];
        for (url, host) in cases {
            assert_eq!(endpoint(url).host().to_string(), host, "{url}");
        }
    }

    #[test]
    fn a_wrong_path_has_a_likely_right_one() {
        let cases = [
            ("http://localhost:8000/v1", None),
            (
                "http://localhost:11434/api",
                Some("http://localhost:11434/v1"),
            ),
            ("http://h/llm", Some("http://h/llm/v1")),
            ("http://h/llm/v1", Some("http://h/v1")),
            (
                "https://openrouter.ai/v1",
                Some("https://openrouter.ai/api/v1"),
            ),
            ("https://openrouter.ai/api/v1", None),
            (
                "https://api.groq.com",
                Some("https://api.groq.com/openai/v1"),
            ),
        ];
        for (url, likely) in cases {
            assert_eq!(endpoint(url).likely_base().as_deref(), likely, "{url}");
        }
    }
}
