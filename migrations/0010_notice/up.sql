-- Text messages wait in a lane of their own: a slow gateway does not hold up mails (reliability rule 11).
ALTER TABLE queue.jobs DROP CONSTRAINT job_lane_is_known;
ALTER TABLE queue.jobs ADD CONSTRAINT job_lane_is_known CHECK (lane IN ('mail', 'sms', 'cases'));

-- Answers that wait to be handed over are few, and looked for in every list of them.
CREATE INDEX deliveries_waiting ON deliveries (entity_id, case_id) WHERE state = 'waiting';
