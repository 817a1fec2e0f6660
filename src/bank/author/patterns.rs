//! Patterns added to the text of a rubric; what stands there, with its comments, stays as it is.

use toml_edit::{Array, DocumentMut, Table, TomlError, Value};

/// A rubric with patterns added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedPatterns {
    /// Its text.
    pub text: String,
    /// How many were added, or were there already.
    pub added: usize,
    /// The points that have no patterns: one alone would hide the words of their statement.
    pub without_patterns: Vec<String>,
    /// The points that the rubric does not have.
    pub gone: Vec<String>,
}

/// Adds patterns to key points, each given by the point's id and the pattern.
///
/// # Errors
/// When the text is no TOML.
pub fn add_patterns(rubric: &str, wanted: &[(&str, &str)]) -> Result<AddedPatterns, TomlError> {
    let mut document: DocumentMut = rubric.parse()?;
    let (mut added, mut without_patterns, mut gone) = (0, Vec::new(), Vec::new());
    for (id, pattern) in wanted {
        let points = document
            .get_mut("key_points")
            .and_then(|points| points.as_array_of_tables_mut());
        let of_id = |point: &&mut Table| point.get("id").and_then(|id| id.as_str()) == Some(*id);
        let Some(point) = points.and_then(|points| points.iter_mut().find(of_id)) else {
            gone.push((*id).to_owned());
            continue;
        };
        let patterns = point
            .get_mut("patterns")
            .and_then(|patterns| patterns.as_array_mut())
            .filter(|patterns| !patterns.is_empty());
        match patterns {
            Some(patterns) => {
                push(patterns, pattern);
                added += 1;
            }
            None => without_patterns.push((*id).to_owned()),
        }
    }
    Ok(AddedPatterns {
        text: document.to_string(),
        added,
        without_patterns,
        gone,
    })
}

/// Adds a pattern at the end, on a line of its own where the others have one. A comment stays behind what it is about.
fn push(patterns: &mut Array, pattern: &str) {
    if patterns.iter().any(|known| known.as_str() == Some(pattern)) {
        return;
    }
    let last = patterns.iter().last();
    let before = last.and_then(|last| last.decor().prefix()?.as_str());
    let line = before.and_then(|before| Some(&before[before.rfind('\n')?..]));
    let line = line.unwrap_or(" ").to_owned();
    let behind = patterns.trailing().as_str().unwrap_or_default().to_owned();
    let mut value = Value::from(pattern);
    if behind.contains('#') {
        value
            .decor_mut()
            .set_prefix(format!("{}{line}", behind.trim_end()));
        patterns.set_trailing("\n");
    } else {
        value.decor_mut().set_prefix(line);
    }
    patterns.push_formatted(value);
}

#[cfg(test)]
mod tests {
    use super::add_patterns;

    const RUBRIC: &str = "# The rubric.
[[key_points]]
id = \"one\"
patterns = [
  'a b', # a comment
  'c d',
]
probe = \"?\"

[[key_points]]
id = \"two\" # bare
";

    #[test]
    fn a_pattern_joins_those_of_its_point_and_the_rest_stays() {
        let wanted = [
            ("one", "not:e \"f\" /9"),
            ("one", "a b"),
            ("two", "x y"),
            ("left", "z q"),
        ];
        let found = add_patterns(RUBRIC, &wanted).unwrap();
        let expected = RUBRIC.replace("  'c d',\n", "  'c d',\n  'not:e \"f\" /9',\n");
        assert_eq!(found.text, expected);
        assert_eq!(found.added, 2);
        assert_eq!(
            (found.without_patterns, found.gone),
            (vec!["two".to_owned()], vec!["left".to_owned()])
        );
        assert!(add_patterns("[[", &[]).is_err());
        for (before, after) in [
            ("['a']", "['a', \"x\"]"),
            ("[\n  'a', # why\n]", "[\n  'a', # why\n  \"x\",\n]"),
        ] {
            let point = |patterns| format!("[[key_points]]\nid = \"one\"\npatterns = {patterns}\n");
            let found = add_patterns(&point(before), &[("one", "x")]).unwrap();
            assert_eq!(found.text, point(after));
        }
    }
}
