-- One row: the outline of an area on the map, as GeoJSON, simplified for drawing. Never used for measuring.
CREATE TABLE boundaries (
    area_code VARCHAR NOT NULL,
    geometry VARCHAR NOT NULL,
    points INTEGER NOT NULL
);

-- One row: a tambon of a municipality, as the จปฐ. codes it, and the tambon of the map it lies in.
CREATE TABLE map_tambon (
    tambon_code VARCHAR NOT NULL,
    map_code VARCHAR NOT NULL
);
