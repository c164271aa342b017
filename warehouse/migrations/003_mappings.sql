-- One row: which field each column of a kind of table is, as somebody said once, to be known again. Headings only.
CREATE TABLE mappings (
    name VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL,       -- of the headings, in any order and of any year
    definition VARCHAR NOT NULL,        -- JSON as loaders.mapping.Mapping.to_dict writes it
    saved_at TIMESTAMP NOT NULL
);
