//! What must be true of the books at any moment, whatever was killed or refused (promises R2, U2).

use hilo_testkit::Books;

/// Each question finds cases that break a promise.
const BROKEN: &[(&str, &str)] = &[
    (
        "a case without its story",
        "SELECT id FROM cases c WHERE NOT EXISTS (SELECT 1 FROM stories s WHERE s.case_id = c.id)",
    ),
    (
        "a case without its filer",
        "SELECT id FROM cases c WHERE NOT EXISTS (SELECT 1 FROM filers f WHERE f.case_id = c.id)",
    ),
    (
        "a story without its case",
        "SELECT case_id FROM stories s WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = s.case_id)",
    ),
    (
        "a case without a beginning",
        "SELECT id FROM cases c WHERE NOT EXISTS (SELECT 1 FROM history h WHERE h.case_id = c.id \
        AND h.seq = 1 AND h.event = 'case.registered' AND h.from_state = 'draft')",
    ),
    (
        "a due date without its clock",
        "SELECT id FROM cases c WHERE due_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM clocks k \
        WHERE k.case_id = c.id AND k.cycle = c.cycle AND k.name = 'main')",
    ),
    (
        "a clock without a start",
        "SELECT id FROM clocks k WHERE NOT EXISTS (SELECT 1 FROM clock_events e WHERE e.clock_id = k.id \
        AND e.seq = 1 AND e.what = 'start')",
    ),
    (
        "a step that nobody will hear of",
        "SELECT h.case_id FROM history h WHERE NOT EXISTS (SELECT 1 FROM queue.outbox o \
        WHERE o.case_id = h.case_id AND o.seq = h.seq)",
    ),
    (
        "news of a step that was not taken",
        "SELECT o.case_id FROM queue.outbox o WHERE NOT EXISTS (SELECT 1 FROM history h \
        WHERE h.case_id = o.case_id AND h.seq = o.seq AND h.event = o.event)",
    ),
    (
        "a filing without its key",
        "SELECT id FROM cases c WHERE NOT EXISTS (SELECT 1 FROM idempotency_keys k WHERE k.case_id = c.id) \
        AND NOT EXISTS (SELECT 1 FROM history h WHERE h.case_id = c.id AND h.seq = 1 AND h.data ? 'from')",
    ),
    (
        "a step without an audit line",
        "SELECT case_id FROM history GROUP BY case_id HAVING count(*) > \
        (SELECT count(*) FROM audit a WHERE a.case_id = history.case_id AND a.verdict = 'allowed')",
    ),
    (
        "a history with a hole",
        "SELECT case_id FROM history GROUP BY case_id HAVING max(seq) <> count(*)",
    ),
    (
        "a history that jumps",
        "SELECT case_id FROM (SELECT case_id, from_state, lag(to_state) OVER (PARTITION BY case_id ORDER BY seq) \
        AS before FROM history) h WHERE before IS NOT NULL AND before <> from_state",
    ),
    (
        "a chain that does not hold",
        "SELECT case_id FROM (SELECT case_id, chain, history_chain(entry_digest(entity_id, case_id, seq, at, event, \
        from_state, to_state, actor_kind, actor_id, actor_role, unit_id, reason, data)) \
        OVER (PARTITION BY case_id ORDER BY seq) AS computed FROM history) h WHERE chain <> computed",
    ),
    (
        "a state that history does not tell",
        "SELECT id FROM cases c WHERE state <> (SELECT to_state FROM history h \
        WHERE h.case_id = c.id ORDER BY seq DESC LIMIT 1)",
    ),
    (
        "a version that history does not count",
        "SELECT id FROM cases c WHERE version <> (SELECT count(*) FROM history h WHERE h.case_id = c.id)",
    ),
    (
        "a hole in the numbers",
        "SELECT entity_id FROM cases GROUP BY entity_id, year HAVING max(correlative) <> count(*)",
    ),
    (
        "a counter ahead of its cases",
        "SELECT k.entity_id FROM case_counters k WHERE last <> (SELECT count(*) FROM cases c \
        WHERE c.entity_id = k.entity_id AND c.year = k.year)",
    ),
    (
        "a stopped case whose clock runs",
        "SELECT c.id FROM cases c JOIN clocks k ON k.case_id = c.id AND k.cycle = c.cycle \
        WHERE NOT c.is_open AND k.state = 'running' AND k.name NOT IN ('notification', 'pick_up')",
    ),
];

/// Fails with the first promise that is broken.
#[track_caller]
pub fn hold(books: &Books) {
    for (what, question) in BROKEN {
        let found = books.lines(question);
        assert!(found.is_empty(), "{what}: {found:?}");
    }
}
