-- What could not be handled or sent, and what an operator wants to have tried again.

CREATE TABLE retries (
    kind     TEXT NOT NULL CHECK (kind IN ('update', 'delivery')),
    id       INTEGER NOT NULL,                     -- of the update, or of the row in the outbox
    asked_at TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX outbox_failed ON outbox (finished_at) WHERE status = 'failed';
