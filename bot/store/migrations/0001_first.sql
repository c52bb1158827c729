-- Times are UTC in ISO 8601 with milliseconds and a Z, so that they sort as text.

CREATE TABLE people (
    id             INTEGER PRIMARY KEY,            -- Telegram's user id; in a private chat also the chat's
    language       TEXT NOT NULL,
    accepts_number INTEGER NOT NULL DEFAULT 0,     -- said "not a BSN": the next text may hold a number
    unreachable_at TEXT,                           -- blocked the bot, or is gone
    first_seen_at  TEXT NOT NULL
) STRICT;

CREATE TABLE roles (
    person_id  INTEGER NOT NULL REFERENCES people (id),
    role       TEXT NOT NULL CHECK (role IN ('coach', 'coordinator')),
    granted_at TEXT NOT NULL,
    revoked_at TEXT,
    PRIMARY KEY (person_id, role)
) STRICT;
CREATE INDEX roles_by_role ON roles (role) WHERE revoked_at IS NULL;

CREATE TABLE invites (
    code_hash  TEXT PRIMARY KEY,                   -- SHA-256; the code itself is not kept
    role       TEXT NOT NULL CHECK (role IN ('coach', 'coordinator')),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    created_by INTEGER REFERENCES people (id),     -- NULL: the command line
    used_at    TEXT,
    used_by    INTEGER REFERENCES people (id)
) STRICT;

CREATE TABLE outbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id     INTEGER NOT NULL,
    kind        TEXT NOT NULL,                     -- what it does in the chat: bot/records.py, Kind
    content     TEXT,                              -- JSON; dropped once it is sent
    target      INTEGER,                           -- the row whose message this changes
    message_id  INTEGER,                           -- Telegram's number: of what was sent, or is changed
    status      TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'failed', 'unreachable')),
    reason      TEXT,
    not_before  TEXT,
    created_at  TEXT NOT NULL,
    finished_at TEXT
) STRICT;
CREATE INDEX outbox_waiting ON outbox (id) WHERE status = 'waiting';

CREATE TABLE conversations (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id     INTEGER NOT NULL REFERENCES people (id),
    flow          TEXT NOT NULL,
    status        TEXT NOT NULL CHECK (status IN ('open', 'asked', 'submitted', 'dropped')),
    reopened      TEXT,
    misunderstood INTEGER NOT NULL DEFAULT 0,
    prompt        INTEGER REFERENCES outbox (id),  -- the message that asks the open question
    showing       TEXT,                            -- what that message shows
    side          INTEGER REFERENCES outbox (id),  -- a message beside it that goes with the answer
    photo_reply   INTEGER REFERENCES outbox (id),
    photo_album   TEXT,                            -- the album that this reply is about
    offered       TEXT,                            -- the one value that "did you mean" asks about
    joining       TEXT,                            -- the question that quick messages still add to
    started_at    TEXT NOT NULL,
    touched_at    TEXT NOT NULL
) STRICT;
CREATE INDEX conversations_open ON conversations (person_id) WHERE status IN ('open', 'asked');
CREATE INDEX conversations_by_prompt ON conversations (prompt) WHERE prompt IS NOT NULL;
CREATE INDEX conversations_by_side ON conversations (side) WHERE side IS NOT NULL;
CREATE INDEX conversations_by_photo_reply ON conversations (photo_reply) WHERE photo_reply IS NOT NULL;
CREATE INDEX conversations_by_person ON conversations (person_id);

CREATE TABLE answers (
    conversation_id INTEGER NOT NULL REFERENCES conversations (id),
    question        TEXT NOT NULL,
    value           TEXT NOT NULL,
    message_id      INTEGER,                       -- the person's message that it came from
    answered_at     TEXT NOT NULL,
    PRIMARY KEY (conversation_id, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE photos (
    conversation_id INTEGER NOT NULL REFERENCES conversations (id),
    unique_id       TEXT NOT NULL,
    file_id         TEXT NOT NULL,
    album           TEXT,
    caption         TEXT,
    added_at        TEXT NOT NULL,
    PRIMARY KEY (conversation_id, unique_id)
) STRICT;

CREATE TABLE proposals (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    reference       TEXT NOT NULL UNIQUE,
    conversation_id INTEGER NOT NULL UNIQUE REFERENCES conversations (id),
    person_id       INTEGER NOT NULL REFERENCES people (id),
    status          TEXT NOT NULL,                 -- bot/office/reviewing.py has the table of statuses
    version         INTEGER NOT NULL DEFAULT 1,
    overall         TEXT NOT NULL,
    rules_version   TEXT NOT NULL,
    district        TEXT,                          -- NULL: the whole municipality
    submitted_at    TEXT NOT NULL,
    changed_at      TEXT NOT NULL
) STRICT;
CREATE INDEX proposals_by_person ON proposals (person_id, submitted_at);

CREATE TABLE checks (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    code            TEXT NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1,
    conversation_id INTEGER NOT NULL UNIQUE REFERENCES conversations (id),
    coach_id        INTEGER NOT NULL REFERENCES people (id),
    overall         TEXT NOT NULL,
    rules_version   TEXT NOT NULL,
    saved_at        TEXT NOT NULL,
    UNIQUE (code, version)
) STRICT;
CREATE INDEX checks_by_coach ON checks (coach_id, saved_at);

CREATE TABLE verdicts (
    conversation_id INTEGER NOT NULL REFERENCES conversations (id),
    condition       TEXT NOT NULL,
    outcome         TEXT NOT NULL CHECK (outcome IN ('met', 'not_met', 'unclear')),
    rules_version   TEXT NOT NULL,
    PRIMARY KEY (conversation_id, condition)
) STRICT, WITHOUT ROWID;

CREATE TABLE updates_seen (
    update_id INTEGER PRIMARY KEY,
    seen_at   TEXT NOT NULL
) STRICT;

CREATE INDEX updates_seen_at ON updates_seen (seen_at);

CREATE TABLE failed_updates (
    update_id INTEGER PRIMARY KEY,
    content   TEXT,                                -- NULL where it held what must not be stored
    error     TEXT NOT NULL,
    failed_at TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    at       TEXT NOT NULL,
    actor_id INTEGER,
    action   TEXT NOT NULL,
    subject  TEXT NOT NULL,
    detail   TEXT
) STRICT;
