-- What the program's role may do. It owns nothing; books can only be added to.
REVOKE ALL ON ALL TABLES IN SCHEMA public, queue FROM hilo_app;
GRANT USAGE ON SCHEMA public, queue TO hilo_app;

GRANT SELECT ON ALL TABLES IN SCHEMA public TO hilo_app; -- views included

-- Append only.
GRANT INSERT ON
    history, checkpoints, checkpoint_heads, clock_events, audit, access_log, messages, notes, ratings, attachments,
    stories, service_versions, packs, calendar_days, entity_calendar_days, escalations, parties
TO hilo_app;

-- Changed by commands.
GRANT INSERT, UPDATE ON
    entities, units, offices, accounts, memberships, account_entities, sessions, api_keys,
    themes, subjects, services, case_counters, cases, filers, clocks, responses, deliveries,
    corrections, consultations, transfers, case_links, templates, incidents, paper_sheets, entity_packs
TO hilo_app;
GRANT INSERT, DELETE ON idempotency_keys TO hilo_app;
-- The list of points is written as a whole.
GRANT INSERT, DELETE ON case_points TO hilo_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON queue.outbox, queue.jobs TO hilo_app;
REVOKE ALL ON TABLE __diesel_schema_migrations FROM hilo_app;
GRANT SELECT ON TABLE __diesel_schema_migrations TO hilo_app;
