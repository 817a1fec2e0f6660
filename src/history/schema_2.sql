-- Schema 2 of viva.db: what does not count, what was guessed, grades by a later engine, and the schedule of reviews.

-- The learner's local day, YYYY-MM-DD.
ALTER TABLE attempts ADD COLUMN day TEXT;
-- Asked to get going; not part of any mean, and not scheduled.
ALTER TABLE attempts ADD COLUMN warm_up INTEGER NOT NULL DEFAULT 0;
-- Answered, graded, not read off the model answer and no warm-up: what means and the schedule are made of.
ALTER TABLE attempts ADD COLUMN counts INTEGER NOT NULL DEFAULT 0;
-- The score that the learner guessed before seeing it.
ALTER TABLE attempts ADD COLUMN estimate INTEGER CHECK (estimate BETWEEN 0 AND 100);
-- The same answer, graded again by a later engine or rubric. The grade of its own day stays as it is.
ALTER TABLE attempts ADD COLUMN regraded TEXT;
ALTER TABLE attempts ADD COLUMN regraded_score REAL;
ALTER TABLE attempts ADD COLUMN regraded_engine TEXT;
ALTER TABLE attempts ADD COLUMN regraded_hash TEXT;
-- How the answer was given, as JSON; no part of the score. The file of its recording, where that was kept.
ALTER TABLE attempts ADD COLUMN delivery TEXT;
ALTER TABLE attempts ADD COLUMN recording TEXT;

ALTER TABLE probes ADD COLUMN seconds REAL NOT NULL DEFAULT 0;
-- The day of its attempt.
ALTER TABLE probes ADD COLUMN day TEXT;
ALTER TABLE probes ADD COLUMN recording TEXT;

UPDATE attempts SET
    day = coalesce(date(ended_at, 'localtime'), date(ended_at)),
    counts = score IS NOT NULL AND model_answer_seen <> 'before'
        AND trim(coalesce(answer, ''), char(9, 10, 11, 12, 13, 32)) <> '';

UPDATE probes SET day = (SELECT day FROM attempts WHERE id = attempt_id);

-- Key points that an answer that counts did not mention, or contradicted.
CREATE TABLE missed (
    attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    key_point  TEXT NOT NULL,
    PRIMARY KEY (attempt_id, key_point)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO missed (attempt_id, key_point)
SELECT attempts.id, json_extract(point.value, '$.id')
FROM attempts, json_each(CASE WHEN json_valid(attempts.grade) THEN attempts.grade ELSE '{}' END, '$.key_points') AS point
WHERE attempts.counts AND json_extract(point.value, '$.verdict') IN ('missing', 'contradicted');

-- One card a question: what its answers so far make of it. Made anew from the attempts whenever they change.
CREATE TABLE cards (
    question   TEXT PRIMARY KEY,
    stability  REAL NOT NULL,
    difficulty REAL NOT NULL,
    first_day  TEXT NOT NULL,
    last_day   TEXT NOT NULL,
    due        TEXT NOT NULL
) STRICT;

CREATE INDEX cards_by_due ON cards (due);

-- By what the cards are made; one row.
CREATE TABLE schedule (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    -- The wanted chance of recall on the due day.
    retention  REAL NOT NULL,
    -- FSRS parameters fitted to this history, as a JSON list; NULL: the default ones.
    parameters TEXT,
    fitted_at  TEXT,
    -- How many reviews they were fitted to.
    fitted_to  INTEGER
) STRICT;

INSERT INTO schedule (id, retention) VALUES (1, 0.9);

-- Everything that statistics read of a period, and everything that a card is made of, without reading a row.
CREATE INDEX attempts_by_day ON attempts (day, counts, question, score, estimate, seconds, session_id, position, take, hints);
CREATE INDEX probes_by_day ON probes (day, seconds);
CREATE INDEX attempts_of_card ON attempts (question, day, id, score, hints, counts) WHERE counts;

-- The list of sessions with their means, and at each start those that can be gone on with, without reading what they hold.
CREATE INDEX attempts_of_session ON attempts (session_id, position, take, counts, score);
CREATE INDEX sessions_unfinished ON sessions (id) WHERE state <> 'finished';

-- Whether a session that is imported is here already.
CREATE INDEX sessions_by_start ON sessions (started_at, mode, seed);

-- What a language model said of an attempt. It moves no score.
CREATE TABLE remarks (
    id         INTEGER PRIMARY KEY,
    attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('narrative', 'opinion', 'discussion')),
    model      TEXT NOT NULL,
    -- Name and version of the prompt.
    prompt     TEXT NOT NULL,
    day        TEXT NOT NULL,
    -- What the candidate had said, in a discussion.
    asked      TEXT,
    -- What was shown, as Markdown; of an opinion the JSON.
    text       TEXT NOT NULL,
    complete   INTEGER NOT NULL
) STRICT;

CREATE INDEX remarks_of_attempt ON remarks (attempt_id);
