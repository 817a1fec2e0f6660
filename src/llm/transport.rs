//! The HTTP client of an endpoint, and its failures in our words.

use std::error::Error;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect::Policy;
use rustls_platform_verifier::BuilderVerifierExt as _;

use super::clean::one_line;
use super::endpoint::{Endpoint, Place};
use super::error::{Instead, LlmError, Stage};
use super::limits::Limits;

/// Redirects within a server that are followed.
const REDIRECTS: usize = 3;

/// A client for this endpoint. Proxies come from the environment, certificates from the platform. It follows a redirect only to
/// the same host and port, and only one that keeps the request as it is: neither key nor text ever goes elsewhere.
pub(super) fn client_for(
    endpoint: &Endpoint,
    limits: &Limits,
) -> Result<reqwest::Client, LlmError> {
    let no_tls = |error: &(dyn Error + 'static)| LlmError::Tls {
        host: endpoint.host().name,
        message: innermost(error),
    };
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls(endpoint).map_err(|error| no_tls(&error))?)
        .connect_timeout(limits.connect)
        .redirect(Policy::custom(|attempt| {
            let first = attempt.previous().first();
            let same = first.is_some_and(|first| first.origin() == attempt.url().origin());
            let kept = matches!(attempt.status().as_u16(), 307 | 308);
            if same && kept && attempt.previous().len() <= REDIRECTS {
                attempt.follow()
            } else {
                attempt.stop()
            }
        }))
        .referer(false);
    if endpoint.place() == Place::ThisMachine {
        // What is said to this machine stays here, whatever proxy the environment names.
        builder = builder.no_proxy();
    }
    builder.build().map_err(|error| no_tls(&error))
}

/// The platform's certificates. Without any, what needs none still works.
fn tls(endpoint: &Endpoint) -> Result<rustls::ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?;
    let config = match builder.clone().with_platform_verifier() {
        Ok(config) => config,
        Err(error) if endpoint.is_encrypted() => return Err(error),
        Err(_) => builder.with_root_certificates(rustls::RootCertStore::empty()),
    };
    Ok(config.with_no_client_auth())
}

/// Why no answer began.
pub(super) fn failure(error: &reqwest::Error, endpoint: &Endpoint, connect: Duration) -> LlmError {
    let host = endpoint.host().name;
    let message = one_line(&innermost(error), endpoint.key.as_ref());
    if error.is_connect() && error.is_timeout() {
        return LlmError::TimedOut {
            stage: Stage::Connect,
            after: connect,
        };
    }
    for cause in causes(error) {
        let io = cause.downcast_ref::<io::Error>();
        if io.is_some_and(|io| io.kind() == io::ErrorKind::ConnectionRefused) {
            return LlmError::Refused { host };
        }
        if cause.is::<rustls::Error>() {
            return LlmError::Tls { host, message };
        }
        // The resolver's own words; the type is private.
        if cause.to_string() == "dns error" {
            return LlmError::Dns { host };
        }
        if cause.to_string().starts_with("invalid HTTP") {
            return LlmError::NotTheProtocol {
                instead: Instead::NotHttp,
                start: message,
            };
        }
    }
    if error.is_connect() {
        LlmError::Unreachable { host, message }
    } else {
        LlmError::CutOff
    }
}

/// The error and what caused it, outermost first.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> Vec<&'a (dyn Error + 'static)> {
    let mut all = vec![error];
    while let Some(cause) = cause_of(all[all.len() - 1]) {
        all.push(cause);
    }
    all
}

fn cause_of<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
    {
        // An I/O error names as its source that of the error it wraps, not that error.
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}

/// What the innermost cause says.
fn innermost(error: &(dyn Error + 'static)) -> String {
    causes(error)
        .last()
        .map(ToString::to_string)
        .unwrap_or_default()
}
