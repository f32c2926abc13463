-- Search by words under row security.
--
-- PostgreSQL keeps an index on words away from rows behind a policy, because the operator of word search is not marked
-- leak-proof. These views are owned by a role that may read the searched tables whole, and carry the wall themselves: the
-- same condition as the policies, in the open, where the planner can combine it with the index. The program's role sees
-- through them what the policies would let it see, and nothing more. Rebuilt after each migration.
GRANT USAGE, CREATE ON SCHEMA public TO hilo_search;
GRANT SELECT ON cases, services TO hilo_search;

DROP POLICY IF EXISTS searched ON cases;
CREATE POLICY searched ON cases FOR SELECT TO hilo_search USING (true);
DROP POLICY IF EXISTS searched ON services;
CREATE POLICY searched ON services FOR SELECT TO hilo_search USING (true);

DROP VIEW IF EXISTS case_search;
CREATE VIEW case_search AS
SELECT entity_id, id, year, correlative, kind, state, is_open, unit_id, assignee_id, service_id, channel, district,
       cycle, group_id, filed_at, due_at, search
FROM cases
WHERE entity_id = NULLIF(current_setting('hilo.entity_id', true), '')::uuid;
COMMENT ON VIEW case_search IS 'Cases of the entity of this transaction, for lists that search by words.';
ALTER VIEW case_search OWNER TO hilo_search;

DROP VIEW IF EXISTS service_search;
CREATE VIEW service_search AS
SELECT entity_id, id, state, name, search
FROM services
WHERE current_setting('hilo.reach', true) = 'directory'
   OR entity_id = NULLIF(current_setting('hilo.entity_id', true), '')::uuid;
COMMENT ON VIEW service_search IS 'Services of the directory, for the search by words.';
ALTER VIEW service_search OWNER TO hilo_search;

REVOKE CREATE ON SCHEMA public FROM hilo_search;
