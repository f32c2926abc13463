DROP TABLE api_keys;
DROP TABLE sessions;
DROP TABLE account_entities;
DROP TABLE memberships;
DROP TABLE accounts;
