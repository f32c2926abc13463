-- The same answer as a row of another case. $1 entity, $2 the answer, $3 id of the copy, $4 case, $5 cycle. Through the
-- whole row, so that columns of later migrations travel along.
INSERT INTO responses
SELECT (jsonb_populate_record(r, jsonb_build_object('id', $3, 'case_id', $4, 'cycle', $5))).*
FROM responses r
WHERE r.entity_id = $1 AND r.id = $2
