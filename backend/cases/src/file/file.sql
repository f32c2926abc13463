-- Files one case: everything that a receipt promises, in one statement. $1 is the filing as JSON.
-- A case that comes from another one (offspring.rs) has no idempotency key, and may count from an earlier `filed_at`.
-- The counter row is taken here, just before the commit, and stays locked until then: every other filing of this
-- entity waits for it (reliability rule 5).
WITH filing AS (
    SELECT * FROM jsonb_to_record($1::jsonb) AS f (
        entity_id uuid, case_id uuid, year smallint, at timestamptz, filed_at timestamptz, kind text, service_id uuid,
        service_version integer, office_id uuid, pack_id uuid, channel text, language text, is_confidential boolean, district text,
        due_at timestamptz, key_hash text, words text,
        story text, wanted text, occurred_on date, place_text text, latitude double precision, longitude double precision,
        answers jsonb, written_in text,
        filer_type text, name text, document_type text, document_number text, email text, phone text, address text,
        country text, age smallint, notices text, parties jsonb,
        clock_id uuid, rule jsonb, zone text, calendar text[], calendar_version text, counted_from date, due_on date,
        actor_kind text, actor_id uuid, actor_role text, data jsonb, request_id text,
        operation text, idempotency_hash text, body_hash text, sealed text, outbox_id uuid, audit_id uuid
    )
), remembered AS (
    INSERT INTO idempotency_keys (entity_id, operation, key_hash, body_hash, status, case_id, sealed, created_at)
    SELECT entity_id, operation, decode(idempotency_hash, 'hex'), decode(body_hash, 'hex'), 201, case_id,
           decode(sealed, 'hex'), at
    FROM filing WHERE idempotency_hash IS NOT NULL
), story AS (
    INSERT INTO stories (entity_id, case_id, story, wanted, occurred_on, place_text, latitude, longitude, answers,
                         written_in)
    SELECT entity_id, case_id, story, wanted, occurred_on, place_text, latitude, longitude, answers, written_in
    FROM filing
), filer AS (
    INSERT INTO filers (entity_id, case_id, type, name, document_type, document_number, email, phone, address, notices,
                        country, age)
    SELECT entity_id, case_id, filer_type, name, document_type, document_number, email, phone, address, notices,
           country, age
    FROM filing
), people AS (
    INSERT INTO parties (entity_id, id, case_id, role, name, document_type, document_number, email, phone, relation)
    SELECT f.entity_id, p.id, f.case_id, p.role, p.name, p.document_type, p.document_number, p.email, p.phone,
           p.relation
    FROM filing f, jsonb_to_recordset(f.parties) AS p (
        id uuid, role text, name text, document_type text, document_number text, email text, phone text, relation text
    )
), clock AS (
    INSERT INTO clocks (entity_id, id, case_id, name, cycle, rule, zone, calendar, calendar_version, counted_from,
                        due_on, due_at, state)
    SELECT entity_id, clock_id, case_id, 'main', 1, rule, zone, calendar, calendar_version, counted_from, due_on,
           due_at, 'running'
    FROM filing WHERE clock_id IS NOT NULL
), clock_start AS (
    INSERT INTO clock_events (entity_id, clock_id, seq, at, what)
    SELECT entity_id, clock_id, 1, filed_at, 'start' FROM filing WHERE clock_id IS NOT NULL
), entry AS (
    INSERT INTO history (entity_id, case_id, seq, at, event, from_state, to_state, actor_kind, actor_id, actor_role,
                         data, request_id, chain)
    SELECT entity_id, case_id, 1, at, 'case.registered', 'draft', 'registered', actor_kind, actor_id, actor_role, data,
           request_id, chain_step('', entry_digest(entity_id, case_id, 1, at, 'case.registered', 'draft', 'registered',
                                                   actor_kind, actor_id, actor_role, NULL, NULL, data))
    FROM filing
), news AS (
    INSERT INTO queue.outbox (id, entity_id, case_id, seq, event, at)
    SELECT outbox_id, entity_id, case_id, 1, 'case.registered', at FROM filing
), audited AS (
    INSERT INTO audit (entity_id, id, at, operation, actor_kind, actor_id, actor_role, case_id, verdict, request_id)
    SELECT entity_id, audit_id, at, operation, actor_kind, actor_id, actor_role, case_id, 'allowed', request_id
    FROM filing
), counter AS (
    INSERT INTO case_counters (entity_id, year, last)
    SELECT entity_id, year, 1 FROM filing
    ON CONFLICT (entity_id, year) DO UPDATE SET last = case_counters.last + 1
    RETURNING last
)
INSERT INTO cases (entity_id, id, year, correlative, version, kind, state, is_open, holder_since, service_id,
                   service_version, office_id, pack_id, channel, language, is_confidential, district, filed_at, due_at,
                   changed_at, key_hash, search)
SELECT entity_id, case_id, year, counter.last, 1, kind, 'registered', true, at, service_id, service_version, office_id,
       pack_id, channel, language, is_confidential, district, filed_at, due_at, at, decode(key_hash, 'hex'),
       to_tsvector('simple', words)
FROM filing, counter
RETURNING correlative
