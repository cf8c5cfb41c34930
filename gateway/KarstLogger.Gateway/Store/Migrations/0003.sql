-- Version 3: entered visits are services of the sensors; a visit can be withdrawn; catchments with several outlets.

-- The audit line by which the visit was withdrawn or replaced; absent while it stands.
ALTER TABLE visit ADD COLUMN withdrawn_audit_id BIGINT;

ALTER TABLE visit_reading ADD COLUMN mode TEXT NOT NULL DEFAULT 'additive';
ALTER TABLE visit_reading ADD COLUMN slope_percent DOUBLE PRECISION;
ALTER TABLE visit_reading ADD COLUMN fouling_onset_utc_s BIGINT;

-- Every version of a catchment file is kept; the newest is in force.
CREATE TABLE catchment (
    slug TEXT NOT NULL,
    version BIGINT NOT NULL,
    canonical TEXT NOT NULL,
    hash BYTEA NOT NULL,
    audit_id BIGINT NOT NULL,
    PRIMARY KEY (slug, version)
);
