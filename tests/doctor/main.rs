//! `viva doctor`: what is missing is told, with what to do about it. Nothing leaves this machine.

#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

#[path = "../support/server.rs"]
mod server;
#[cfg(unix)]
#[path = "../support/sound.rs"]
mod sound;
#[path = "../support/mod.rs"]
mod support;
#[path = "../support/tls_server.rs"]
mod tls_server;

mod consent;
mod endpoint;
mod local;
#[cfg(unix)]
mod speech;

use std::collections::BTreeMap;

use server::{Asked, Does, END, Server, response, stream, word};
use support::{Home, Ran, run};

/// A key that no text may hold.
pub(crate) const KEY: &str = "sk-0123456789abcdef";

/// A check as `--json` tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) ok: Option<bool>,
    pub(crate) told: String,
    pub(crate) advice: String,
}

/// What a run found: its exit code, and the checks by name (the last of a name).
#[derive(Debug)]
pub(crate) struct Diagnosis {
    pub(crate) code: Option<i32>,
    pub(crate) checks: BTreeMap<String, Found>,
}

impl Diagnosis {
    /// The check of this name.
    pub(crate) fn of(&self, name: &str) -> &Found {
        self.checks
            .get(name)
            .unwrap_or_else(|| panic!("no {name} in {self:#?}"))
    }

    /// The names of what is missing.
    pub(crate) fn missing(&self) -> Vec<&str> {
        let missing = self.checks.iter().filter(|(_, one)| one.ok == Some(false));
        missing.map(|(name, _)| name.as_str()).collect()
    }
}

/// Runs the doctor with these arguments and variables.
pub(crate) fn ran(home: &Home, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
    let mut command = home.viva(&[&["doctor"], arguments].concat());
    for proxy in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
        command.env_remove(proxy).env_remove(proxy.to_lowercase());
    }
    command.env("LANG", "C.UTF-8");
    // What is installed here is not to be tried each time.
    #[cfg(unix)]
    command.env("PATH", shell(home));
    command.envs(variables.iter().copied());
    let ran = run(&mut command, "");
    assert!(!format!("{ran:?}").contains(KEY), "{ran:?}");
    ran
}

/// A folder that holds a shell and what a command for a key needs.
#[cfg(unix)]
fn shell(home: &Home) -> std::path::PathBuf {
    let folder = home.path().join("shell");
    std::fs::create_dir_all(&folder).unwrap();
    for tool in ["sh", "touch"] {
        let _ = std::os::unix::fs::symlink(which::which(tool).unwrap(), folder.join(tool));
    }
    folder
}

/// What the doctor finds with these arguments and variables.
pub(crate) fn diagnosis(home: &Home, arguments: &[&str], variables: &[(&str, &str)]) -> Diagnosis {
    let ran = ran(home, &[arguments, &["--json"]].concat(), variables);
    let found: serde_json::Value =
        serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    assert_eq!(found["schema"], 1);
    assert_eq!(found["ok"], ran.code == Some(0), "{found}");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let checks = found["checks"].as_array().unwrap().iter().map(|check| {
        let found = Found {
            ok: check["ok"].as_bool(),
            told: text(&check["told"]),
            advice: text(&check["advice"]),
        };
        assert!(!found.told.is_empty(), "{check}");
        assert!(
            found.ok != Some(false) || !found.advice.is_empty(),
            "{check}"
        );
        (text(&check["name"]), found)
    });
    Diagnosis {
        code: ran.code,
        checks: checks.collect(),
    }
}

/// A list of one model.
pub(crate) fn list() -> Does {
    let body = r#"{"object":"list","data":[{"id":"tiny","object":"model","max_model_len":16384}]}"#;
    response("200 OK", "content-type: application/json\r\n", body)
}

/// A whole answer.
pub(crate) fn whole(text: &str) -> Does {
    let body = serde_json::json!({
        "choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
    });
    response(
        "200 OK",
        "content-type: application/json\r\n",
        &body.to_string(),
    )
}

/// What a server does that does all it should.
pub(crate) fn well(asked: &Asked) -> Does {
    match (&*asked.method, &*asked.path) {
        ("GET", "/v1/models") => list(),
        ("POST", "/v1/chat/completions") if asked.body.contains("\"stream\":true") => {
            Does::Sends(stream(&(word("ready") + END)))
        }
        ("POST", "/v1/chat/completions") if asked.body.contains("response_format") => {
            whole("{\"ready\": true}")
        }
        ("POST", "/v1/chat/completions") => whole("ready"),
        _ => response("404 Not Found", "", ""),
    }
}

/// A server that does well.
pub(crate) fn good_server() -> Server {
    Server::deciding(|_, asked| well(asked))
}
