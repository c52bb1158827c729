"""What is counted by month for research."""

COUNTED = {
    "proposals": """
        SELECT month(submitted_at), coalesce(district, ''), overall,
               count(*), count(DISTINCT person_id)
        FROM proposals WHERE submitted_at >= ? AND submitted_at < ? GROUP BY 1, 2, 3
    """,
    "statuses": """
        SELECT month(submitted_at), 'status', status, count(*), count(DISTINCT person_id)
        FROM proposals WHERE submitted_at >= ? AND submitted_at < ? GROUP BY 1, 3
    """,
    "answers": """
        SELECT month(p.submitted_at), a.question, chosen(a.question, a.value),
               count(*), count(DISTINCT p.person_id)
        FROM proposals p JOIN answers a ON a.conversation_id = p.conversation_id
        WHERE p.submitted_at >= ? AND p.submitted_at < ? AND chosen(a.question, a.value) <> ''
        GROUP BY 1, 2, 3
    """,
    "conditions": """
        SELECT month(p.submitted_at), v.condition, v.outcome,
               count(*), count(DISTINCT p.person_id)
        FROM proposals p JOIN verdicts v ON v.conversation_id = p.conversation_id
        WHERE p.submitted_at >= ? AND p.submitted_at < ? GROUP BY 1, 2, 3
    """,
    "checks": """
        SELECT month(saved_at), overall, count(*), count(*) FROM checks
        WHERE saved_at >= ? AND saved_at < ? AND newest = 1 AND deleted_at IS NULL GROUP BY 1, 2
    """,
    "check_conditions": """
        SELECT month(c.saved_at), v.condition, v.outcome, count(*), count(*)
        FROM checks c JOIN verdicts v ON v.conversation_id = c.conversation_id
        WHERE c.saved_at >= ? AND c.saved_at < ? AND c.newest = 1 AND c.deleted_at IS NULL
        GROUP BY 1, 2, 3
    """,
    "transitions": """
        SELECT month(t.at), t.was, t.became, count(*), count(DISTINCT p.person_id)
        FROM transitions t JOIN proposals p ON p.id = t.proposal_id
        WHERE t.at >= ? AND t.at < ? AND t.undone_at IS NULL GROUP BY 1, 2, 3
    """,
}
"""Each with a number of records and a number of people: those of a check are not known."""
