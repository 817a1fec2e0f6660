//! A server on loopback that does what a test says, well or badly, one connection after the other.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }
}

/// What the server does with a request.
#[derive(Debug, Clone)]
pub(crate) enum Does {
    /// Sends these bytes and closes.
    Sends(Vec<u8>),
    /// Sends these bytes, then nothing until the other side closes.
    SendsAndHolds(Vec<u8>),
    /// Sends the first bytes once and the others for ever.
    NeverEnds(Vec<u8>, Vec<u8>),
}

/// A response with this status line, header lines and body, ending with the connection.
pub(crate) fn response(status: &str, headers: &str, body: &str) -> Does {
    Does::Sends(bytes(status, headers, body))
}

/// The bytes of such a response.
pub(crate) fn bytes(status: &str, headers: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nconnection: close\r\n{headers}\r\n{body}").into_bytes()
}

/// The bytes of a stream of events that begins so.
pub(crate) fn stream(body: &str) -> Vec<u8> {
    bytes("200 OK", "content-type: text/event-stream\r\n", body)
}

/// An event with a word of an answer.
pub(crate) fn word(text: &str) -> String {
    let chunk = serde_json::json!({"choices": [{"delta": {"content": text}}]});
    format!("data: {chunk}\n\n")
}

/// The end of an answer.
pub(crate) const END: &str =
    "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

/// A running server.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// A server that does these things in turn, one for each request, and the last one for ever.
    pub(crate) fn start(script: Vec<Does>) -> Self {
        Self::deciding(move |number, _| script[number.min(script.len() - 1)].clone())
    }

    /// A server that decides by the number of the request (from 0) and the request.
    pub(crate) fn deciding(decide: impl Fn(usize, &Asked) -> Does + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        thread::spawn(move || {
            for socket in listener.incoming() {
                let mut socket = socket.unwrap();
                let Some(request) = read(&mut socket) else {
                    continue;
                };
                let number = {
                    let mut seen = seen.lock().unwrap();
                    seen.push(request.clone());
                    seen.len() - 1
                };
                let does = decide(number, &request);
                thread::spawn(move || act(&mut socket, &does));
            }
        });
        Self { address, asked }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

fn act(socket: &mut TcpStream, does: &Does) {
    // The other side may have gone: that is its right.
    match does {
        Does::Sends(bytes) => {
            let _ = socket.write_all(bytes);
        }
        Does::SendsAndHolds(bytes) => {
            let _ = socket.write_all(bytes);
            let _ = socket.read(&mut [0]);
        }
        Does::NeverEnds(first, others) => {
            let _ = socket.write_all(first);
            while socket.write_all(others).is_ok() {}
        }
    }
}

fn read(socket: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let head = loop {
        let mut piece = [0; 4096];
        let count = socket.read(&mut piece).ok().filter(|&count| count > 0)?;
        bytes.extend_from_slice(&piece[..count]);
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        // Not HTTP, such as the beginning of TLS.
        if !bytes[0].is_ascii_alphabetic() {
            return Some(Asked {
                method: String::new(),
                path: String::new(),
                headers: Vec::new(),
                body: String::new(),
            });
        }
    };
    let text = String::from_utf8(bytes[..head].to_vec()).unwrap();
    let mut lines = text.lines();
    let mut words = lines.next()?.split(' ').map(str::to_owned);
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let mut asked = Asked {
        method: words.next()?,
        path: words.next()?,
        headers,
        body: String::new(),
    };
    let length = asked
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    let mut body = bytes[head + 4..].to_vec();
    let already = body.len();
    body.resize(length.max(already), 0);
    socket.read_exact(&mut body[already..]).ok()?;
    // A sound is no text.
    asked.body = String::from_utf8_lossy(&body).into_owned();
    Some(asked)
}
