-- Version 2: what people enter, and who they are.

ALTER TABLE visit ADD COLUMN staff_gage_m DOUBLE PRECISION;
ALTER TABLE visit ADD COLUMN staff_gage_u95_m DOUBLE PRECISION;
ALTER TABLE visit ADD COLUMN people TEXT NOT NULL DEFAULT '';

-- What was read at a sensor during a visit (USGS TM 1-D3); standards as 'standard:reading' pairs with spaces between.
CREATE TABLE visit_reading (
    visit_id BIGINT NOT NULL,
    parameter TEXT NOT NULL,
    monitor_before DOUBLE PRECISION,
    monitor_after DOUBLE PRECISION,
    field_start DOUBLE PRECISION,
    field_end DOUBLE PRECISION,
    standards TEXT NOT NULL,
    PRIMARY KEY (visit_id, parameter)
);

CREATE TABLE gauging (
    id BIGINT NOT NULL PRIMARY KEY,
    station TEXT NOT NULL,
    at_utc_s BIGINT NOT NULL,
    stage_m DOUBLE PRECISION NOT NULL,
    discharge_m3_s DOUBLE PRECISION NOT NULL,
    u95_m3_s DOUBLE PRECISION,
    method TEXT NOT NULL,
    measured TEXT NOT NULL,
    note TEXT NOT NULL,
    audit_id BIGINT NOT NULL
);
CREATE INDEX gauging_by_station ON gauging (station, at_utc_s);

-- A bottle; its name is the one on its label.
CREATE TABLE grab_sample (
    id BIGINT NOT NULL PRIMARY KEY,
    station TEXT NOT NULL,
    name TEXT NOT NULL,
    at_utc_s BIGINT NOT NULL,
    water_temp DOUBLE PRECISION,
    ph DOUBLE PRECISION,
    sc25 DOUBLE PRECISION,
    note TEXT NOT NULL,
    audit_id BIGINT NOT NULL,
    UNIQUE (station, name)
);

-- One ion of a bottle: a value, or the detection limit that it is below.
CREATE TABLE grab_sample_ion (
    sample_id BIGINT NOT NULL,
    ion TEXT NOT NULL,
    mg_l DOUBLE PRECISION,
    detection_limit_mg_l DOUBLE PRECISION,
    PRIMARY KEY (sample_id, ion)
);

CREATE TABLE note (
    id BIGINT NOT NULL PRIMARY KEY,
    station TEXT NOT NULL,
    at_utc_s BIGINT NOT NULL,
    to_utc_s BIGINT,
    text TEXT NOT NULL,
    audit_id BIGINT NOT NULL
);
CREATE INDEX note_by_station ON note (station, at_utc_s);

-- Decisions in the order in which they were taken: the last one on an instant holds.
CREATE TABLE approval (
    id BIGINT NOT NULL PRIMARY KEY,
    station TEXT NOT NULL,
    variable TEXT NOT NULL,
    from_utc_s BIGINT NOT NULL,
    to_utc_s BIGINT NOT NULL,
    is_approved INTEGER NOT NULL,
    audit_id BIGINT NOT NULL
);
CREATE INDEX approval_by_station ON approval (station, variable);

CREATE TABLE account (
    name TEXT NOT NULL PRIMARY KEY,
    role INTEGER NOT NULL,
    password_hash TEXT,
    created_utc_ms BIGINT NOT NULL
);

-- One-time links, sessions and tokens are kept as SHA-256 of their 256 random bits: who reads the database cannot sign in with it.
CREATE TABLE account_code (
    hash BYTEA NOT NULL PRIMARY KEY,
    name TEXT,
    role INTEGER NOT NULL,
    expires_utc_ms BIGINT NOT NULL
);

CREATE TABLE account_session (
    hash BYTEA NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    expires_utc_ms BIGINT NOT NULL
);

CREATE TABLE account_token (
    id BIGINT NOT NULL PRIMARY KEY,
    hash BYTEA NOT NULL UNIQUE,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    role INTEGER NOT NULL,
    expires_utc_ms BIGINT NOT NULL
);
