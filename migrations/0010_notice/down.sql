DROP INDEX deliveries_waiting;
UPDATE queue.jobs SET lane = 'mail' WHERE lane = 'sms';
ALTER TABLE queue.jobs DROP CONSTRAINT job_lane_is_known;
ALTER TABLE queue.jobs ADD CONSTRAINT job_lane_is_known CHECK (lane IN ('mail', 'cases'));
