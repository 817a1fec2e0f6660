//! Which column of a table, field of an object or part of a card is what, by the names that people give them.

use super::Found;
use super::level::{level_tag, without_level};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Question,
    Answer,
    Topic,
    Level,
    Code,
    Title,
    Tags,
}

/// The roles of names, best name first.
const NAMES: &[(Role, &[&str])] = &[
    (
        Role::Question,
        &[
            "question",
            "questions",
            "prompt",
            "q",
            "front",
            "interview question",
            "question text",
            "ask",
            "text",
            "query",
        ],
    ),
    (
        Role::Answer,
        &[
            "answer",
            "answers",
            "a",
            "back",
            "model answer",
            "sample answer",
            "expected answer",
            "reference answer",
            "reference",
            "response",
            "solution",
            "explanation",
            "definition",
        ],
    ),
    (
        Role::Topic,
        &[
            "topic", "topics", "category", "subject", "section", "area", "deck", "chapter",
            "theme", "unit", "module", "skill",
        ],
    ),
    (Role::Level, &["level", "difficulty", "seniority", "grade"]),
    (Role::Code, &["code", "snippet"]),
    (Role::Title, &["title", "name", "short title"]),
    (Role::Tags, &["tags", "tag", "labels", "keywords"]),
];

/// The role of a name, and how good a name for it this is: 0 is best.
pub(super) fn role(name: &str) -> Option<(Role, usize)> {
    let name = name.trim().to_lowercase().replace(['_', '-'], " ");
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    NAMES.iter().find_map(|(role, names)| {
        let rank = names.iter().position(|known| *known == name)?;
        Some((*role, rank))
    })
}

/// The columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    roles: Vec<Option<Role>>,
}

impl Columns {
    /// The columns of a header that names a question; where two columns have one role, the better name has it.
    pub(super) fn of(header: &[String]) -> Option<Self> {
        let named: Vec<_> = header.iter().map(|name| role(name)).collect();
        let is_best = |at: usize, role: Role, rank: usize| {
            !named.iter().enumerate().any(|(other, found)| {
                found.is_some_and(|(same, better)| same == role && (better, other) < (rank, at))
            })
        };
        let roles: Vec<_> = named
            .iter()
            .enumerate()
            .map(|(at, found)| {
                found
                    .filter(|&(role, rank)| is_best(at, role, rank))
                    .map(|(role, _)| role)
            })
            .collect();
        // A list of titles asks by its titles.
        let roles = match roles.contains(&Some(Role::Question)) {
            true => roles,
            false if roles.contains(&Some(Role::Answer)) => roles
                .into_iter()
                .map(|role| {
                    if role == Some(Role::Title) {
                        Some(Role::Question)
                    } else {
                        role
                    }
                })
                .collect(),
            false => roles,
        };
        roles
            .contains(&Some(Role::Question))
            .then_some(Self { roles })
    }

    /// The columns of these roles, in this order.
    pub(super) fn given(roles: Vec<Option<Role>>) -> Self {
        Self { roles }
    }

    /// The question of a row.
    pub(super) fn question(&self, cells: &[String], line: usize) -> Found {
        let mut found = Found {
            line,
            ..Found::default()
        };
        for (role, cell) in self.roles.iter().zip(cells) {
            if let Some(role) = role {
                put(&mut found, *role, cell);
            }
        }
        found
    }
}

/// Puts a value where its role says.
pub(super) fn put(found: &mut Found, role: Role, value: &str) {
    let value = value.trim();
    if value.is_empty() {
        return;
    }
    let text = || Some(value.to_owned());
    match role {
        Role::Question => {
            let (prompt, level) = without_level(value);
            found.prompt = prompt;
            found.level = found.level.or(level);
        }
        Role::Answer if found.answer.is_empty() => value.clone_into(&mut found.answer),
        Role::Answer => {}
        Role::Topic => found.topic = text(),
        Role::Level => found.level = level_tag(value).or(found.level),
        Role::Code => found.code = text(),
        Role::Title => found.title = text(),
        Role::Tags => tags(found, value.split([',', ';'])),
    }
}

/// Reads tags: one may name the level, the first other one is the topic where nothing else names it.
pub(super) fn tags<'a>(found: &mut Found, tags: impl Iterator<Item = &'a str>) {
    for tag in tags.map(str::trim).filter(|tag| !tag.is_empty()) {
        let last = tag
            .rsplit("::")
            .next()
            .unwrap_or(tag)
            .replace(['_', '-'], " ");
        match level_tag(&last) {
            Some(level) => found.level = found.level.or(Some(level)),
            None if !["leech", "marked"].contains(&last.as_str()) => {
                found.topic.get_or_insert_with(|| last.clone());
            }
            None => {}
        }
    }
}
