-- Draws the cases from {first} to {last} and stores them as they would stand after some years of work.
-- One transaction. References are not checked: everything that is pointed at is there. Indexes are made after the rows.
SET session_replication_role = replica;
SET synchronous_commit = off;
SET maintenance_work_mem = '512MB';
SET client_min_messages = warning;

DO $$
DECLARE the_index record;
BEGIN
    FOR the_index IN SELECT name FROM bench.indexes LOOP
        EXECUTE format('DROP INDEX IF EXISTS public.%I', the_index.name);
    END LOOP;
END
$$;

TRUNCATE bench.drawn;

-- Of ten cases nine are closed for sure; the tracking looks at those that end in 5. Six of a hundred are open.
INSERT INTO bench.drawn
WITH numbered AS (
    SELECT n, bench.chance(n, 1) AS a, bench.chance(n, 2) AS b, bench.chance(n, 3) AS c, bench.chance(n, 4) AS d,
           bench.chance(n, 5) AS e, bench.chance(n, 6) AS f, bench.chance(n, 9) AS g, bench.chance(n, 10) AS h,
           CASE WHEN n % 10 = 0 AND bench.chance(n, 7) < 0.6
                THEN bench.pick(bench.chance(n, 8), 'registered', 'registered', 'in_triage', 'assigned', 'assigned',
                                'assigned', 'in_progress', 'in_progress', 'in_progress', 'in_progress', 'in_progress',
                                'response_drafted', 'in_review')
                WHEN n % 10 = 1 AND bench.chance(n, 7) < 0.3 THEN 'withdrawn'
                WHEN n % 10 = 2 AND bench.chance(n, 7) < 0.2 THEN 'notified'
                ELSE 'closed' END AS state
    FROM generate_series({first}::bigint, {last}::bigint) AS n
), placed AS (
    SELECT d.*, state NOT IN ('closed', 'notified', 'withdrawn') AS is_open,
           -- Open cases are of the last weeks, the others of three years. Few services make most of the cases.
           p.at - CASE WHEN state IN ('closed', 'notified', 'withdrawn') THEN interval '1060 days' * a + interval '35 days'
                       ELSE interval '45 days' * a END AS filed_at,
           p.units[1 + floor(g * g * cardinality(p.units))::integer] AS unit_id,
           p.services[1 + floor(h * h * cardinality(p.services))::integer] AS service_id,
           p.people[1 + floor(d * cardinality(p.people))::integer] AS person_id
    FROM numbered d, bench.plan p
)
SELECT n, state, is_open,
       CASE state WHEN 'withdrawn' THEN 'withdrawn' WHEN 'closed' THEN bench.pick(e, 'done', 'done', 'not_done', 'denied')
                  WHEN 'notified' THEN 'done' END,
       bench.pick(f, 'service_request', 'service_request', 'service_request', 'service_request', 'service_request',
                  'service_request', 'complaint', 'complaint', 'query', 'praise'),
       CASE WHEN state NOT IN ('registered', 'in_triage') THEN unit_id END,
       CASE WHEN state NOT IN ('registered', 'in_triage', 'assigned', 'withdrawn') THEN person_id END,
       service_id,
       bench.pick(e, 'web', 'web', 'web', 'phone', 'phone', 'phone', 'app', 'app', 'desk', 'whatsapp'),
       'Distrito ' || lpad(floor(f * e * 96)::integer::text, 2, '0'),
       CASE WHEN is_open AND n % 700 = 0 THEN 2 ELSE 1 END,
       filed_at, date_trunc('day', filed_at) + interval '31 days',
       CASE WHEN NOT is_open THEN filed_at + interval '34 days' * d END,
       bench.pick(b, 'Buraco no asfalto', 'Poste apagado', 'Lampada queimada', 'Arvore caida', 'Galho na fiacao',
                  'Calcada quebrada', 'Lixo acumulado', 'Entulho na esquina', 'Semaforo com defeito', 'Bueiro entupido',
                  'Vazamento de agua', 'Rato no terreno', 'Mato alto na praca', 'Barulho de obra')
       || ' perto ' || bench.pick(c, 'da escola', 'do hospital', 'do mercado', 'da estacao', 'do parque', 'da igreja',
                                  'do campo', 'da feira')
       || ', rua ' || bench.pick(d, 'Tiradentes', 'Augusta', 'Consolacao', 'Paulista', 'Ipiranga', 'Aurora', 'Direita',
                                 'Boavista', 'Liberdade', 'Gloria', 'Vergueiro', 'Domingos', 'Reboucas', 'Faria', 'Santos')
       || ' ' || floor(a * 3000)::integer || '. Ja faz ' || bench.pick(e, 'uma semana', 'dois meses', 'tres dias')
       || ' e ninguem veio. ' || bench.pick(f, 'Os carros desviam para a contramao.', 'Os vizinhos reclamam todos os dias.',
                                            'E perigoso para as criancas.', 'Ja liguei muitas vezes.')
       || CASE WHEN n % 5000 = 7 THEN ' Vi um quati no telhado.' ELSE '' END
FROM placed;

-- Correlatives of their own range, far above what is filed over HTTP in a run.
INSERT INTO cases (entity_id, id, year, correlative, version, kind, state, is_open, outcome, unit_id, assignee_id,
                   holder_since, service_id, service_version, pack_id, channel, language, cycle, district, filed_at, due_at,
                   finished_at, changed_at, key_hash, search)
SELECT p.entity_id, bench.id(n, 'c'), p.year, 5000000 + n, 6, kind, state, is_open, outcome, unit_id, person_id,
       filed_at, service_id, 1, p.pack_id, channel, 'pt-BR', cycle, district, filed_at, due_at,
       finished_at, filed_at, p.key_hash, to_tsvector('simple', lower(translate(story, '.,', '  ')) || ' ' || lower(district))
FROM bench.drawn, bench.plan p;

INSERT INTO stories (entity_id, case_id, story, place_text, answers)
SELECT p.entity_id, bench.id(n, 'c'), story, 'perto da esquina', '{}' FROM bench.drawn, bench.plan p;

INSERT INTO filers (entity_id, case_id, type, name, email, notices)
SELECT p.entity_id, bench.id(n, 'c'), 'natural', 'Pessoa ' || n, 'pessoa' || n || '@example.org', 'email'
FROM bench.drawn, bench.plan p;

INSERT INTO clocks (entity_id, id, case_id, name, cycle, rule, zone, calendar, calendar_version, counted_from, due_on, due_at,
                    state)
SELECT p.entity_id, bench.id(n, 'd'), bench.id(n, 'c'), 'main', cycle, p.rule, 'America/Sao_Paulo', '{BR}', 'bench',
       filed_at::date, due_at::date, due_at, CASE WHEN is_open THEN 'running' ELSE 'stopped' END
FROM bench.drawn, bench.plan p;

INSERT INTO clock_events (entity_id, clock_id, seq, at, what)
SELECT p.entity_id, bench.id(n, 'd'), 1, filed_at, 'start' FROM bench.drawn, bench.plan p;

-- What is measured does not look at the chain.
INSERT INTO history (entity_id, case_id, seq, at, event, from_state, to_state, actor_kind, data, chain)
SELECT p.entity_id, bench.id(n, 'c'), 1, filed_at, 'case.registered', 'draft', 'registered', 'person', '{"kind": "service_request"}', ''
FROM bench.drawn, bench.plan p;

-- The first ten thousand have their whole thread, for the tracking.
INSERT INTO clock_events (entity_id, clock_id, seq, at, what)
SELECT p.entity_id, bench.id(n, 'd'), 2, finished_at, 'stop' FROM bench.drawn, bench.plan p WHERE n <= 10000 AND state = 'closed';

INSERT INTO history (entity_id, case_id, seq, at, event, from_state, to_state, actor_kind, actor_id, unit_id, data, chain)
SELECT p.entity_id, bench.id(n, 'c'), step.seq, filed_at + step.seq * interval '1 hour', step.event, step.was, step.becomes, 'staff',
       person_id, d.unit_id, '{}', ''
FROM bench.drawn d, bench.plan p,
     (VALUES (2, 'case.in-triage', 'registered', 'in_triage'), (3, 'case.assigned', 'in_triage', 'assigned'),
             (4, 'case.accepted', 'assigned', 'in_progress'), (5, 'case.drafted', 'in_progress', 'response_drafted'),
             (6, 'case.responded', 'response_drafted', 'responded'), (7, 'case.notified', 'responded', 'notified'),
             (8, 'case.closed', 'notified', 'closed')) AS step (seq, event, was, becomes)
WHERE n <= 10000 AND state = 'closed';

INSERT INTO responses (entity_id, id, case_id, cycle, status, outcome, body, measures, unit_id, drafted_by, drafted_at,
                       reviewed_by, sent_by, sent_at)
SELECT p.entity_id, bench.id(n, 'e'), bench.id(n, 'c'), 1, 'sent', outcome, 'A equipe esteve no local e o reparo foi feito.',
       '[{"text": "Vistoria em trinta dias", "owner": null, "due_on": null}]', unit_id, person_id, filed_at, NULL, person_id,
       finished_at
FROM bench.drawn, bench.plan p WHERE n <= 10000 AND state = 'closed';

INSERT INTO ratings (entity_id, case_id, cycle, stars, solved, reasons, channel, at)
SELECT p.entity_id, bench.id(n, 'c'), 1, 4, 'yes', '{clear_answer}', 'web', finished_at
FROM bench.drawn, bench.plan p WHERE n <= 10000 AND state = 'closed' AND n % 20 = 5;

TRUNCATE bench.drawn;

DO $$
DECLARE the_index record;
BEGIN
    FOR the_index IN SELECT definition FROM bench.indexes LOOP
        EXECUTE the_index.definition;
    END LOOP;
END
$$;
