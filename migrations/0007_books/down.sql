DROP TABLE queue.jobs;
DROP TABLE queue.outbox;
DROP SCHEMA queue;
DROP TABLE access_log;
DROP TABLE audit;
DROP TABLE idempotency_keys;
