-- Legal opinions that were kept, the newest first. $1 entity, $2 words or null, $3 and $4 where the last page ended, $5 limit.
SELECT q.id, q.topic, q.question, q.answer, q.answered_at
FROM consultations q
WHERE q.entity_id = $1
  AND q.is_precedent
  AND ($2 IS NULL OR q.search @@ to_tsquery('simple', $2))
  AND ($3 IS NULL OR (q.answered_at, q.id) < ($3, $4))
ORDER BY q.answered_at DESC, q.id DESC
LIMIT $5
