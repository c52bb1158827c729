-- The coordinators' side: every change of a proposal's status, questions, notes, digests, figures.

ALTER TABLE people ADD COLUMN queue_district TEXT;          -- of which district a coordinator sees the queue
ALTER TABLE proposals ADD COLUMN deadline TEXT;             -- when a question, or asking again, comes back to the queue
ALTER TABLE proposals ADD COLUMN recheck_at TEXT;           -- when the proposer of an approved task is asked again
ALTER TABLE proposals ADD COLUMN merged_into INTEGER REFERENCES proposals (id);

CREATE INDEX proposals_by_status ON proposals (status, submitted_at);
CREATE INDEX proposals_queue ON proposals (overall = 'met', submitted_at, id) WHERE status = 'new';
CREATE INDEX proposals_queue_in ON proposals (district, overall = 'met', submitted_at, id) WHERE status = 'new';
CREATE INDEX proposals_by_district ON proposals (district, status, submitted_at);
CREATE INDEX proposals_recheck ON proposals (recheck_at) WHERE status = 'approved';
CREATE INDEX proposals_deadline ON proposals (deadline) WHERE deadline IS NOT NULL;
CREATE INDEX proposals_back ON proposals (status, changed_at) WHERE status = 'new' AND version > 1;
CREATE INDEX proposals_submitted ON proposals (submitted_at, overall, status, conversation_id);

CREATE TABLE transitions (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    proposal_id INTEGER NOT NULL REFERENCES proposals (id),
    action      TEXT NOT NULL,                     -- bot/office/reviewing.py, Action
    was         TEXT NOT NULL,
    became      TEXT NOT NULL,
    version     INTEGER NOT NULL,                  -- of the proposal, after it
    actor_id    INTEGER,                           -- NULL: the bot
    reason      TEXT,
    note        TEXT,                              -- what the proposer reads beside the reason
    delivery    INTEGER,                           -- the message that tells the proposer
    at          TEXT NOT NULL,
    undone_at   TEXT
) STRICT;
CREATE INDEX transitions_by_proposal ON transitions (proposal_id, id);
CREATE INDEX transitions_at ON transitions (at);

CREATE TABLE notes (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    proposal_id INTEGER NOT NULL REFERENCES proposals (id),
    author_id   INTEGER NOT NULL REFERENCES people (id),
    words       TEXT NOT NULL,
    at          TEXT NOT NULL
) STRICT;
CREATE INDEX notes_by_proposal ON notes (proposal_id, id);

CREATE TABLE questions (                           -- that a coordinator asks back
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    proposal_id INTEGER NOT NULL REFERENCES proposals (id),
    question    TEXT NOT NULL,                     -- the key of the question in the flow
    words       TEXT,                              -- what the coordinator adds
    old_value   TEXT,
    asked_by    INTEGER NOT NULL REFERENCES people (id),
    asked_at    TEXT NOT NULL,
    answered_at TEXT
) STRICT;
CREATE INDEX questions_by_proposal ON questions (proposal_id, id);

CREATE TABLE expecting (                           -- what the next words that someone types are for
    person_id INTEGER PRIMARY KEY REFERENCES people (id),
    purpose   TEXT NOT NULL,
    subject   INTEGER NOT NULL,                    -- the id of the record that it is about
    content   TEXT,                                -- what was chosen so far, as JSON
    asked_at  TEXT NOT NULL
) STRICT;

CREATE TABLE digests (
    person_id    INTEGER PRIMARY KEY REFERENCES people (id),
    rhythm       TEXT NOT NULL CHECK (rhythm IN ('direct', 'daily', 'weekly', 'off')),
    hour         INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
    districts    TEXT NOT NULL DEFAULT '[]',       -- JSON; empty: all
    quiet_from   INTEGER NOT NULL CHECK (quiet_from BETWEEN 0 AND 23),
    quiet_to     INTEGER NOT NULL CHECK (quiet_to BETWEEN 0 AND 23),  -- the same hour: none
    chosen_at    TEXT,                             -- when the rhythm or the hour was chosen
    last_at      TEXT                              -- when a digest was last due: sent, or nothing to report
) STRICT;

CREATE TABLE at_work (
    at         TEXT PRIMARY KEY,
    people     INTEGER NOT NULL CHECK (people >= 0),
    entered_by INTEGER NOT NULL REFERENCES people (id)
) STRICT, WITHOUT ROWID;

ALTER TABLE checks ADD COLUMN newest INTEGER NOT NULL DEFAULT 1;       -- 0: a later version stands in its place
ALTER TABLE checks ADD COLUMN deleted_at TEXT;

CREATE INDEX checks_saved ON checks (saved_at);
CREATE INDEX checks_counted ON checks (newest, deleted_at, saved_at, overall, conversation_id);
CREATE INDEX verdicts_failing ON verdicts (conversation_id, condition, outcome) WHERE outcome <> 'met';
CREATE INDEX conversations_begun ON conversations (flow, status, started_at);

CREATE TABLE overrides (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    check_id  INTEGER NOT NULL REFERENCES checks (id),
    condition TEXT NOT NULL,
    outcome   TEXT NOT NULL CHECK (outcome IN ('met', 'not_met', 'unclear')),
    reason    TEXT NOT NULL,
    note      TEXT,
    by_id     INTEGER NOT NULL REFERENCES people (id),
    at        TEXT NOT NULL
) STRICT;
CREATE INDEX overrides_at ON overrides (at);
CREATE INDEX overrides_by_check ON overrides (check_id, id);
