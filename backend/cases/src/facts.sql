-- What the guards of the lifecycle look at. $1 entity, $2 case, $3 cycle.
SELECT
    (SELECT r.status FROM responses r
      WHERE r.entity_id = $1 AND r.case_id = $2 AND r.status IN ('draft', 'in_review', 'approved')) AS draft,
    (SELECT g.solved FROM ratings g
      WHERE g.entity_id = $1 AND g.case_id = $2 AND g.cycle = $3) AS solved,
    (SELECT max(h.at) FROM history h
      WHERE h.entity_id = $1 AND h.case_id = $2 AND h.event = 'case.notified') AS told_at,
    EXISTS (SELECT 1 FROM deliveries d
      WHERE d.entity_id = $1 AND d.case_id = $2 AND d.recipient = 'filer' AND d.event = 'case.responded'
        AND d.state IN ('sent', 'unclaimed')
        AND d.seq > COALESCE((SELECT max(h.seq) FROM history h
              WHERE h.entity_id = $1 AND h.case_id = $2 AND h.event IN ('case.disputed', 'case.reopened')), 0)
    ) AS is_told,
    EXISTS (SELECT 1 FROM deliveries d
      WHERE d.entity_id = $1 AND d.case_id = $2 AND d.recipient = 'filer' AND d.state = 'waiting'
        AND d.seq > COALESCE((SELECT max(h.seq) FROM history h
              WHERE h.entity_id = $1 AND h.case_id = $2
                AND h.event IN ('case.disputed', 'case.reopened', 'case.appealed')), 0)
    ) AS is_waiting,
    (SELECT k.rule ->> 'extension' FROM clocks k
      WHERE k.entity_id = $1 AND k.case_id = $2 AND k.name = 'main' AND k.cycle = $3 AND k.is_current
        AND k.state = 'running') AS extension,
    EXISTS (SELECT 1 FROM clocks k JOIN clock_events e ON e.entity_id = k.entity_id AND e.clock_id = k.id
      WHERE k.entity_id = $1 AND k.case_id = $2 AND k.name = 'main' AND k.cycle = $3 AND k.is_current
        AND e.what = 'extend') AS is_extended,
    (SELECT max(k.due_at) FROM clocks k
      WHERE k.entity_id = $1 AND k.case_id = $2 AND k.name = 'correction' AND k.cycle = $3
        AND k.state = 'running') AS correction_due_at,
    EXISTS (SELECT 1 FROM clocks k
      WHERE k.entity_id = $1 AND k.case_id = $2 AND k.name = 'silence' AND k.cycle = $3) AS is_denounced,
    (SELECT count(*) FROM corrections x WHERE x.entity_id = $1 AND x.case_id = $2) AS corrections,
    (SELECT count(*) FROM history h
      WHERE h.entity_id = $1 AND h.case_id = $2 AND h.event = 'case.appealed') AS appeals,
    (SELECT count(*) FROM consultations q
      WHERE q.entity_id = $1 AND q.case_id = $2 AND q.answered_at IS NULL AND q.cancelled_at IS NULL) AS open_questions,
    EXISTS (SELECT 1 FROM transfers t
      WHERE t.entity_id = $1 AND t.case_id = $2 AND t.state = 'offered') AS is_offered,
    EXISTS (SELECT 1 FROM cases g WHERE g.entity_id = $1 AND g.group_id = $2 AND g.is_open) AS leads_group
