//! Servers that take too long or say too much, and listeners who have heard enough.

use std::ops::ControlFlow;
use std::time::Duration;

use viva::llm::{Bound, Client, Limits, LlmError, Retries, Stage};

use super::server::{Does, Server, bytes, stream, word};
use super::{Heard, endpoint, question, run, stream_with};

const SHORT: Duration = Duration::from_millis(60);

/// What is heard of a server that does this, within these limits, and how it ends.
fn within(does: Does, limits: Limits) -> (usize, Heard, LlmError) {
    let server = Server::start(vec![does]);
    let client = Client::new(endpoint(&server.url()), limits, super::impatient()).unwrap();
    let (heard, ended) = stream_with(&client, &question());
    (server.asked().len(), heard, ended.unwrap_err())
}

fn timed_out(stage: Stage) -> LlmError {
    LlmError::TimedOut {
        stage,
        after: SHORT,
    }
}

#[test]
fn a_server_that_is_silent_is_given_up() {
    let first_token = || Limits {
        first_token: SHORT,
        ..Limits::default()
    };
    let total = || Limits {
        total: SHORT,
        ..Limits::default()
    };
    let silent = Does::SendsAndHolds(Vec::new());
    let (asked, heard, error) = within(silent.clone(), first_token());
    assert_eq!((asked, heard), (1, Heard::default()));
    assert_eq!(error, timed_out(Stage::FirstToken));
    assert_eq!(within(silent, total()).2, timed_out(Stage::Total));
    let (_, _, error) = within(Does::SendsAndHolds(stream("")), first_token());
    assert_eq!(error, timed_out(Stage::FirstToken));
    // A failure whose text never ends is told all the same.
    let failing = Does::SendsAndHolds(bytes("401 No", "content-length: 9\r\n", "no"));
    let (_, _, error) = within(failing, first_token());
    assert!(
        matches!(error, LlmError::KeyRefused { status: 401, .. }),
        "{error:?}"
    );
}

#[test]
fn a_connection_has_its_own_time() {
    // Over TLS there is no connection until the server has spoken.
    let server = Server::start(vec![Does::SendsAndHolds(Vec::new())]);
    let base_url = server.url().replace("http:", "https:");
    let limits = Limits {
        connect: SHORT,
        ..Limits::default()
    };
    let client = Client::new(endpoint(&base_url), limits, super::impatient()).unwrap();
    let (_, ended) = stream_with(&client, &question());
    assert_eq!(ended, Err(timed_out(Stage::Connect)));
}

#[test]
fn comments_are_no_words() {
    let chatter = Does::NeverEnds(stream(""), b": still working\n\n".to_vec());
    let limits = Limits {
        first_token: SHORT,
        body_bytes: usize::MAX,
        ..Limits::default()
    };
    let (_, heard, error) = within(chatter, limits);
    assert_eq!(
        (heard, error),
        (Heard::default(), timed_out(Stage::FirstToken))
    );
    let chatter = Does::NeverEnds(stream(&word("one ")), b": still working\n\n".to_vec());
    let limits = Limits {
        idle: SHORT,
        body_bytes: usize::MAX,
        ..Limits::default()
    };
    let (asked, heard, error) = within(chatter, limits);
    assert_eq!((asked, &*heard.text), (1, "one "));
    assert_eq!(error, timed_out(Stage::Idle));
}

#[test]
fn an_answer_that_stops_in_the_middle_leaves_what_came() {
    let limits = Limits {
        idle: SHORT,
        ..Limits::default()
    };
    let stops = Does::SendsAndHolds(stream(&(word("one ") + &word("two <th"))));
    let (asked, heard, error) = within(stops, limits);
    assert_eq!((asked, &*heard.text), (1, "one two <th"));
    assert_eq!(error, timed_out(Stage::Idle));
}

#[test]
fn a_whole_answer_has_the_total_time() {
    let server = Server::start(vec![Does::SendsAndHolds(bytes(
        "200 OK",
        "",
        "{\"choices\":",
    ))]);
    let limits = Limits {
        total: SHORT,
        first_token: Duration::ZERO,
        idle: Duration::ZERO,
        ..Limits::default()
    };
    let client = Client::new(endpoint(&server.url()), limits, super::impatient()).unwrap();
    assert_eq!(run(client.chat(&question())), Err(timed_out(Stage::Total)));
}

#[test]
fn an_endless_answer_is_cut_at_its_limit() {
    let endless = Does::NeverEnds(stream(""), word("né").into_bytes());
    let limits = Limits {
        text_chars: 101,
        ..Limits::default()
    };
    let (asked, heard, error) = within(endless, limits);
    assert_eq!((asked, heard.text), (1, "né".repeat(50) + "n"));
    let (bound, limit) = (Bound::Text, 101);
    assert_eq!(error, LlmError::TooLong { bound, limit });
}

#[test]
fn megabytes_without_a_word_are_not_kept() {
    let limits = || Limits {
        line_bytes: 100_000,
        body_bytes: 1_000_000,
        ..Limits::default()
    };
    let line = Does::NeverEnds(stream("data: \""), vec![b'x'; 10_000]);
    let (bound, limit) = (Bound::Line, 100_000);
    assert_eq!(within(line, limits()).2, LlmError::TooLong { bound, limit });
    let (bound, limit) = (Bound::Body, 1_000_000);
    let body = LlmError::TooLong { bound, limit };
    let many = [
        stream(": "),
        stream("field"),
        stream(""),
        bytes("200 OK", "", "{\"a\":\""),
    ];
    for first in many {
        let endless = Does::NeverEnds(first, vec![b'x'; 10_000]);
        assert_eq!(within(endless, limits()).2, body);
    }
    let blank = Does::NeverEnds(stream(""), vec![b'\n'; 10_000]);
    assert_eq!(within(blank, limits()).2, body);
    // An error's text is cut, whatever its length.
    let failing = Does::NeverEnds(bytes("401 No", "", ""), vec![b'x'; 10_000]);
    let (_, _, error) = within(failing, limits());
    assert!(
        matches!(error, LlmError::KeyRefused { status: 401, .. }),
        "{error:?}"
    );
    let endless = Server::start(vec![Does::NeverEnds(
        bytes("200 OK", "", "["),
        b"1,".to_vec(),
    )]);
    let client = Client::new(endpoint(&endless.url()), limits(), Retries::none()).unwrap();
    assert_eq!(run(client.models()), Err(body));
}

#[test]
fn who_listens_may_stop_it() {
    let server = Server::start(vec![Does::NeverEnds(stream(""), word("a").into_bytes())]);
    let client = super::client(&server.url());
    let mut heard = 0;
    let ended = run(client.chat_stream(&question(), |_| {
        heard += 1;
        if heard == 3 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }));
    assert_eq!((heard, ended), (3, Err(LlmError::Cancelled)));
}

#[test]
fn a_dropped_answer_closes_the_connection() {
    use std::io::{Read as _, Write as _};

    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let client = super::client(&format!("http://{}", listener.local_addr().unwrap()));
    let server = std::thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        assert!(socket.read(&mut [0; 65_536]).unwrap() > 0);
        socket.write_all(&stream(&word("a"))).unwrap();
        let mut rest = Vec::new();
        socket.read_to_end(&mut rest)
    });
    run(async {
        let (first, heard) = tokio::sync::oneshot::channel();
        let mut first = Some(first);
        let request = question();
        let answer = client.chat_stream(&request, |_| {
            let _ = first.take().map(|first| first.send(()));
            ControlFlow::Continue(())
        });
        tokio::select! {
            ended = answer => panic!("{ended:?}"),
            heard = heard => heard.unwrap(),
        }
    });
    // The end of the connection, in an orderly way or not.
    let _ = server.join().unwrap();
}
