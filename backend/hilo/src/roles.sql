-- The roles of the program, where the caller may make them; otherwise an administrator has made them before.
-- hilo_app works and owns nothing. hilo_search owns the search views and may do nothing else.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['hilo_app', 'hilo_search'] LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            EXCEPTION
                WHEN duplicate_object OR unique_violation THEN NULL; -- Another program was quicker.
            END;
        END IF;
    END LOOP;
    -- Views are given to hilo_search, and the program works as hilo_app: both need membership.
    FOREACH wanted IN ARRAY ARRAY['hilo_app', 'hilo_search'] LOOP
        IF NOT pg_has_role(current_user, wanted, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO %I', wanted, current_user);
        END IF;
    END LOOP;
END
$$;
