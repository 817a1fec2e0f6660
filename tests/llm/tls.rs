//! TLS with a server whose certificate is known, or not.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;

use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use viva::llm::{Client, Limits, LlmError, Retries};

use super::server::{END, stream, word};
use super::{endpoint, question, run, stream_with};

/// A server that answers one request over TLS: its port and its certificate.
fn serve() -> (u16, String) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for socket in listener.incoming() {
            let connection = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut tls = rustls::StreamOwned::new(connection, socket.unwrap());
            // Who does not trust the certificate hangs up.
            if tls.read(&mut [0; 65_536]).is_ok() {
                tls.write_all(&stream(&(word("over TLS") + END))).unwrap();
                tls.conn.send_close_notify();
                tls.flush().unwrap();
            }
        }
    });
    (port, made.cert.pem())
}

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
