-- A history as schema 2 kept it: what a migration must carry over.
PRAGMA foreign_keys = OFF;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
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
    disputed          INTEGER NOT NULL DEFAULT 0, day TEXT, warm_up INTEGER NOT NULL DEFAULT 0, counts INTEGER NOT NULL DEFAULT 0, estimate INTEGER CHECK (estimate BETWEEN 0 AND 100), regraded TEXT, regraded_score REAL, regraded_engine TEXT, regraded_hash TEXT, delivery TEXT, recording TEXT,
    UNIQUE (session_id, position, take)
) STRICT;
INSERT INTO "attempts" VALUES(1,1,0,1,'python/data-model/list-vs-tuple-in-a-word','0cf31fc518ee82fe','1.3.0','you call int on the text','typed','2026-11-21T14:13:37.282858182Z','2026-11-21T14:13:37.289996208Z',0.007138026,0,'no',3.8,'none',0.91,'{"score":3.8,"confidence":0.91,"key_points":[{"id":"list-mutable","statement":"A list is mutable: it can be changed after it was made","weight":1.5,"essential":true,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"tuple-immutable","statement":"A tuple is immutable: it can''t be changed after it was made","weight":1.5,"essential":true,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"mutability","statement":"What counts is mutability, whether it can be changed once it exists","weight":0.8,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]}],"misconceptions":[],"earned":0.0,"possible":3.8,"reference":0.1,"steps":[["coverage: 0.0 of 3.8 weights met",0.0],["short full answer: 10 % of its words are in yours",6.4],["no essential point is met",3.84]],"notes":[]}',0,'2026-11-21',1,0,20,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "attempts" VALUES(2,1,1,1,'python/data-model/list-vs-tuple','f53c277b956ce7d8','1.3.0','a list can be changed, a tuple is immutable and can be a dictionary key','typed','2026-11-21T14:13:37.313510299Z','2026-11-21T14:13:37.313606721Z',9.6422e-05,0,'no',53.1,'partial',0.8,'{"score":53.1,"confidence":0.8,"key_points":[{"id":"list-mutable","statement":"A list is mutable: its elements can be changed, added and removed after creation","weight":2.5,"essential":true,"verdict":"met","credit":1.0,"why":"met by can + changed","evidence":[{"start":0,"end":21,"text":"a list can be changed","method":"phrase"}]},{"id":"tuple-immutable","statement":"A tuple is immutable: it can''t be changed after creation","weight":2.5,"essential":true,"verdict":"met","credit":1.0,"why":"met by immutable","evidence":[{"start":23,"end":71,"text":"a tuple is immutable and can be a dictionary key","method":"phrase"}]},{"id":"tuple-key","statement":"A tuple (of hashable items) is hashable and can be a dictionary key or a set member; a list can''t","weight":2.0,"essential":false,"verdict":"met","credit":1.0,"why":"met by dictionary + key","evidence":[{"start":23,"end":71,"text":"a tuple is immutable and can be a dictionary key","method":"phrase"}]},{"id":"use-list","statement":"Use a list for a collection that changes or grows, usually of similar items","weight":1.5,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"use-tuple","statement":"Use a tuple for a fixed group of values, like a record, coordinates or several return values, or to protect data from change","weight":1.5,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"tuple-lighter","statement":"A tuple uses a bit less memory and is slightly faster to create than a list","weight":1.5,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"syntax","statement":"A list is written with square brackets, a tuple with commas and usually parentheses","weight":1.0,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"both-sequences","statement":"Both are ordered sequences that can be indexed, sliced and looped over and hold any types, with duplicates","weight":1.0,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]}],"misconceptions":[],"earned":7.0,"possible":13.5,"reference":0.29467871485943775,"steps":[["coverage: 7.0 of 13.5 weights met",56.39506172839506],["short full answer: 29 % of its words are in yours",53.06607355347315]],"notes":[]}',0,'2026-11-21',0,1,60,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "attempts" VALUES(3,1,2,1,'python/concurrency/gil','ccb600e81283114d','1.3.0','only one thread runs bytecode at a time','typed','2026-11-21T14:13:37.329078966Z','2026-11-21T14:13:37.329635671Z',0.000556705,0,'no',27.8,'weak',0.89,'{"score":27.8,"confidence":0.89,"key_points":[{"id":"one-thread-at-a-time","statement":"The GIL is a lock in CPython that lets only one thread run Python bytecode at a time","weight":3.0,"essential":true,"verdict":"met","credit":1.0,"why":"met by one + thread + runs + bytecode","evidence":[{"start":0,"end":39,"text":"only one thread runs bytecode at a time","method":"phrase"}]},{"id":"cpu-no-speedup","statement":"CPU-bound threads don''t run in parallel, so they gain nothing from more cores","weight":2.5,"essential":true,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"io-released","statement":"I/O-bound threads still benefit, because the GIL is released while a thread waits","weight":2.5,"essential":true,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"processes","statement":"For CPU-bound work use multiple processes, each with its own interpreter and GIL, or C code such as NumPy that releases the lock","weight":2.0,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"why-it-exists","statement":"It exists because reference counting isn''t thread-safe: one lock keeps the interpreter''s memory management simple and safe","weight":1.0,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"not-thread-safe","statement":"The GIL doesn''t make your own code thread-safe: a switch may come between two steps, so shared data still needs locks","weight":1.0,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"free-threaded","statement":"It belongs to CPython, not to the language: since 3.13 there are free-threaded builds without it, supported in 3.14 but not the default","weight":1.0,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]}],"misconceptions":[],"earned":3.0,"possible":13.0,"reference":0.2028301886792453,"steps":[["coverage: 3.0 of 13.0 weights met",29.07692307692308],["short full answer: 20 % of its words are in yours",27.779063860667637]],"notes":[]}',0,'2026-11-21',0,1,50,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "attempts" VALUES(4,2,0,1,'python/data-model/list-vs-tuple','f53c277b956ce7d8','1.3.0','a list can be changed, a tuple is put in stone','typed','2026-11-21T14:13:37.352486052Z','2026-11-21T14:13:37.353969214Z',0.001483162,0,'no',22.4,'weak',0.88,'{"score":22.4,"confidence":0.88,"key_points":[{"id":"list-mutable","statement":"A list is mutable: its elements can be changed, added and removed after creation","weight":2.5,"essential":true,"verdict":"met","credit":1.0,"why":"met by can + changed","evidence":[{"start":0,"end":21,"text":"a list can be changed","method":"phrase"}]},{"id":"tuple-immutable","statement":"A tuple is immutable: it can''t be changed after creation","weight":2.5,"essential":true,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"tuple-key","statement":"A tuple (of hashable items) is hashable and can be a dictionary key or a set member; a list can''t","weight":2.0,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"use-list","statement":"Use a list for a collection that changes or grows, usually of similar items","weight":1.5,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"use-tuple","statement":"Use a tuple for a fixed group of values, like a record, coordinates or several return values, or to protect data from change","weight":1.5,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"tuple-lighter","statement":"A tuple uses a bit less memory and is slightly faster to create than a list","weight":1.5,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"syntax","statement":"A list is written with square brackets, a tuple with commas and usually parentheses","weight":1.0,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"both-sequences","statement":"Both are ordered sequences that can be indexed, sliced and looped over and hold any types, with duplicates","weight":1.0,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]}],"misconceptions":[],"earned":2.5,"possible":13.5,"reference":0.10240963855421686,"steps":[["coverage: 2.5 of 13.5 weights met",24.51851851851852],["short full answer: 10 % of its words are in yours",22.376885319053994]],"notes":[]}',1,'2026-10-03',0,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "attempts" VALUES(5,2,0,2,'python/data-model/list-vs-tuple','f53c277b956ce7d8','1.3.0','a list is mutable, a tuple is immutable','typed','2026-11-21T14:13:37.3793652Z','2026-11-21T14:13:37.379468841Z',0.000103641,0,'no',38.7,'weak',0.79,'{"score":38.7,"confidence":0.79,"key_points":[{"id":"list-mutable","statement":"A list is mutable: its elements can be changed, added and removed after creation","weight":2.5,"essential":true,"verdict":"met","credit":1.0,"why":"met by mutable","evidence":[{"start":0,"end":17,"text":"a list is mutable","method":"phrase"}]},{"id":"tuple-immutable","statement":"A tuple is immutable: it can''t be changed after creation","weight":2.5,"essential":true,"verdict":"met","credit":1.0,"why":"met by immutable","evidence":[{"start":19,"end":39,"text":"a tuple is immutable","method":"phrase"}]},{"id":"tuple-key","statement":"A tuple (of hashable items) is hashable and can be a dictionary key or a set member; a list can''t","weight":2.0,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"use-list","statement":"Use a list for a collection that changes or grows, usually of similar items","weight":1.5,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"use-tuple","statement":"Use a tuple for a fixed group of values, like a record, coordinates or several return values, or to protect data from change","weight":1.5,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"tuple-lighter","statement":"A tuple uses a bit less memory and is slightly faster to create than a list","weight":1.5,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"syntax","statement":"A list is written with square brackets, a tuple with commas and usually parentheses","weight":1.0,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"both-sequences","statement":"Both are ordered sequences that can be indexed, sliced and looped over and hold any types, with duplicates","weight":1.0,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]}],"misconceptions":[],"earned":5.0,"possible":13.5,"reference":0.16523235800344233,"steps":[["coverage: 5.0 of 13.5 weights met",42.5679012345679],["short full answer: 17 % of its words are in yours",38.66120141943435]],"notes":[]}',0,'2026-10-03',0,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "attempts" VALUES(6,2,1,1,'python/concurrency/gil','ccb600e81283114d','1.3.0',NULL,'typed','2026-11-21T14:13:37.391456756Z','2026-11-21T14:13:37.391552671Z',9.5915e-05,0,'no',NULL,NULL,NULL,NULL,0,'2026-10-03',0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "attempts" VALUES(7,3,0,1,'python/basics/factorial','fbd0e16b100e6066','1.3.0','it depends','typed','2026-11-21T14:13:37.403398243Z','2026-11-21T14:13:37.404874279Z',0.001476036,0,'no',1.3,'none',0.95,'{"score":1.3,"confidence":0.95,"key_points":[{"id":"function-returns","statement":"It defines a function with one parameter and returns the result","weight":1.0,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"multiplies","statement":"It multiplies all the numbers up to n, in a loop, by recursion or with the library","weight":2.75,"essential":true,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"starts-at-one","statement":"The product starts at 1, or the recursion ends with 1","weight":1.25,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]}],"misconceptions":[],"earned":0.0,"possible":5.0,"reference":0.03458835341365461,"steps":[["coverage: 0.0 of 5.0 weights met",0.0],["short full answer: 3 % of its words are in yours",2.213654618473895],["no essential point is met",1.328192771084337]],"notes":[]}',0,'2026-10-04',0,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE cards (
    question   TEXT PRIMARY KEY,
    stability  REAL NOT NULL,
    difficulty REAL NOT NULL,
    first_day  TEXT NOT NULL,
    last_day   TEXT NOT NULL,
    due        TEXT NOT NULL
) STRICT;
INSERT INTO "cards" VALUES('python/concurrency/gil',2.11999997496604919433e-01,6.41330003738403320312e+00,'2026-11-21','2026-11-21','2026-11-22');
INSERT INTO "cards" VALUES('python/data-model/list-vs-tuple',2.11999997496604919433e-01,6.41330003738403320312e+00,'2026-10-03','2026-10-03','2026-10-04');
INSERT INTO "cards" VALUES('python/basics/factorial',2.11999997496604919433e-01,6.41330003738403320312e+00,'2026-10-04','2026-10-04','2026-10-05');
CREATE TABLE missed (
    attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    key_point  TEXT NOT NULL,
    PRIMARY KEY (attempt_id, key_point)
) STRICT, WITHOUT ROWID;
INSERT INTO "missed" VALUES(2,'both-sequences');
INSERT INTO "missed" VALUES(2,'syntax');
INSERT INTO "missed" VALUES(2,'tuple-lighter');
INSERT INTO "missed" VALUES(2,'use-list');
INSERT INTO "missed" VALUES(2,'use-tuple');
INSERT INTO "missed" VALUES(3,'cpu-no-speedup');
INSERT INTO "missed" VALUES(3,'free-threaded');
INSERT INTO "missed" VALUES(3,'io-released');
INSERT INTO "missed" VALUES(3,'not-thread-safe');
INSERT INTO "missed" VALUES(3,'processes');
INSERT INTO "missed" VALUES(3,'why-it-exists');
INSERT INTO "missed" VALUES(4,'both-sequences');
INSERT INTO "missed" VALUES(4,'syntax');
INSERT INTO "missed" VALUES(4,'tuple-immutable');
INSERT INTO "missed" VALUES(4,'tuple-key');
INSERT INTO "missed" VALUES(4,'tuple-lighter');
INSERT INTO "missed" VALUES(4,'use-list');
INSERT INTO "missed" VALUES(4,'use-tuple');
INSERT INTO "missed" VALUES(5,'both-sequences');
INSERT INTO "missed" VALUES(5,'syntax');
INSERT INTO "missed" VALUES(5,'tuple-key');
INSERT INTO "missed" VALUES(5,'tuple-lighter');
INSERT INTO "missed" VALUES(5,'use-list');
INSERT INTO "missed" VALUES(5,'use-tuple');
INSERT INTO "missed" VALUES(7,'function-returns');
INSERT INTO "missed" VALUES(7,'multiplies');
INSERT INTO "missed" VALUES(7,'starts-at-one');
CREATE TABLE notes (
    id         INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    question   TEXT NOT NULL,
    text       TEXT NOT NULL,
    written_at TEXT NOT NULL
) STRICT;
INSERT INTO "notes" VALUES(1,1,2,'python/concurrency/gil','read on','2026-11-21T14:13:37.32917725Z');
INSERT INTO "notes" VALUES(2,2,0,'python/data-model/list-vs-tuple','it says so','2026-11-21T14:13:37.369647774Z');
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
    grade           TEXT NOT NULL, seconds REAL NOT NULL DEFAULT 0, day TEXT, recording TEXT,
    UNIQUE (attempt_id, number)
) STRICT;
INSERT INTO "probes" VALUES(1,1,0,'list-mutable',0,'Say I have made a list of three names. May I still do something with it?','and str makes it text again','typed',3.8,3.8,'{"id":"list-mutable","statement":"A list is mutable: it can be changed after it was made","weight":1.5,"essential":true,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]}','{"score":3.8,"confidence":0.91,"key_points":[{"id":"list-mutable","statement":"A list is mutable: it can be changed after it was made","weight":1.5,"essential":true,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"tuple-immutable","statement":"A tuple is immutable: it can''t be changed after it was made","weight":1.5,"essential":true,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"mutability","statement":"What counts is mutability, whether it can be changed once it exists","weight":0.8,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]}],"misconceptions":[],"earned":0.0,"possible":3.8,"reference":0.1,"steps":[["coverage: 0.0 of 3.8 weights met",0.0],["short full answer: 10 % of its words are in yours",6.4],["no essential point is met",3.84]],"notes":[]}',0.001146811,'2026-11-21',NULL);
INSERT INTO "probes" VALUES(2,2,0,'use-list',3,'Give me a case from your own code where you would take a list. What is it about the data?','because its size never changes','typed',53.1,53.1,'{"id":"use-list","statement":"Use a list for a collection that changes or grows, usually of similar items","weight":1.5,"essential":false,"verdict":"missing","credit":0.0,"why":"mentioned, but not clearly said","evidence":[]}','{"score":53.1,"confidence":0.8,"key_points":[{"id":"list-mutable","statement":"A list is mutable: its elements can be changed, added and removed after creation","weight":2.5,"essential":true,"verdict":"met","credit":1.0,"why":"met by can + changed","evidence":[{"start":0,"end":21,"text":"a list can be changed","method":"phrase"}]},{"id":"tuple-immutable","statement":"A tuple is immutable: it can''t be changed after creation","weight":2.5,"essential":true,"verdict":"met","credit":1.0,"why":"met by immutable","evidence":[{"start":23,"end":71,"text":"a tuple is immutable and can be a dictionary key","method":"phrase"}]},{"id":"tuple-key","statement":"A tuple (of hashable items) is hashable and can be a dictionary key or a set member; a list can''t","weight":2.0,"essential":false,"verdict":"met","credit":1.0,"why":"met by dictionary + key","evidence":[{"start":23,"end":71,"text":"a tuple is immutable and can be a dictionary key","method":"phrase"}]},{"id":"use-list","statement":"Use a list for a collection that changes or grows, usually of similar items","weight":1.5,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"use-tuple","statement":"Use a tuple for a fixed group of values, like a record, coordinates or several return values, or to protect data from change","weight":1.5,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"tuple-lighter","statement":"A tuple uses a bit less memory and is slightly faster to create than a list","weight":1.5,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"syntax","statement":"A list is written with square brackets, a tuple with commas and usually parentheses","weight":1.0,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]},{"id":"both-sequences","statement":"Both are ordered sequences that can be indexed, sliced and looped over and hold any types, with duplicates","weight":1.0,"essential":false,"verdict":"missing","credit":0.0,"why":"not mentioned","evidence":[]}],"misconceptions":[],"earned":7.0,"possible":13.5,"reference":0.29467871485943775,"steps":[["coverage: 7.0 of 13.5 weights met",56.39506172839506],["short full answer: 29 % of its words are in yours",53.06607355347315]],"notes":[]}',0.000902304,'2026-11-21',NULL);
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
INSERT INTO "schedule" VALUES(1,0.9,NULL,NULL,NULL);
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
INSERT INTO "sessions" VALUES(1,'practice','["python/data-model/list-vs-tuple-in-a-word","python/data-model/list-vs-tuple","python/concurrency/gil"]','63080','{"probes":1,"probes_asked":true,"warm_up":true,"estimate":true,"estimate_asked":true,"calm":false,"bank":[],"only_bank":[],"count":null,"minutes":null}','finished','2026-11-21T14:13:37.28298814Z','2026-11-21T14:13:37.332425223Z');
INSERT INTO "sessions" VALUES(2,'practice','["python/data-model/list-vs-tuple","python/concurrency/gil"]','946228','{"probes":1,"probes_asked":false,"warm_up":false,"estimate":false,"estimate_asked":false,"calm":false,"bank":[],"only_bank":[],"count":null,"minutes":null}','finished','2026-11-21T14:13:37.352589106Z','2026-11-21T14:13:37.392126314Z');
INSERT INTO "sessions" VALUES(3,'interview','["python/basics/factorial","python/data-model/list-vs-tuple","python/performance/memory-leaks","python/security/storing-secrets","python/web/flask-vs-django","python/functions/decorators","python/standard-library/itertools","python/packaging/script-entry-point","python/data-structures/removing-duplicates","python/concurrency/gil","python/classes/factory","python/errors/exception-keywords","python/systems/cache-patterns","python/data-science/machine-learning-libraries","python/testing/mock-library","python/deployment/docker","python/algorithms/communicating-complexity","python/databases/normalization","python/security/input-validation","python/functions/returning-a-lambda","python/web/get-vs-post","python/data-model/list-vs-tuple-in-a-word","python/performance/optimizing-code","python/standard-library/writing-files","python/packaging/manylinux","python/classes/static-vs-class-method","python/basics/two-way-decision","python/errors/exception","python/data-structures/list-comprehension","python/systems/redis-counter-race","python/concurrency/thread-safety","python/data-science/tensorflow-vs-pytorch","python/databases/connection-pooling","python/deployment/ci-cd","python/algorithms/optimize-pair-sum","python/testing/pytest-fixtures","python/performance/lru-cache-vs-cache","python/data-model/explicit-type-conversion","python/standard-library/parsing-json","python/classes/object-init","python/packaging/pip-freeze","python/functions/keyword-arguments","python/concurrency/event-loop","python/data-structures/implement-heap","python/basics/indentation","python/data-science/correlation-vs-causation","python/systems/hit-ratio","python/web/middleware","python/errors/exception-handling","python/algorithms/comprehensions-in-algorithms","python/testing/unit-testing","python/deployment/blue-green-vs-canary","python/security/ecc-vs-rsa","python/databases/detached-lazy-loading","python/data-model/namedtuple-as-key","python/classes/class-and-object","python/standard-library/str-split","python/packaging/virtual-environments","python/performance/list-growth","python/data-structures/list-tuple-dict","python/functions/default-values","python/basics/what-is-python","python/concurrency/gather-in-a-consumer","python/systems/prometheus-counter","python/data-science/model-deployment","python/algorithms/ternary-search","python/errors/catching-exceptions","python/web/scraping","python/testing/mocking","python/databases/django-orm","python/standard-library/regular-expressions","python/performance/memory-management","python/data-model/standard-data-types","python/functions/actual-parameters","python/classes/abcs-vs-built-in-types","python/data-structures/dictionary","python/basics/migrating-from-python-2","python/systems/api-gateway-endpoints","python/concurrency/asyncio","python/data-science/missing-data","python/errors/custom-exceptions","python/packaging/poetry-resolver","python/testing/fixture-scopes","python/performance/generational-collection","python/classes/method-kinds","python/functions/advantages-of-recursion","python/standard-library/itertools-chain","python/basics/global-vs-local","python/data-structures/stack-and-queue","python/errors/several-context-managers","python/concurrency/async-await-in-practice","python/data-model/shallow-vs-deep-copy","python/systems/expiration-vs-invalidation","python/packaging/shadowed-module","python/data-science/libraries","python/testing/parametrize-ids","python/classes/descriptors","python/functions/closure-without-nonlocal","python/standard-library/clock-resolution","python/basics/break-vs-continue","python/data-structures/list-to-set","python/performance/string-concatenation","python/concurrency/async-await-internals","python/packaging/importing-modules","python/systems/data-pipeline","python/errors/finally","python/data-model/equality-vs-identity","python/testing/dependent-fixtures","python/classes/slots","python/functions/formal-parameters","python/basics/for-and-range","python/data-structures/merging-dictionaries","python/performance/c-extensions","python/concurrency/async-generators-vs-gather","python/packaging/import-caching","python/systems/scaling-a-web-application","python/errors/multiple-exceptions","python/data-model/mutability","python/standard-library/date-today","python/classes/descriptor-protocol","python/data-structures/list-comprehensions-and-loops","python/functions/lambda","python/basics/pep-8","python/performance/numpy-vs-lists","python/concurrency/first-completed","python/packaging/wheel-vs-sdist","python/systems/service-map","python/standard-library/reading-files","python/errors/context-managers","python/data-model/type-conversion","python/classes/metaclasses","python/basics/python2-vs-python3","python/functions/generators","python/performance/cython","python/data-structures/deque-vs-list","python/concurrency/threading","python/packaging/module-vs-package","python/systems/system-design","python/classes/init","python/functions/timing-decorator","python/performance/reference-counts-and-gil","python/basics/expression","python/concurrency/threads-processes-asyncio","python/data-structures/collections-module","python/packaging/moved-venv","python/systems/adding-a-cache","python/classes/deriving-a-subclass","python/functions/comprehension-vs-generator-expression","python/performance/profiling","python/basics/indentation-required","python/concurrency/asyncio-vs-threads","python/systems/load-balancing","python/packaging/platform-dependency","python/data-structures/lazy-zip","python/classes/class-definition","python/performance/interning","python/basics/break-continue-pass","python/functions/function","python/packaging/pip-without-cache","python/concurrency/concurrent-futures","python/classes/singleton","python/basics/conditional-statements","python/functions/iteration-vs-recursion","python/packaging/venv-layout","python/classes/encapsulation","python/basics/operators","python/functions/recursion","python/classes/mixins-and-init","python/basics/loops","python/functions/lambda-with-built-ins","python/classes/mro","python/basics/variables-and-types","python/functions/function-definition","python/classes/polymorphism","python/basics/string-length","python/functions/default-return-value","python/classes/dataclass-inheritance","python/basics/sum-of-list","python/functions/args-and-kwargs","python/basics/lifetime-of-a-variable","python/classes/inheritance","python/functions/lambda-type-hints","python/basics/literals","python/basics/pass-statement","python/basics/docstrings","python/data-structures/implement-binary-search-tree","python/algorithms/optimize-window-sum","python/data-structures/implement-stack-and-queue","python/algorithms/optimize-fibonacci","python/data-structures/implement-lru-cache","python/algorithms/optimize-common-items","python/data-structures/implement-trie","python/data-structures/implement-hash-map","python/data-structures/implement-linked-list"]','3','{"probes":2,"probes_asked":false,"warm_up":false,"estimate":false,"estimate_asked":false,"calm":false,"bank":[],"only_bank":[],"count":2,"minutes":null}','paused','2026-11-21T14:13:37.403486311Z','2026-11-21T14:13:37.419320728Z');
CREATE INDEX attempts_by_question ON attempts (question, ended_at);
CREATE INDEX cards_by_due ON cards (due);
CREATE INDEX attempts_by_day ON attempts (day, counts, question, score, estimate, seconds, session_id, position, take, hints);
CREATE INDEX probes_by_day ON probes (day, seconds);
CREATE INDEX attempts_of_card ON attempts (question, day, id, score, hints, counts) WHERE counts;
CREATE INDEX attempts_of_session ON attempts (session_id, position, take, counts, score);
CREATE INDEX sessions_unfinished ON sessions (id) WHERE state <> 'finished';
CREATE INDEX sessions_by_start ON sessions (started_at, mode, seed);
CREATE INDEX remarks_of_attempt ON remarks (attempt_id);
COMMIT;
