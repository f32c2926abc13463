DROP TABLE offices;
DROP TABLE units;
DROP TABLE entities;
