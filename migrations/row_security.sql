-- Row security on every table with an entity column: the second wall behind the program's own checks.
-- Dropped and rebuilt after each migration, so that no table can be forgotten.
SET LOCAL client_min_messages = warning;
DO $$
DECLARE
    the_table text;
    -- The public directory may be read across entities, but only when the program says so.
    directory CONSTANT text[] := ARRAY['units', 'offices', 'themes', 'subjects', 'services', 'service_versions', 'entity_packs'];
BEGIN
    FOR the_table IN
        SELECT c.table_name
        FROM information_schema.columns c
        JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = 'public' AND c.column_name = 'entity_id' AND t.table_type = 'BASE TABLE'
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', the_table);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', the_table);
        EXECUTE format('DROP POLICY IF EXISTS own_entity ON %I', the_table);
        EXECUTE format(
            'CREATE POLICY own_entity ON %I USING (entity_id = NULLIF(current_setting(''hilo.entity_id'', true), '''')::uuid)',
            the_table
        );
        EXECUTE format('DROP POLICY IF EXISTS received ON %I', the_table);
        IF EXISTS (
            SELECT 1 FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name = the_table AND column_name = 'receiver_id'
        ) THEN
            -- What one body hands to another belongs to both.
            EXECUTE format(
                'CREATE POLICY received ON %I USING (receiver_id = NULLIF(current_setting(''hilo.entity_id'', true), '''')::uuid)',
                the_table
            );
        END IF;
        EXECUTE format('DROP POLICY IF EXISTS public_directory ON %I', the_table);
        IF the_table = ANY (directory) THEN
            EXECUTE format(
                'CREATE POLICY public_directory ON %I FOR SELECT USING (current_setting(''hilo.reach'', true) = ''directory'')',
                the_table
            );
        END IF;
    END LOOP;
END
$$;
