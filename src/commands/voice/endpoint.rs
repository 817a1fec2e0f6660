//! Speaking and transcribing by an endpoint, where the configuration asks for it. The first time it is said what is sent where.

use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tempfile::TempPath;
use tokio::runtime::{Builder, Runtime};
use tokio::time::{interval, timeout};

use crate::cli::LlmArgs;
use crate::commands::model;
use crate::commands::wiring::Settings;
use crate::config;
use crate::llm::{AUDIO_BYTES, Client, Host, Limits, LlmError, Retries};
use crate::speech::{Transcript, read_transcript};

/// How often it is looked whether to give up.
const LOOK: Duration = Duration::from_millis(50);

/// How long a text may take to be spoken into a file.
const SPEECH: Duration = Duration::from_secs(60);

/// An endpoint for speech.
pub(in crate::commands) struct AudioEndpoint {
    client: Client,
    /// None only while it is dropped.
    runtime: Option<Runtime>,
    voice: String,
}

impl AudioEndpoint {
    /// The endpoint of the configuration, for this model; it opens no connection.
    ///
    /// # Errors
    /// When none is configured, or it can't be used; in words.
    pub(in crate::commands) fn open(
        llm: &LlmArgs,
        settings: &Settings,
        audio_model: &str,
    ) -> Result<Self, String> {
        let speech = &settings.config.speech;
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| error.to_string())?;
        let mut endpoint = if speech.base_url.trim().is_empty() {
            let args = LlmArgs {
                dry_run: false,
                ..llm.clone()
            };
            model::endpoint(&args, &settings.config.llm, &runtime)?
        } else {
            // An address of its own, and no other's key.
            let own = config::Llm {
                base_url: speech.base_url.clone(),
                api_key_env: speech.api_key_env.clone(),
                ..config::Llm::default()
            };
            model::endpoint_of(&own, &runtime)?
        };
        endpoint.model = Some(audio_model.to_owned()).filter(|name| !name.is_empty());
        let client = Client::new(endpoint, Limits::default(), Retries::default())
            .map_err(|error| model::told(&error, None).to_string())?;
        Ok(Self {
            client,
            runtime: Some(runtime),
            voice: speech.voice.clone(),
        })
    }

    /// Where what it is sent goes.
    pub(in crate::commands) fn host(&self) -> Host {
        self.client.endpoint().host()
    }

    /// Lets a text be spoken into a sound file. Setting `stop` gives it up, and then there is none.
    ///
    /// # Errors
    /// When there is none; in words.
    pub(in crate::commands) fn speak(
        &self,
        text: &str,
        stop: &AtomicBool,
    ) -> Result<Option<TempPath>, String> {
        let Some(sound) = self.ask(self.client.speech(text, &self.voice), SPEECH, stop)? else {
            return Ok(None);
        };
        if !sound.starts_with(b"RIFF") {
            let host = self.client.endpoint().host();
            return Err(format!("{} sent no WAV", host.name));
        }
        let written = || {
            let mut file = tempfile::Builder::new()
                .prefix("viva-question-")
                .suffix(".wav")
                .tempfile()?;
            file.write_all(&sound)?;
            file.flush()?;
            Ok(file.into_temp_path())
        };
        written()
            .map(Some)
            .map_err(|error: std::io::Error| error.to_string())
    }

    /// Lets a sound file be written down.
    ///
    /// # Errors
    /// When nothing comes of it; in words.
    pub(in crate::commands) fn transcribe(
        &self,
        file: &Path,
        time: Duration,
        stop: &AtomicBool,
    ) -> Result<Transcript, String> {
        let wav = std::fs::read(file).map_err(|error| error.to_string())?;
        if wav.len() > AUDIO_BYTES {
            return Err("the recording is larger than the 25 MB that an endpoint takes; a lower `limit_minutes` under [speech] prevents it".to_owned());
        }
        let host = self.client.endpoint().host().name;
        let reply = self
            .ask(self.client.transcription(&wav), time, stop)?
            .ok_or_else(|| format!("{host} was given up"))?;
        let transcript = read_transcript(&reply);
        if transcript.text.is_empty() {
            return Err(format!("{host} gave nothing"));
        }
        Ok(transcript)
    }

    /// Waits for a reply, at most so long; none when it is given up.
    fn ask<T>(
        &self,
        asked: impl Future<Output = Result<T, LlmError>>,
        at_most: Duration,
        stop: &AtomicBool,
    ) -> Result<Option<T>, String> {
        let Some(runtime) = &self.runtime else {
            return Ok(None);
        };
        runtime.block_on(async {
            let asked = timeout(at_most, asked);
            tokio::pin!(asked);
            let mut ticks = interval(LOOK);
            loop {
                tokio::select! {
                    done = &mut asked => return match done {
                        Ok(Ok(reply)) => Ok(Some(reply)),
                        Ok(Err(error)) => Err(model::told(&error, Some(self.client.endpoint())).to_string()),
                        Err(_) => Err(format!("{} took longer than {} s", self.client.endpoint().host().name, at_most.as_secs())),
                    },
                    _ = ticks.tick() => if stop.load(Ordering::Relaxed) {
                        return Ok(None);
                    }
                }
            }
        })
    }
}

impl Drop for AudioEndpoint {
    fn drop(&mut self) {
        // A name that is still being resolved is not waited for.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
