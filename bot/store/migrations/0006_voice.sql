-- Voice messages beside photos; who asked to speak with someone; one answer to an album.

ALTER TABLE photos ADD COLUMN kind TEXT NOT NULL DEFAULT 'photo' CHECK (kind IN ('photo', 'voice'));

ALTER TABLE people ADD COLUMN asked_for_staff TEXT;         -- the working day for which that was last passed on
ALTER TABLE people ADD COLUMN album TEXT;                   -- answered while no proposal was open
