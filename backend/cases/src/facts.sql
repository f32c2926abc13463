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
        AND d.state = 'sent'
        AND d.seq > COALESCE((SELECT max(h.seq) FROM history h
              WHERE h.entity_id = $1 AND h.case_id = $2 AND h.event IN ('case.disputed', 'case.reopened')), 0)
    ) AS is_told
