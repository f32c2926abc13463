-- Books of the program: idempotency, audit, access log, queue.

CREATE TABLE idempotency_keys (
    entity_id  uuid        NOT NULL,
    operation  text        NOT NULL,
    key_hash   bytea       NOT NULL,
    body_hash  bytea       NOT NULL,
    status     smallint    NOT NULL,
    case_id    uuid        NOT NULL,
    answer     jsonb,
    sealed     bytea,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (entity_id, operation, key_hash)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
COMMENT ON TABLE idempotency_keys IS 'Answers of creating calls, replayable for seven days (promises R3, R4).';
COMMENT ON COLUMN idempotency_keys.sealed IS 'The access key of a filing, encrypted with the idempotency key that only the client holds.';

CREATE TABLE audit (
    entity_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    at         timestamptz NOT NULL,
    operation  text        NOT NULL,
    actor_kind text        NOT NULL,
    actor_id   uuid,
    actor_role text,
    case_id    uuid,
    verdict    text        NOT NULL,
    reason     text,
    request_id text,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE audit ADD CONSTRAINT audit_verdict_is_known CHECK (verdict IN ('allowed', 'denied'));
CREATE INDEX audit_of_a_case ON audit (entity_id, case_id, at);

CREATE TABLE access_log (
    entity_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    at         timestamptz NOT NULL,
    actor_kind text        NOT NULL,
    actor_id   uuid,
    actor_role text,
    case_id    uuid        NOT NULL,
    fields     text[]      NOT NULL,
    reason     text        NOT NULL,
    request_id text,
    PRIMARY KEY (entity_id, id)
);
CREATE INDEX access_log_of_a_case ON access_log (entity_id, case_id, at);
COMMENT ON TABLE access_log IS 'Every look at personal data: who, when, which case, which fields, why (promise P2).';

-- The queue is a plain schema of its own: claims run across entities, and it holds ids only, never personal data.
CREATE SCHEMA queue;

CREATE TABLE queue.outbox (
    id         uuid        PRIMARY KEY,
    entity_id  uuid        NOT NULL,
    case_id    uuid        NOT NULL,
    seq        integer     NOT NULL,
    event      text        NOT NULL,
    at         timestamptz NOT NULL,
    relayed_at timestamptz
);
CREATE INDEX outbox_waiting ON queue.outbox (id) WHERE relayed_at IS NULL;
COMMENT ON TABLE queue.outbox IS 'One row per history entry that somebody else must hear of, written in the same transaction.';

CREATE TABLE queue.jobs (
    id           uuid        PRIMARY KEY,
    lane         text        NOT NULL,
    kind         text        NOT NULL,
    entity_id    uuid        NOT NULL,
    subject_id   uuid        NOT NULL,
    run_at       timestamptz NOT NULL,
    attempts     smallint    NOT NULL DEFAULT 0,
    fence        bigint      NOT NULL DEFAULT 0,
    leased_until timestamptz,
    failed_at    timestamptz,
    error        text,
    created_at   timestamptz NOT NULL
);
ALTER TABLE queue.jobs ADD CONSTRAINT job_lane_is_known CHECK (lane IN ('mail', 'cases'));
CREATE INDEX jobs_due ON queue.jobs (lane, run_at) WHERE failed_at IS NULL;
CREATE INDEX jobs_dead ON queue.jobs (failed_at) WHERE failed_at IS NOT NULL;
COMMENT ON COLUMN queue.jobs.fence IS 'Grows with each claim: a worker that lost its lease cannot finish the job.';
