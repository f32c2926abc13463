-- Cases whose row is not what their history and clocks say. $1 entity, $2 most.
WITH last AS (
    SELECT DISTINCT ON (case_id) case_id, to_state, unit_id, data
    FROM history WHERE entity_id = $1 ORDER BY case_id, seq DESC
), counted AS (
    SELECT case_id,
           count(*) FILTER (WHERE event = 'case.returned') AS bounces,
           (array_agg(data ->> 'kind' ORDER BY seq DESC) FILTER (WHERE data ->> 'kind' IS NOT NULL
               AND event IN ('case.registered', 'case.reclassified')))[1] AS kind,
           (array_agg(CASE event WHEN 'case.responded' THEN data ->> 'outcome' END ORDER BY seq DESC)
               FILTER (WHERE event IN ('case.responded', 'case.disputed', 'case.reopened', 'case.appealed')))[1] AS outcome,
           bool_or(event = 'case.responded') AS is_answered
    FROM history WHERE entity_id = $1 GROUP BY case_id
), said AS (
    SELECT c.year, c.correlative,
           concat_ws(', ',
               CASE WHEN c.state <> l.to_state THEN format('state %s, history says %s', c.state, l.to_state) END,
               CASE WHEN c.version <> (l.data ->> 'version')::integer
                    THEN format('version %s, history says %s', c.version, l.data ->> 'version') END,
               CASE WHEN c.cycle <> (l.data ->> 'cycle')::integer
                    THEN format('cycle %s, history says %s', c.cycle, l.data ->> 'cycle') END,
               CASE WHEN c.source IS NULL AND c.unit_id IS DISTINCT FROM l.unit_id THEN 'another unit holds it' END,
               CASE WHEN c.source IS NULL AND c.bounces <> n.bounces
                    THEN format('%s bounces, history says %s', c.bounces, n.bounces) END,
               CASE WHEN c.kind <> n.kind THEN format('kind %s, history says %s', c.kind, n.kind) END,
               CASE WHEN n.is_answered AND c.source IS NULL AND c.outcome IS DISTINCT FROM n.outcome
                    THEN format('outcome %s, history says %s', c.outcome, n.outcome) END,
               CASE WHEN k.state = 'paused' AND c.due_at IS NOT NULL THEN 'a due moment while its clock stands still'
                    WHEN k.state <> 'paused' AND c.due_at IS DISTINCT FROM k.due_at THEN 'another due moment than its clock' END
           ) AS fault
    FROM cases c
    JOIN last l ON l.case_id = c.id
    JOIN counted n ON n.case_id = c.id
    LEFT JOIN clocks k ON k.entity_id = c.entity_id AND k.case_id = c.id AND k.name = 'main' AND k.cycle = c.cycle
                      AND k.is_current
    WHERE c.entity_id = $1
)
SELECT year, correlative, fault FROM said WHERE fault <> '' ORDER BY year, correlative LIMIT $2
