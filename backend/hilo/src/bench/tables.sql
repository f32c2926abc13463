-- Where the made-up cases come from. Lives in a schema of its own, beside the real tables.
CREATE SCHEMA bench;

CREATE TABLE bench.plan (
    entity_id uuid, pack_id uuid, rule jsonb, key_hash bytea, year smallint, at timestamptz,
    units uuid[], services uuid[], people uuid[]
);

-- The same number for the same case and purpose, evenly spread over 0 to 1.
CREATE FUNCTION bench.chance(n bigint, purpose integer) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (hashint8extended(n, purpose) & 16777215) / 16777216.0;

CREATE FUNCTION bench.pick(chance double precision, VARIADIC words text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN words[1 + floor(chance * cardinality(words))::integer];

-- Ids in the order of filing, as those of the program; one series for each table.
CREATE FUNCTION bench.id(n bigint, series text) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ('0190' || series || lpad(to_hex(n), 27, '0'))::uuid;

-- Cases as they are drawn; empty between two loads.
CREATE UNLOGGED TABLE bench.drawn (
    n bigint, state text, is_open boolean, outcome text, kind text, unit_id uuid, person_id uuid, service_id uuid,
    channel text, district text, cycle smallint, filed_at timestamptz, due_at timestamptz, finished_at timestamptz,
    story text
);

-- The indexes of cases, to be made again after a load.
CREATE TABLE bench.indexes AS
SELECT c.relname::text AS name, pg_get_indexdef(i.indexrelid) AS definition
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = 'public.cases'::regclass
  AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid);
