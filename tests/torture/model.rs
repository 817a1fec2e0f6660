//! A server of a language model that does anything but what it should.

use std::sync::Mutex;

use fastrand::Rng;

use crate::server::{Does, END, Server, bytes, response, stream, word};

/// A faulty server: each request has an answer of its own kind.
pub(crate) fn faulty(seed: u64) -> Server {
    let random = Mutex::new(Rng::with_seed(seed));
    Server::deciding(move |_, _| any(&mut random.lock().unwrap()))
}

fn any(random: &mut Rng) -> Does {
    let kind = random.u8(..16);
    let whole = format!(
        "{}{}{END}",
        word("You said it well: \"a lucky number is even\". "),
        word("Next time, say why.\n")
    );
    match kind {
        0 => Does::Sends(Vec::new()),
        1 => response("500 Internal Server Error", "", "oops"),
        2 => response("429 Too Many Requests", "retry-after: 0\r\n", "{}"),
        3 => response("401 Unauthorized", "", "{\"error\": {\"message\": \"no\"}}"),
        4 => response(
            "200 OK",
            "content-type: application/json\r\n",
            "{\"choices\": 7}",
        ),
        5 => response(
            "200 OK",
            "content-type: text/html\r\n",
            "<html>sign in</html>",
        ),
        // Cut anywhere.
        6 | 7 => Does::Sends(stream(&whole[..random.usize(..whole.len())])),
        8 => {
            let noise = (0..random.usize(..4000)).map(|_| random.u8(..));
            let mut bytes = stream("data: ");
            bytes.extend(noise);
            Does::Sends(bytes)
        }
        // Some megabytes: in one line, in one word, without an end.
        9 => Does::Sends(stream(&format!("data: {}\n\n", "x".repeat(3_000_000)))),
        10 => Does::Sends(stream(&format!("{}{END}", word(&"long ".repeat(300_000))))),
        11 => Does::NeverEnds(stream(""), word("and so on ").repeat(500).into_bytes()),
        12 => Does::SendsAndHolds(Vec::new()),
        13 => Does::SendsAndHolds(stream(&word("Well, ").repeat(3))),
        14 => Does::Sends(bytes(
            "200 OK",
            "content-type: text/event-stream\r\n",
            &format!(
                "{}{END}",
                word("\u{1b}[2J\u{1b}]0;title\u{7}\r\0 an odd \u{202e}word\n")
            ),
        )),
        _ => Does::Sends(stream(&whole)),
    }
}
