-- Schema 1 of viva.db. Times are RFC 3339 in UTC; lists and grades are JSON. Later schemas only add.

-- One examination: what was planned, by which rules, and where it stands.
CREATE TABLE sessions (
    id         INTEGER PRIMARY KEY,
    mode       TEXT NOT NULL,
    -- A list of question ids, in the order of asking.
    plan       TEXT NOT NULL,
    -- Text, because a seed may exceed a signed integer.
    seed       TEXT NOT NULL,
    options    TEXT NOT NULL,
    -- A running session is interrupted when no program holds its lock file.
    state      TEXT NOT NULL CHECK (state IN ('running', 'paused', 'finished')),
    started_at TEXT NOT NULL,
    ended_at   TEXT
) STRICT;

-- One try at one question. An attempt is never changed but for what is said about it afterwards.
CREATE TABLE attempts (
    id                INTEGER PRIMARY KEY,
    session_id        INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    position          INTEGER NOT NULL,
    take              INTEGER NOT NULL,
    question          TEXT NOT NULL,
    -- Question, rubric and concepts; with the engine's version it tells whether two grades are comparable.
    content_hash      TEXT NOT NULL,
    engine            TEXT NOT NULL,
    -- NULL when the question was skipped.
    answer            TEXT,
    medium            TEXT NOT NULL,
    asked_at          TEXT NOT NULL,
    ended_at          TEXT NOT NULL,
    seconds           REAL NOT NULL,
    hints             INTEGER NOT NULL,
    model_answer_seen TEXT NOT NULL CHECK (model_answer_seen IN ('no', 'before', 'after')),
    score             REAL,
    band              TEXT,
    confidence        REAL,
    -- The whole grade: verdicts with their evidence, beliefs, arithmetic.
    grade             TEXT,
    disputed          INTEGER NOT NULL DEFAULT 0,
    UNIQUE (session_id, position, take)
) STRICT;

CREATE INDEX attempts_by_question ON attempts (question, ended_at);

-- A second question about one missed point, and what it recovered.
CREATE TABLE probes (
    id              INTEGER PRIMARY KEY,
    attempt_id      INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    number          INTEGER NOT NULL,
    key_point       TEXT NOT NULL,
    key_point_index INTEGER NOT NULL,
    prompt          TEXT NOT NULL,
    answer          TEXT NOT NULL,
    medium          TEXT NOT NULL,
    score_before    REAL NOT NULL,
    score_after     REAL NOT NULL,
    -- The point's verdict on this answer, and the whole grade after it.
    verdict         TEXT NOT NULL,
    grade           TEXT NOT NULL,
    UNIQUE (attempt_id, number)
) STRICT;

CREATE TABLE notes (
    id         INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    question   TEXT NOT NULL,
    text       TEXT NOT NULL,
    written_at TEXT NOT NULL
) STRICT;
