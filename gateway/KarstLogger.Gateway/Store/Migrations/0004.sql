-- Version 4: photos of visits. The bytes stand apart from their description, so that a list of photos reads no pictures;
-- they stand in the database itself, so that every back-up of the store holds them (decision 0170).

CREATE TABLE photo_bytes (
    hash BYTEA NOT NULL PRIMARY KEY,
    bytes BYTEA NOT NULL
);

CREATE TABLE photo (
    id BIGINT NOT NULL PRIMARY KEY,
    station TEXT NOT NULL,
    visit_id BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    form TEXT NOT NULL,
    width_pixels BIGINT NOT NULL,
    height_pixels BIGINT NOT NULL,
    byte_count BIGINT NOT NULL,
    caption TEXT NOT NULL,
    audit_id BIGINT NOT NULL,
    UNIQUE (visit_id, hash)
);
CREATE INDEX photo_by_station ON photo (station, visit_id);
