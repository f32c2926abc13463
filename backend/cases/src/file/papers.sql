-- What a case is made of, to be carried into another one. $1 entity, $2 case. Whole rows as JSON, so that columns of later
-- migrations travel along.
SELECT
    (SELECT to_jsonb(s) FROM stories s WHERE s.entity_id = $1 AND s.case_id = $2) AS story,
    (SELECT to_jsonb(f) FROM filers f WHERE f.entity_id = $1 AND f.case_id = $2) AS filer,
    (SELECT COALESCE(jsonb_agg(to_jsonb(p)), '[]') FROM parties p
      WHERE p.entity_id = $1 AND p.case_id = $2) AS parties,
    (SELECT COALESCE(jsonb_agg(to_jsonb(m) ORDER BY m.at), '[]') FROM messages m
      WHERE m.entity_id = $1 AND m.case_id = $2 AND m.author_kind = 'person') AS messages,
    (SELECT COALESCE(jsonb_agg(to_jsonb(a) ORDER BY a.at), '[]') FROM attachments a
      WHERE a.entity_id = $1 AND a.case_id = $2) AS attachments,
    (SELECT h.data ->> 'first_filed_at' FROM history h
      WHERE h.entity_id = $1 AND h.case_id = $2 AND h.seq = 1) AS first_filed_at
