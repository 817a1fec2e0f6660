-- Schema 3 of viva.db: verdicts that the learner overruled. No grade is changed by them.

-- A verdict on an attempt that the learner overruled, and the words that did it: kept as a pattern of their own, which later
-- answers to the same question are read by as well.
CREATE TABLE overruled (
    id          INTEGER PRIMARY KEY,
    attempt_id  INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    question    TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('key_point', 'misconception')),
    -- The id of the point or misconception, and the sentence that it was then.
    claim       TEXT NOT NULL,
    statement   TEXT NOT NULL,
    -- The verdict that was overruled: missing, partial, contradicted, held.
    verdict     TEXT NOT NULL,
    words       TEXT NOT NULL,
    pattern     TEXT NOT NULL,
    written_at  TEXT NOT NULL,
    UNIQUE (attempt_id, kind, claim, pattern)
) STRICT;

CREATE INDEX overruled_of_question ON overruled (question);

-- What such phrases made of an attempt, beside its grade.
CREATE TABLE adjusted (
    attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
    score      REAL NOT NULL CHECK (score BETWEEN 0 AND 100),
    -- The hash of question, rubric and concepts that it was worked out by.
    bank       TEXT NOT NULL,
    engine     TEXT NOT NULL,
    -- The verdicts that are overruled, with the phrases and the words of the answer, as JSON.
    overruled  TEXT NOT NULL
) STRICT;
