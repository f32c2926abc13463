DROP TABLE service_versions;
DROP TABLE services;
DROP TABLE subjects;
DROP TABLE themes;
