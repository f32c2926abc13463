-- Text messages wait in a lane of their own: a slow gateway does not hold up mails (reliability rule 11).
ALTER TABLE queue.jobs DROP CONSTRAINT job_lane_is_known;
ALTER TABLE queue.jobs ADD CONSTRAINT job_lane_is_known CHECK (lane IN ('mail', 'sms', 'cases'));

-- One step may be told in two ways: nobody was at home, so that the answer waits at the desk, and a text says so.
ALTER TABLE deliveries DROP CONSTRAINT nobody_is_told_twice;
ALTER TABLE deliveries ADD CONSTRAINT nobody_is_told_twice UNIQUE NULLS NOT DISTINCT (entity_id, case_id, seq, recipient, account_id, transport);

-- Answers that wait to be handed over are few, and looked for in every list of them.
CREATE INDEX deliveries_waiting ON deliveries (entity_id, case_id) WHERE state = 'waiting';
