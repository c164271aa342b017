-- One row: somebody whom a server lets in, as the proxy or the sign-in before it names them. No password is kept.
CREATE TABLE accounts (
    name VARCHAR NOT NULL,
    role VARCHAR NOT NULL,              -- reader | officer | administrator
    area_code VARCHAR NOT NULL,         -- village figures of this area alone are seen; TH: of all
    made_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP                 -- missing: it is open
);

-- Who did it, as what, for which area; empty on one PC, where nobody is asked who they are.
ALTER TABLE actions ADD COLUMN account VARCHAR DEFAULT '';
ALTER TABLE actions ADD COLUMN role VARCHAR DEFAULT '';
ALTER TABLE actions ADD COLUMN area_code VARCHAR DEFAULT '';

-- Whose row it is where several offices share a database: the area of the account that wrote it, empty for everyone's.
ALTER TABLE office_rows ADD COLUMN area_code VARCHAR DEFAULT '';
ALTER TABLE area_choices ADD COLUMN area_code VARCHAR DEFAULT '';
