-- To delete a row, SQLite looks for what refers to it: without these it reads whole tables each time.

CREATE INDEX proposals_merged ON proposals (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX questions_by_asker ON questions (asked_by);
CREATE INDEX notes_by_author ON notes (author_id);
CREATE INDEX overrides_by_whom ON overrides (by_id);
CREATE INDEX invites_used ON invites (used_by) WHERE used_by IS NOT NULL;
CREATE INDEX invites_made ON invites (created_by) WHERE created_by IS NOT NULL;
CREATE INDEX at_work_by ON at_work (entered_by);
