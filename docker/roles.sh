#!/bin/sh
# Run once by the postgres image, for a new database: the role that the program connects as.
# It owns nothing; `hilo migrate` makes the tables as their owner and says what this role may do.
set -eu
psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 \
    --set password="$HILO_APP_PASSWORD" <<'SQL'
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hilo_app') THEN
        CREATE ROLE hilo_app NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hilo_search') THEN
        CREATE ROLE hilo_search NOLOGIN;
    END IF;
END $$;
CREATE ROLE hilo LOGIN IN ROLE hilo_app PASSWORD :'password';
SQL
