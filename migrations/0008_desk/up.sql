-- Two views of the desk that no index was in the order of. Both are partial and small: few cases wait for triage, and
-- hardly any is disputed. Measured at a million cases: triage 47 ms, growing with the open cases; the second page of
-- disputes 426 ms, because every open case was read to find the few.
CREATE INDEX cases_open_to_triage ON cases (entity_id, (COALESCE(due_at, TIMESTAMPTZ '9999-12-31 00:00:00Z')), id)
    WHERE is_open AND state IN ('registered', 'in_triage');
CREATE INDEX cases_open_disputed ON cases (entity_id, (COALESCE(due_at, TIMESTAMPTZ '9999-12-31 00:00:00Z')), id)
    WHERE is_open AND cycle > 1;
