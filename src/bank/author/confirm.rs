//! What becomes of a model's proposals once their author has looked at them: in a draft that is not written yet, and in the text of
//! a rubric file, whose comments and order stay.

use std::path::Path;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TomlError, value};

use super::draft::{Draft, in_short};
use super::id::point_id;
use crate::bank::read::{parse, read_text};
use crate::bank::{KeyPointFile, MisconceptionFile, Problem, ProposedFile, RubricFile};

/// What an author decided.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decided {
    /// Key points that count from now on, perhaps edited.
    pub key_points: Vec<KeyPointFile>,
    /// Misconceptions that count from now on, perhaps edited.
    pub misconceptions: Vec<MisconceptionFile>,
    /// The statements and beliefs that were looked at, as they were proposed: they wait no longer.
    pub seen: Vec<String>,
    /// The statements of key points whose place the confirmed ones take.
    pub replaced: Vec<String>,
}

impl Decided {
    /// What goes on waiting; none where nothing does.
    pub fn rest(&self, proposed: &ProposedFile) -> Option<ProposedFile> {
        let mut rest = proposed.clone();
        rest.key_points
            .retain(|point| !self.has_seen(&point.statement));
        rest.misconceptions
            .retain(|belief| !self.has_seen(&belief.belief));
        (rest.waiting() > 0).then_some(rest)
    }

    fn has_seen(&self, statement: &str) -> bool {
        self.seen.iter().any(|seen| seen == statement)
    }
}

impl Draft {
    /// The draft with what was decided of the proposals that came with it.
    pub fn decide(&mut self, decided: Decided) {
        self.rubric.proposed = (self.rubric.proposed.take())
            .as_ref()
            .and_then(|proposed| decided.rest(proposed));
        if !decided.key_points.is_empty() {
            self.rubric.reference = in_short(&decided.key_points);
            self.rubric.key_points = decided.key_points;
            self.suggested.clear();
        }
        self.rubric.misconceptions = decided.misconceptions;
    }
}

/// What a rubric file proposes, and which of its key points are still as the program drafted them.
///
/// # Errors
/// When the file can't be read.
pub fn waiting(path: &Path) -> Result<(ProposedFile, Vec<String>), Problem> {
    let file: RubricFile = parse(&path.display().to_string(), &read_text(path)?)?;
    let as_drafted = |point: &&KeyPointFile| {
        file.drafted
            && point.patterns.is_empty()
            && point.wrong.is_empty()
            && !point.essential
            && point.subject.is_none()
            && point.probe.is_none()
    };
    let drafted = file.key_points.iter().filter(as_drafted);
    let drafted = drafted.map(|point| point.statement.clone()).collect();
    Ok((file.proposed.unwrap_or_default(), drafted))
}

/// The text of a rubric file after what was decided. Of a file that changed meanwhile, what is still proposed there is settled,
/// and everything else stays.
///
/// # Errors
/// When the text is no TOML.
pub fn confirmed(text: &str, decided: &Decided) -> Result<String, TomlError> {
    let mut file: DocumentMut = text.parse()?;
    let still = take_proposals(&mut file, decided);
    let points = tables(&mut file, "key_points");
    points.retain(|table| {
        let statement = text_of(table, "statement").unwrap_or_default();
        !decided
            .replaced
            .iter()
            .any(|replaced| replaced == statement)
    });
    for point in &decided.key_points {
        let taken = |id: &str| points.iter().any(|other| text_of(other, "id") == Some(id));
        let id = if point.id.is_empty() || taken(&point.id) {
            point_id(&point.statement, taken)
        } else {
            point.id.clone()
        };
        points.push(key_point(point, &id));
    }
    let beliefs = tables(&mut file, "misconceptions");
    for belief in &decided.misconceptions {
        beliefs.push(misconception(belief));
    }
    for name in ["key_points", "misconceptions"] {
        if tables(&mut file, name).is_empty() {
            file.remove(name);
        }
    }
    if !still {
        file.remove("proposed");
    }
    Ok(file.to_string())
}

/// Takes out what was looked at; whether anything goes on waiting.
fn take_proposals(file: &mut DocumentMut, decided: &Decided) -> bool {
    let Some(proposed) = file.get_mut("proposed").and_then(Item::as_table_like_mut) else {
        return false;
    };
    let mut still = false;
    for (list, name) in [("key_points", "statement"), ("misconceptions", "belief")] {
        let Some(tables) = proposed
            .get_mut(list)
            .and_then(Item::as_array_of_tables_mut)
        else {
            continue;
        };
        tables.retain(|table| {
            !text_of(table, name).is_some_and(|statement| decided.has_seen(statement))
        });
        still |= !tables.is_empty();
    }
    still
}

/// The tables of that name, which may be none yet.
fn tables<'a>(file: &'a mut DocumentMut, name: &str) -> &'a mut ArrayOfTables {
    let item = file
        .entry(name)
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    if !item.is_array_of_tables() {
        // Written as one line: the same tables, one below the other.
        let whole = std::mem::take(item);
        *item = whole.into_array_of_tables().map_or_else(
            |_| Item::ArrayOfTables(ArrayOfTables::new()),
            Item::ArrayOfTables,
        );
    }
    item.as_array_of_tables_mut()
        .expect("it was made an array of tables above")
}

fn text_of<'a>(table: &'a Table, name: &str) -> Option<&'a str> {
    table.get(name).and_then(Item::as_str)
}

fn key_point(point: &KeyPointFile, id: &str) -> Table {
    let mut table = Table::new();
    table["id"] = value(id);
    table["statement"] = value(&point.statement);
    table["weight"] = value(point.weight);
    if point.essential {
        table["essential"] = value(true);
    }
    patterns(&mut table, &point.patterns);
    apart(table)
}

fn misconception(belief: &MisconceptionFile) -> Table {
    let mut table = Table::new();
    if !belief.id.is_empty() {
        table["id"] = value(&belief.id);
    }
    table["belief"] = value(&belief.belief);
    table["correction"] = value(&belief.correction);
    table["penalty"] = value(belief.penalty);
    patterns(&mut table, &belief.patterns);
    apart(table)
}

fn patterns(table: &mut Table, patterns: &[String]) {
    if !patterns.is_empty() {
        table["patterns"] = value(patterns.iter().collect::<toml_edit::Array>());
    }
}

/// After a blank line.
fn apart(mut table: Table) -> Table {
    table.decor_mut().set_prefix("\n");
    table
}

#[cfg(test)]
mod tests {
    use super::{Decided, confirmed};
    use crate::bank::{
        KeyPointFile, MisconceptionFile, ProposedFile, ProposedPointFile, RubricFile,
    };

    const FILE: &str = "# mine\nformat = 1\ndrafted = true\nreference = \"It is fixed.\"\n\n\
        [[key_points]]\nid = \"fixed\"\nstatement = \"It is fixed\"   # by hand\nweight = 2\n\n\
        [[samples]]\nhuman = 90\nanswer = 'fixed'\n\n\
        # proposals\n[proposed]\nby = \"small\"\n\n\
        [[proposed.key_points]]\nid = \"fixed\"\nstatement = \"A tuple is fixed\"\n\n\
        [[proposed.key_points]]\nstatement = \"A tuple is a key\"\n\n\
        [[proposed.misconceptions]]\nbelief = \"A tuple grows\"\n";

    fn point(id: &str, statement: &str, patterns: &[&str]) -> KeyPointFile {
        ProposedPointFile {
            id: id.to_owned(),
            statement: statement.to_owned(),
            weight: 2.5,
            essential: true,
            patterns: patterns.iter().map(|&pattern| pattern.to_owned()).collect(),
            quotes: Vec::new(),
        }
        .into_key_point()
    }

    fn decided(seen: &[&str]) -> Decided {
        Decided {
            seen: seen.iter().map(|&seen| seen.to_owned()).collect(),
            ..Decided::default()
        }
    }

    #[test]
    fn what_was_confirmed_counts_and_what_was_not_looked_at_waits() {
        let decided = Decided {
            key_points: vec![point(
                "fixed",
                "A tuple never changes",
                &["not:change \"after it\""],
            )],
            ..decided(&["A tuple is fixed"])
        };
        insta::assert_snapshot!(confirmed(FILE, &decided).unwrap(), @r#"
        # mine
        format = 1
        drafted = true
        reference = "It is fixed."

        [[key_points]]
        id = "fixed"
        statement = "It is fixed"   # by hand
        weight = 2

        [[key_points]]
        id = "tuple-never-changes"
        statement = "A tuple never changes"
        weight = 2.5
        essential = true
        patterns = ['not:change "after it"']

        [[samples]]
        human = 90
        answer = 'fixed'

        # proposals
        [proposed]
        by = "small"

        [[proposed.key_points]]
        statement = "A tuple is a key"

        [[proposed.misconceptions]]
        belief = "A tuple grows"
        "#);
        let proposed = toml::from_str::<RubricFile>(FILE)
            .unwrap()
            .proposed
            .unwrap();
        let rest = decided.rest(&proposed).unwrap();
        assert_eq!(rest.key_points[0].statement, "A tuple is a key");
        assert_eq!(rest.misconceptions.len(), 1);
    }

    #[test]
    fn confirmed_points_take_the_place_of_drafted_ones_where_they_are_to() {
        let decided = Decided {
            key_points: vec![point("", "A tuple is fixed", &[])],
            misconceptions: vec![MisconceptionFile {
                id: String::new(),
                belief: "A tuple grows".to_owned(),
                correction: "It's fixed.".to_owned(),
                penalty: 25.0,
                subject: None,
                patterns: vec!["tuple grow*".to_owned()],
            }],
            replaced: vec!["It is fixed".to_owned()],
            ..decided(&["A tuple is fixed", "A tuple is a key", "A tuple grows"])
        };
        insta::assert_snapshot!(confirmed(FILE, &decided).unwrap(), @r#"
        # mine
        format = 1
        drafted = true
        reference = "It is fixed."

        [[key_points]]
        id = "tuple-fixed"
        statement = "A tuple is fixed"
        weight = 2.5
        essential = true

        [[samples]]
        human = 90
        answer = 'fixed'

        [[misconceptions]]
        belief = "A tuple grows"
        correction = "It's fixed."
        penalty = 25.0
        patterns = ["tuple grow*"]
        "#);
        let dropped = Decided {
            key_points: Vec::new(),
            misconceptions: Vec::new(),
            replaced: Vec::new(),
            ..decided
        };
        let text = confirmed(FILE, &dropped).unwrap();
        assert!(text.contains("It is fixed\"   # by hand") && !text.contains("proposed"));
    }

    #[test]
    fn a_file_that_changed_meanwhile_keeps_its_changes() {
        let changed = "key_points = [{statement = 'One'}]\n";
        let decided = Decided {
            key_points: vec![point("", "A tuple is fixed", &[])],
            ..decided(&["A tuple is fixed"])
        };
        let text = confirmed(changed, &decided).unwrap();
        let file: RubricFile = toml::from_str(&text).unwrap();
        let statements: Vec<&str> = file
            .key_points
            .iter()
            .map(|point| point.statement.as_str())
            .collect();
        assert_eq!(statements, ["One", "A tuple is fixed"]);
        assert!(confirmed("key_points = [", &decided).is_err());
        assert_eq!(Decided::default().rest(&ProposedFile::default()), None);
    }
}
