//! Finding the JSON that was asked for in a reply that may say more than that.

use serde_json::{Deserializer, Value};

/// At most this many openings are tried.
const TRIES: usize = 200;

/// Every JSON object that stands in a text by itself, in order; and whether one begins that never ends.
pub(super) fn objects(reply: &str) -> (Vec<Value>, bool) {
    let mut found = Vec::new();
    let mut broken_off = false;
    let mut at = 0;
    for _ in 0..TRIES {
        let Some(open) = reply[at..].find('{') else {
            break;
        };
        at += open;
        let mut values = Deserializer::from_str(&reply[at..]).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) => {
                at += values.byte_offset();
                found.push(value);
                broken_off = false;
            }
            Some(Err(error)) => {
                broken_off |= error.is_eof();
                at += 1;
            }
            None => break,
        }
    }
    (found, broken_off)
}

#[cfg(test)]
mod tests {
    use super::objects;

    #[test]
    fn objects_are_found_among_prose_and_fences() {
        let cases = [
            (r#"{"a": 1}"#, 1, false),
            (
                "Here it is:\n```json\n{\"a\": {\"b\": 1}}\n```\nDone {really}.",
                1,
                false,
            ),
            (r#"{"a": 1} and {"a": 2}"#, 2, false),
            (r#"{"a": [1, 2"#, 0, true),
            ("no object", 0, false),
            ("{a {b} c}", 0, false),
            ("", 0, false),
        ];
        for (reply, count, broken_off) in cases {
            let (found, broken) = objects(reply);
            assert_eq!((found.len(), broken), (count, broken_off), "{reply:?}");
        }
    }

    #[test]
    fn a_deep_nest_ends() {
        assert_eq!(objects(&"{\"a\":".repeat(50_000)).0.len(), 0);
    }
}
