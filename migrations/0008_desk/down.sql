DROP INDEX cases_open_disputed;
DROP INDEX cases_open_to_triage;
