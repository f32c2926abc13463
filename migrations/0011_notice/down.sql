DROP INDEX deliveries_waiting;
ALTER TABLE deliveries DROP CONSTRAINT nobody_is_told_twice;
ALTER TABLE deliveries ADD CONSTRAINT nobody_is_told_twice UNIQUE NULLS NOT DISTINCT (entity_id, case_id, seq, recipient, account_id);
UPDATE queue.jobs SET lane = 'mail' WHERE lane = 'sms';
ALTER TABLE queue.jobs DROP CONSTRAINT job_lane_is_known;
ALTER TABLE queue.jobs ADD CONSTRAINT job_lane_is_known CHECK (lane IN ('mail', 'cases'));
