-- Figures are kept by month, so that to look at them takes as long with many years as with one.

CREATE TABLE months (                              -- of the people who read the figures, from when the bot starts
    month  TEXT PRIMARY KEY,                       -- 2026-03
    begins TEXT NOT NULL UNIQUE                    -- bot/store/tallies.py fills it in
) STRICT, WITHOUT ROWID;

CREATE TABLE tallies (                             -- bot/store/tallies.py says what is never counted back
    figure  TEXT NOT NULL,                         -- one of those in the views below
    month   TEXT NOT NULL REFERENCES months (month),
    subject TEXT NOT NULL,                         -- a district, a condition or a question
    outcome TEXT NOT NULL,                         -- a status or an outcome
    n       INTEGER NOT NULL,
    PRIMARY KEY (figure, month, subject, outcome)
) STRICT, WITHOUT ROWID;

-- What there is to count, a row for each one that is counted. No other text says it.

CREATE VIEW proposal_counts (conversation_id, figure, at, subject, outcome) AS
SELECT conversation_id, 'proposals', submitted_at, coalesce(district, ''), status FROM proposals
UNION ALL
SELECT p.conversation_id,
       CASE WHEN p.status IN ('approved', 'rechecked', 'closed') THEN 'tasks approved' ELSE 'tasks' END,
       p.submitted_at, v.condition, v.outcome
FROM proposals p CROSS JOIN verdicts v ON v.conversation_id = p.conversation_id
WHERE v.outcome <> 'met';

CREATE VIEW check_counts (conversation_id, figure, at, subject, outcome) AS
SELECT conversation_id, 'checks', saved_at, '', overall FROM checks
WHERE newest = 1 AND deleted_at IS NULL
UNION ALL
SELECT c.conversation_id, 'candidates', c.saved_at, v.condition, v.outcome
FROM checks c CROSS JOIN verdicts v ON v.conversation_id = c.conversation_id
WHERE c.newest = 1 AND c.deleted_at IS NULL AND v.outcome <> 'met'
UNION ALL
SELECT c.conversation_id, 'overridden', c.saved_at, o.condition, ''
FROM checks c CROSS JOIN overrides o ON o.check_id = c.id
WHERE c.newest = 1 AND c.deleted_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM overrides e
                  WHERE e.check_id = o.check_id AND e.condition = o.condition AND e.id < o.id);

CREATE VIEW talk_counts (conversation_id, figure, at, subject, outcome) AS
SELECT id, CASE status WHEN 'dropped' THEN 'left' ELSE 'sent' END, started_at, '', ''
FROM conversations WHERE flow = 'propose_task' AND status <> 'open'
UNION ALL
SELECT c.id, 'answered', c.started_at, a.question, ''
FROM conversations c CROSS JOIN answers a ON a.conversation_id = c.id
WHERE c.flow = 'propose_task' AND c.status = 'dropped';

-- What is put in here is added to the tally of its month. Nothing is counted before months are known.

CREATE VIEW tally (figure, at, subject, outcome, n) AS SELECT '', '', '', '', 0;

CREATE TRIGGER tally_added INSTEAD OF INSERT ON tally BEGIN
    INSERT INTO tallies (figure, month, subject, outcome, n)
    SELECT NEW.figure, month, NEW.subject, NEW.outcome, NEW.n
    FROM (SELECT month FROM months WHERE begins <= NEW.at ORDER BY begins DESC LIMIT 1) WHERE true
    ON CONFLICT (figure, month, subject, outcome) DO UPDATE SET n = n + excluded.n;
END;

-- Before a change what was counted is counted back, after it what is there now is counted.
-- To delete a row counts nothing back. An answer in an open conversation counts nothing.

CREATE TRIGGER proposal_sent AFTER INSERT ON proposals BEGIN
    INSERT INTO tally SELECT figure, at, subject, outcome, 1
    FROM proposal_counts WHERE conversation_id = NEW.conversation_id;
END;
CREATE TRIGGER proposal_changes BEFORE UPDATE OF status, district ON proposals
WHEN (OLD.status, OLD.district) IS NOT (NEW.status, NEW.district) BEGIN
    INSERT INTO tally SELECT figure, at, subject, outcome, -1
    FROM proposal_counts WHERE conversation_id = OLD.conversation_id;
END;
CREATE TRIGGER proposal_changed AFTER UPDATE OF status, district ON proposals
WHEN (OLD.status, OLD.district) IS NOT (NEW.status, NEW.district) BEGIN
    INSERT INTO tally SELECT figure, at, subject, outcome, 1
    FROM proposal_counts WHERE conversation_id = NEW.conversation_id;
END;

CREATE TRIGGER check_saved AFTER INSERT ON checks BEGIN
    INSERT INTO tally SELECT figure, at, subject, outcome, 1
    FROM check_counts WHERE conversation_id = NEW.conversation_id;
END;
CREATE TRIGGER check_changes BEFORE UPDATE OF newest, deleted_at, overall ON checks
WHEN (OLD.newest, OLD.deleted_at, OLD.overall) IS NOT (NEW.newest, NEW.deleted_at, NEW.overall) BEGIN
    INSERT INTO tally SELECT figure, at, subject, outcome, -1
    FROM check_counts WHERE conversation_id = OLD.conversation_id;
END;
CREATE TRIGGER check_changed AFTER UPDATE OF newest, deleted_at, overall ON checks
WHEN (OLD.newest, OLD.deleted_at, OLD.overall) IS NOT (NEW.newest, NEW.deleted_at, NEW.overall) BEGIN
    INSERT INTO tally SELECT figure, at, subject, outcome, 1
    FROM check_counts WHERE conversation_id = NEW.conversation_id;
END;

CREATE TRIGGER override_comes BEFORE INSERT ON overrides BEGIN
    INSERT INTO tally SELECT figure, at, subject, outcome, -1 FROM check_counts
    WHERE conversation_id = (SELECT conversation_id FROM checks WHERE id = NEW.check_id)
      AND figure = 'overridden' AND subject = NEW.condition;
END;
CREATE TRIGGER override_came AFTER INSERT ON overrides BEGIN
    INSERT INTO tally SELECT figure, at, subject, outcome, 1 FROM check_counts
    WHERE conversation_id = (SELECT conversation_id FROM checks WHERE id = NEW.check_id)
      AND figure = 'overridden' AND subject = NEW.condition;
END;

CREATE TRIGGER verdict_came AFTER INSERT ON verdicts WHEN NEW.outcome <> 'met' BEGIN
    INSERT INTO tally SELECT figure, at, subject, outcome, 1 FROM proposal_counts
    WHERE conversation_id = NEW.conversation_id AND figure <> 'proposals' AND subject = NEW.condition;
    INSERT INTO tally SELECT figure, at, subject, outcome, 1 FROM check_counts
    WHERE conversation_id = NEW.conversation_id AND figure = 'candidates' AND subject = NEW.condition;
END;
CREATE TRIGGER verdict_changes BEFORE UPDATE OF outcome ON verdicts
WHEN OLD.outcome <> NEW.outcome BEGIN
    INSERT INTO tally SELECT figure, at, subject, outcome, -1 FROM proposal_counts
    WHERE conversation_id = OLD.conversation_id AND figure <> 'proposals' AND subject = OLD.condition;
    INSERT INTO tally SELECT figure, at, subject, outcome, -1 FROM check_counts
    WHERE conversation_id = OLD.conversation_id AND figure = 'candidates' AND subject = OLD.condition;
END;
CREATE TRIGGER verdict_changed AFTER UPDATE OF outcome ON verdicts
WHEN OLD.outcome <> NEW.outcome BEGIN
    INSERT INTO tally SELECT figure, at, subject, outcome, 1 FROM proposal_counts
    WHERE conversation_id = NEW.conversation_id AND figure <> 'proposals' AND subject = NEW.condition;
    INSERT INTO tally SELECT figure, at, subject, outcome, 1 FROM check_counts
    WHERE conversation_id = NEW.conversation_id AND figure = 'candidates' AND subject = NEW.condition;
END;

CREATE TRIGGER conversation_at_once AFTER INSERT ON conversations
WHEN NEW.status <> 'open' AND NEW.flow = 'propose_task' BEGIN
    INSERT INTO tally SELECT figure, at, subject, outcome, 1
    FROM talk_counts WHERE conversation_id = NEW.id;
END;
CREATE TRIGGER conversation_ended AFTER UPDATE OF status ON conversations
WHEN OLD.status = 'open' AND NEW.status <> 'open' AND NEW.flow = 'propose_task' BEGIN
    INSERT INTO tally SELECT figure, at, subject, outcome, 1
    FROM talk_counts WHERE conversation_id = NEW.id;
END;
