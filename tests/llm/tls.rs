//! TLS with a server whose certificate is known, or not.

use viva::llm::{Client, Limits, LlmError, Retries};

use super::tls_server::serve;
use super::{endpoint, question, run, stream_with};

#[test]
fn a_certificate_is_trusted_only_when_the_platform_does() {
    const ASKS: &str = "VIVA_TEST_ASKS_OVER_TLS";
    if let Ok(base_url) = std::env::var(ASKS) {
        let client = Client::new(endpoint(&base_url), Limits::default(), Retries::none()).unwrap();
        let (heard, ended) = stream_with(&client, &question());
        assert_eq!((&*heard.text, ended), ("over TLS", Ok(())));
        return;
    }
    let (port, certificate) = serve();
    let base_url = format!("https://localhost:{port}");
    let client = Client::new(endpoint(&base_url), Limits::default(), Retries::none());
    let error = client
        .and_then(|client| run(client.chat(&question())))
        .unwrap_err();
    let LlmError::Tls { host, message } = error else {
        panic!("{error:?}");
    };
    assert_eq!(host, format!("localhost:{port}"));
    assert!(message.contains("certificate"), "{message}");

    // Where the platform's certificates are a file, another file may be named.
    if cfg!(all(unix, not(target_vendor = "apple"))) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("trusted.pem");
        std::fs::write(&file, certificate).unwrap();
        let ran = std::process::Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "tls::a_certificate_is_trusted_only_when_the_platform_does",
            ])
            .env_clear()
            .env(ASKS, base_url)
            .env("SSL_CERT_FILE", file)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{ran:?}");
    }
}
