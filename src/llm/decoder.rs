//! From the bytes of an answer to what it says, wherever the bytes are cut: a stream of events or one JSON object, whichever
//! the server sends. Pure, and bounded in everything it keeps.

use std::num::NonZeroUsize;

use serde_json::Value;
use sse_core::{SseDecoder, SseEvent};

use super::clean::{Redactor, one_line};
use super::endpoint::Endpoint;
use super::error::{Bound, Instead, LlmError};
use super::fault::{complaint_in, has_error, is_complaint, looks_like_html};
use super::limits::Limits;
use super::reply::{ChatEvent, Reason, Said, Usage, said_in};
use super::request::Request;
use super::thinking::{Piece, Thinking};

/// Whether more is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    /// Read on.
    More,
    /// That was the end.
    Finished,
}

/// What the body turns out to be.
enum Shape {
    /// Nothing but white space so far.
    Unknown,
    /// One JSON object.
    Whole(Vec<u8>),
    /// A stream of events.
    Events(SseDecoder),
}

/// Bytes kept of the beginning, to say what came instead of an answer.
const HEAD: usize = 400;
/// How a stream of events may begin.
const FIELDS: &[&str] = &[":", "data:", "event:", "id:", "retry:"];
/// Bytes kept of the end, where a field `error:` may stand.
const TAIL: usize = 4096;

/// Reads one answer.
pub(super) struct Decoder<'a> {
    limits: &'a Limits,
    endpoint: &'a Endpoint,
    request: &'a Request,
    shape: Shape,
    head: Vec<u8>,
    tail: Vec<u8>,
    /// Bytes and characters so far.
    bytes: usize,
    chars: usize,
    thinking: Thinking,
    text: Redactor,
    reasoning: Redactor,
    usage: Option<Usage>,
    reason: Option<Reason>,
    /// Whether anything of the protocol came.
    understood: bool,
    /// Whether a word came.
    heard: bool,
    /// Whether the body has ended.
    ended: bool,
}

impl<'a> Decoder<'a> {
    /// For the answer to this request.
    pub(super) fn new(limits: &'a Limits, endpoint: &'a Endpoint, request: &'a Request) -> Self {
        Self {
            limits,
            endpoint,
            request,
            shape: Shape::Unknown,
            head: Vec::new(),
            tail: Vec::new(),
            bytes: 0,
            chars: 0,
            thinking: Thinking::new(),
            text: Redactor::new(endpoint.key.as_ref()),
            reasoning: Redactor::new(endpoint.key.as_ref()),
            usage: None,
            reason: None,
            understood: false,
            heard: false,
            ended: false,
        }
    }

    /// Whether a word of text or reasoning came.
    pub(super) const fn heard(&self) -> bool {
        self.heard
    }

    /// Whether the answer is complete, although the server may still have something to say.
    pub(super) const fn is_complete(&self) -> bool {
        self.reason.is_some()
    }

    /// Takes bytes and tells what they say.
    ///
    /// # Errors
    /// At an error of the server, at what is not the protocol, and past a limit. What came before was told.
    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        told: &mut Vec<ChatEvent>,
    ) -> Result<Progress, LlmError> {
        let progress = self.read(bytes, told);
        if progress.is_err() {
            self.flush(told);
        }
        progress
    }

    /// Tells what was held back, now that nothing follows: the end, or why it is none.
    ///
    /// # Errors
    /// When the answer is not complete, or was none.
    pub(super) fn end(&mut self, told: &mut Vec<ChatEvent>) -> Result<(), LlmError> {
        let ended = self.close(told);
        if ended.is_err() {
            self.flush(told);
        }
        ended
    }

    /// Tells what was held back when the answer is given up.
    pub(super) fn flush(&mut self, told: &mut Vec<ChatEvent>) {
        let mut pieces = Vec::new();
        self.thinking.rest(&mut pieces);
        let _ = self.tell(pieces, told);
        let (reasoning, text) = (self.reasoning.rest(), self.text.rest());
        put(ChatEvent::Reasoning(reasoning), told);
        put(ChatEvent::Text(text), told);
    }

    fn read(&mut self, bytes: &[u8], told: &mut Vec<ChatEvent>) -> Result<Progress, LlmError> {
        self.bytes += bytes.len();
        if self.bytes > self.limits.body_bytes {
            return Err(LlmError::TooLong {
                bound: Bound::Body,
                limit: self.limits.body_bytes,
            });
        }
        let wanted = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..wanted]);
        self.tail
            .extend_from_slice(&bytes[bytes.len().saturating_sub(TAIL)..]);
        self.tail.drain(..self.tail.len().saturating_sub(TAIL));
        if matches!(self.shape, Shape::Unknown) {
            let blank = |byte: &u8| byte.is_ascii_whitespace() || b"\xef\xbb\xbf".contains(byte);
            let Some(start) = bytes.iter().position(|byte| !blank(byte)) else {
                return Ok(Progress::More);
            };
            let bytes = &bytes[start..];
            match bytes[0] {
                b'<' => return Err(self.not_the_protocol(Instead::Html)),
                b'{' | b'[' => self.shape = Shape::Whole(Vec::new()),
                _ => self.shape = Shape::Events(self.events()),
            }
            return self.take(bytes, told);
        }
        self.take(bytes, told)
    }

    fn close(&mut self, told: &mut Vec<ChatEvent>) -> Result<(), LlmError> {
        match std::mem::replace(&mut self.shape, Shape::Unknown) {
            Shape::Whole(body) => self.whole(&body, told)?,
            Shape::Events(events) => {
                self.shape = Shape::Events(events);
                self.ended = true;
                // A last event may lack its blank line.
                if self.take(b"\n\n", told)? == Progress::Finished {
                    return Ok(());
                }
            }
            Shape::Unknown => {}
        }
        if self.is_complete() {
            self.finish(told);
            return Ok(());
        }
        Err(self.why_it_ended())
    }

    fn events(&self) -> SseDecoder {
        SseDecoder::with_limit(
            NonZeroUsize::new(self.limits.line_bytes).unwrap_or(NonZeroUsize::MIN),
        )
    }

    fn take(&mut self, mut bytes: &[u8], told: &mut Vec<ChatEvent>) -> Result<Progress, LlmError> {
        loop {
            let event = match &mut self.shape {
                Shape::Events(events) => events.next(&mut bytes),
                Shape::Whole(body) => {
                    body.extend_from_slice(bytes);
                    None
                }
                Shape::Unknown => None,
            };
            match event {
                None => return Ok(Progress::More),
                Some(Ok(SseEvent::Retry(_))) => {}
                Some(Ok(SseEvent::Message(message))) => {
                    if self.event(&message.data, told)? == Progress::Finished {
                        return Ok(Progress::Finished);
                    }
                }
                Some(Err(_)) => {
                    return Err(LlmError::TooLong {
                        bound: Bound::Line,
                        limit: self.limits.line_bytes,
                    });
                }
            }
        }
    }

    fn event(&mut self, data: &str, told: &mut Vec<ChatEvent>) -> Result<Progress, LlmError> {
        let data = data.trim();
        if data.is_empty() {
            return Ok(Progress::More);
        }
        if data == "[DONE]" {
            self.finish(told);
            return Ok(Progress::Finished);
        }
        match serde_json::from_str::<Value>(data) {
            Ok(value) => self.object(&value, told).map(|()| Progress::More),
            // An answer that is complete stays so, whatever follows it.
            Err(_) if self.is_complete() => Ok(Progress::More),
            Err(error) if self.ended && (error.is_eof() || "[DONE]".starts_with(data)) => {
                Err(LlmError::CutOff)
            }
            Err(_) => Err(self.not_the_protocol(Instead::OtherJson)),
        }
    }

    fn whole(&mut self, body: &[u8], told: &mut Vec<ChatEvent>) -> Result<(), LlmError> {
        match serde_json::from_str::<Value>(&String::from_utf8_lossy(body)) {
            Ok(value)
                if value["choices"]
                    .as_array()
                    .is_some_and(|all| !all.is_empty()) =>
            {
                self.object(&value, told)?;
                self.reason.get_or_insert(Reason::Unsaid);
                Ok(())
            }
            Ok(value) if has_error(&value) => self.object(&value, told),
            Err(error) if error.is_eof() => Err(LlmError::CutOff),
            Ok(_) | Err(_) => Err(self.not_the_protocol(Instead::OtherJson)),
        }
    }

    fn object(&mut self, value: &Value, told: &mut Vec<ChatEvent>) -> Result<(), LlmError> {
        let said = said_in(value, self.endpoint.key.as_ref());
        if has_error(value) || (said.is_none() && is_complaint(value)) {
            return Err(complaint_in(value).inside_an_answer(self.endpoint, self.request));
        }
        let Some(said) = said else {
            // Servers add objects of their own between the others.
            return if self.understood {
                Ok(())
            } else {
                Err(self.not_the_protocol(Instead::OtherJson))
            };
        };
        self.understood = true;
        let Said {
            text,
            reasoning,
            reason,
            usage,
        } = said;
        self.usage = usage.or(self.usage);
        let mut pieces = Vec::new();
        if !reasoning.is_empty() {
            pieces.push(Piece::Reasoning(reasoning));
        }
        self.thinking.push(&text, &mut pieces);
        self.heard |= !text.is_empty() || !pieces.is_empty();
        self.tell(pieces, told)?;
        self.reason = reason.or(self.reason.take());
        Ok(())
    }

    fn tell(&mut self, pieces: Vec<Piece>, told: &mut Vec<ChatEvent>) -> Result<(), LlmError> {
        for piece in pieces {
            match piece {
                Piece::Reasoning(piece) => {
                    put(ChatEvent::Reasoning(self.reasoning.push(piece)), told);
                }
                Piece::Text(mut piece) => {
                    let room = self.limits.text_chars - self.chars;
                    let cut = piece.char_indices().nth(room).map(|(at, _)| at);
                    piece.truncate(cut.unwrap_or(piece.len()));
                    self.chars += piece.chars().count();
                    put(ChatEvent::Text(self.text.push(piece)), told);
                    if cut.is_some() {
                        return Err(LlmError::TooLong {
                            bound: Bound::Text,
                            limit: self.limits.text_chars,
                        });
                    }
                }
            }
        }
        Ok(())
    }

    fn finish(&mut self, told: &mut Vec<ChatEvent>) {
        self.flush(told);
        told.extend(self.usage.take().map(ChatEvent::Usage));
        let reason = self.reason.take().unwrap_or(Reason::Unsaid);
        told.push(ChatEvent::Done { reason });
    }

    /// Why a body ended before the answer did.
    fn why_it_ended(&self) -> LlmError {
        // llama.cpp reports an error in a field of its own, which readers of event streams skip.
        let tail = String::from_utf8_lossy(&self.tail);
        let field = tail
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix("error:"));
        if let Some(value) = field.and_then(|text| serde_json::from_str(text).ok()) {
            return complaint_in(&value).inside_an_answer(self.endpoint, self.request);
        }
        if self.understood {
            return LlmError::CutOff;
        }
        let head = String::from_utf8_lossy(&self.head);
        self.not_the_protocol(
            match head.trim_matches(['\u{feff}', ' ', '\r', '\n', '\t']) {
                "" => Instead::Nothing,
                text if looks_like_html(text) => Instead::Html,
                // Comments only: a stream that ended before it began.
                text if FIELDS.iter().any(|field| text.starts_with(field)) => {
                    return LlmError::CutOff;
                }
                _ => Instead::OtherText,
            },
        )
    }

    fn not_the_protocol(&self, instead: Instead) -> LlmError {
        let start = one_line(
            &String::from_utf8_lossy(&self.head),
            self.endpoint.key.as_ref(),
        );
        LlmError::NotTheProtocol { instead, start }
    }
}

fn put(event: ChatEvent, told: &mut Vec<ChatEvent>) {
    if !matches!(&event, ChatEvent::Text(text) | ChatEvent::Reasoning(text) if text.is_empty()) {
        told.push(event);
    }
}

/// What the bytes of an answer say, for trying the reader out: its events, and how it ended.
///
/// # Errors
/// Those of an answer that is no good.
pub fn decode<'b>(
    pieces: impl IntoIterator<Item = &'b [u8]>,
    limits: &Limits,
    endpoint: &Endpoint,
    request: &Request,
) -> (Vec<ChatEvent>, Result<(), LlmError>) {
    let mut told = Vec::new();
    let mut decoder = Decoder::new(limits, endpoint, request);
    for piece in pieces {
        match decoder.push(piece, &mut told) {
            Ok(Progress::More) => {}
            Ok(Progress::Finished) => return (told, Ok(())),
            Err(error) => return (told, Err(error)),
        }
    }
    let ended = decoder.end(&mut told);
    (told, ended)
}
