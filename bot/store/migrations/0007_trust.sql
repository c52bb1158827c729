-- Trust: erasure that a restored backup repeats, drafts that warn before they go, a log that only grows.

-- Whose proposals these are once the proposer is erased: nobody, who cannot be reached.
INSERT INTO people (id, language, unreachable_at, first_seen_at)
VALUES (0, 'nl', '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z') ON CONFLICT DO NOTHING;

ALTER TABLE conversations ADD COLUMN warned_at TEXT;        -- when a draft's owner heard that it goes soon

-- Whom a message to a colleague is about, while its words are kept: it goes when they are erased.
ALTER TABLE outbox ADD COLUMN about INTEGER;

CREATE INDEX outbox_about ON outbox (about) WHERE about IS NOT NULL;
CREATE INDEX conversations_idle ON conversations (status, touched_at);
CREATE INDEX proposals_changed ON proposals (status, changed_at);
CREATE INDEX outbox_by_chat ON outbox (chat_id);
CREATE INDEX outbox_finished ON outbox (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE erasures (                                     -- what a restored backup must forget again
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    at   TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'check')),
    code TEXT NOT NULL                                      -- keyed: says nothing without the key below
) STRICT;

CREATE TABLE keys (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
INSERT INTO keys VALUES ('erasures', lower(hex(randomblob(32))));  -- once in a database's life

-- The log names colleagues only: the record says whose a resident's own acts are.
UPDATE audit SET actor_id = NULL WHERE actor_id NOT IN (SELECT person_id FROM roles);

CREATE INDEX audit_at ON audit (at);

CREATE TABLE audit_kept (since TEXT NOT NULL) STRICT;       -- one row: what is older was purged by rule
INSERT INTO audit_kept VALUES ('');

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'the log is not changed'); END;

CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
WHEN old.at >= (SELECT since FROM audit_kept)
BEGIN SELECT raise(ABORT, 'the log is kept'); END;
