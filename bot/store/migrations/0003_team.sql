-- The team: what colleagues are called, and invitations that are taken back.

ALTER TABLE people ADD COLUMN name TEXT;                    -- of staff only; goes with the last role and check
ALTER TABLE invites ADD COLUMN withdrawn_at TEXT;
