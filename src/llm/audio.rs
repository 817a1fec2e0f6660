//! Speech by a server: a text spoken into a WAV, a WAV written down. Each is one request; nothing is sent twice.

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use serde_json::json;
use tokio::time::Instant;

use super::client::Client;
use super::error::{LlmError, Stage};
use super::exchange::{Failed, Until};

/// What servers of this protocol take at most, in bytes.
pub const AUDIO_BYTES: usize = 25 * 1024 * 1024;

/// What stands between the parts of a form; a WAV of 16 bits that holds it by chance is not to be expected.
const BOUNDARY: &str = "viva-8d1f2c7e5b904a36-form";

/// The route of whisper.cpp's own server, which is given as a whole.
const INFERENCE: &str = "/inference";

impl Client {
    /// Lets the server speak a text; what it sends back should be a WAV.
    ///
    /// # Errors
    /// When it sends none, or too much.
    pub async fn speech(&self, text: &str, voice: &str) -> Result<Vec<u8>, LlmError> {
        let mut body = json!({"input": text, "voice": voice, "response_format": "wav"});
        if let Some(model) = &self.endpoint.model {
            body["model"] = model.as_str().into();
        }
        let url = self.endpoint.url("audio/speech");
        self.send(&url, "application/json", body.to_string().into_bytes())
            .await
    }

    /// Lets the server write down what a WAV of [`AUDIO_BYTES`] at most says: its reply, JSON or text.
    ///
    /// # Errors
    /// When it gives none.
    pub async fn transcription(&self, wav: &[u8]) -> Result<String, LlmError> {
        let base = self.endpoint.base_url();
        let url = if base.ends_with(INFERENCE) {
            base.to_owned()
        } else {
            self.endpoint.url("audio/transcriptions")
        };
        let model = self.endpoint.model.as_deref().unwrap_or("whisper-1");
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let reply = self.send(&url, &kind, form(wav, model)).await?;
        Ok(String::from_utf8_lossy(&reply).into_owned())
    }

    async fn send(&self, url: &str, kind: &str, body: Vec<u8>) -> Result<Vec<u8>, LlmError> {
        let until = Until::new(Instant::now(), Stage::Total, self.limits.total);
        let mut builder = self.http.post(url).header(CONTENT_TYPE, kind).body(body);
        let key = self.endpoint.key.as_ref();
        let bearer = key.map(|key| HeaderValue::from_str(&format!("Bearer {}", key.reveal())));
        if let Some(Ok(mut bearer)) = bearer {
            bearer.set_sensitive(true);
            builder = builder.header(AUTHORIZATION, bearer);
        }
        let failed = |failed: Failed| failed.error;
        let mut response = self
            .begin(builder.build(), url, None, until)
            .await
            .map_err(failed)?;
        let mut reply = Vec::new();
        self.read(&mut response, &mut reply, self.limits.body_bytes, until)
            .await?;
        Ok(reply)
    }
}

/// The form that asks for words with their times where the server knows them.
fn form(wav: &[u8], model: &str) -> Vec<u8> {
    let fields = [
        ("model", model),
        ("response_format", "verbose_json"),
        ("timestamp_granularities[]", "word"),
        ("language", "en"),
        ("temperature", "0"),
    ];
    let mut form = Vec::with_capacity(wav.len() + 1024);
    for (name, value) in fields {
        // A line break in a value would begin another header.
        let value = value.replace(['\r', '\n'], " ");
        form.extend_from_slice(
            format!(
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
            .as_bytes(),
        );
    }
    form.extend_from_slice(
        format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"answer.wav\"\r\ncontent-type: audio/wav\r\n\r\n").as_bytes(),
    );
    form.extend_from_slice(wav);
    form.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    form
}
