-- What the rows of a list say of their cases. $1 entity, $2 the cases of the page in their order.
SELECT c.id, c.year, c.correlative, c.version, c.kind, c.state, c.outcome, left(s.story, 400) AS story,
       v.name AS service, c.unit_id, u.name AS unit, c.assignee_id, a.name AS assignee, c.filed_at, c.due_at,
       c.finished_at, k.counted_from, k.due_on, k.due_at AS clock_due_at, k.state AS clock_state, k.rule ->> 'unit' AS clock_unit, c.priority, c.channel,
       c.district, c.cycle, c.source IS NOT NULL AS is_imported
FROM unnest($2) WITH ORDINALITY AS page (id, place)
JOIN cases c ON c.entity_id = $1 AND c.id = page.id
JOIN stories s ON s.entity_id = $1 AND s.case_id = c.id
LEFT JOIN services v ON v.entity_id = $1 AND v.id = c.service_id
LEFT JOIN units u ON u.entity_id = $1 AND u.id = c.unit_id
LEFT JOIN accounts a ON a.id = c.assignee_id
LEFT JOIN clocks k ON k.entity_id = $1 AND k.case_id = c.id AND k.name = 'main' AND k.cycle = c.cycle AND k.is_current
ORDER BY page.place
