-- Version 1. One text for SQLite and PostgreSQL: BYTEA has numeric affinity in SQLite, which keeps blobs as they are;
-- instants are whole numbers (_utc_s, _utc_ms), because the two databases do not share a timestamp type.

-- The raw truth. Only placed_utc_s and placement_error_ms are ever revised (device time stays in device_utc_s).
CREATE TABLE frame (
    logger_id BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    kind INTEGER NOT NULL,
    device_utc_s BIGINT NOT NULL,
    clock_source INTEGER NOT NULL,
    placed_utc_s BIGINT,
    placement_error_ms BIGINT,
    received_utc_ms BIGINT NOT NULL,
    route TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (logger_id, epoch, sequence)
);
CREATE INDEX frame_by_time ON frame (logger_id, placed_utc_s);

-- The same key with other bytes: both are kept.
CREATE TABLE frame_conflict (
    logger_id BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    bytes BYTEA NOT NULL,
    received_utc_ms BIGINT NOT NULL,
    route TEXT NOT NULL,
    PRIMARY KEY (logger_id, epoch, sequence, hash)
);

-- What could not be archived, once per content, with the number of times it came.
CREATE TABLE rejected_frame (
    hash BYTEA NOT NULL,
    reason TEXT NOT NULL,
    origin TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    byte_count BIGINT NOT NULL,
    first_received_utc_ms BIGINT NOT NULL,
    last_received_utc_ms BIGINT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (hash, reason, origin)
);

-- Maximal ranges of sequences that are archived or reported overwritten; written in the frames' own transaction.
CREATE TABLE settled_range (
    logger_id BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    first_sequence BIGINT NOT NULL,
    last_sequence BIGINT NOT NULL,
    PRIMARY KEY (logger_id, epoch, first_sequence)
);

-- What a logger itself has reported overwritten before it was sent, with the event that says so.
CREATE TABLE lost_range (
    logger_id BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    first_sequence BIGINT NOT NULL,
    last_sequence BIGINT NOT NULL,
    event_epoch BIGINT NOT NULL,
    event_sequence BIGINT NOT NULL,
    PRIMARY KEY (logger_id, event_epoch, event_sequence)
);

CREATE TABLE logger (
    logger_id BIGINT NOT NULL PRIMARY KEY,
    first_contact_utc_ms BIGINT NOT NULL,
    last_contact_utc_ms BIGINT NOT NULL,
    next_contact_utc_s BIGINT,
    clock_offset_ms BIGINT,
    backlog BIGINT NOT NULL,
    battery_millivolts_min BIGINT,
    newest_epoch BIGINT NOT NULL,
    duplicate_frames BIGINT NOT NULL
);

CREATE TABLE station (
    slug TEXT NOT NULL PRIMARY KEY,
    site TEXT NOT NULL,
    configuration_version BIGINT NOT NULL
);

CREATE TABLE configuration (
    station TEXT NOT NULL,
    version BIGINT NOT NULL,
    ordinal INTEGER NOT NULL,
    section TEXT NOT NULL,
    valid_from_utc_s BIGINT,
    canonical TEXT NOT NULL,
    hash BYTEA NOT NULL,
    recorded_utc_ms BIGINT NOT NULL,
    PRIMARY KEY (station, version, ordinal)
);

CREATE TABLE deployment (
    station TEXT NOT NULL,
    number INTEGER NOT NULL,
    logger_id BIGINT NOT NULL,
    sonde_slot INTEGER NOT NULL,
    from_utc_s BIGINT NOT NULL,
    to_utc_s BIGINT,
    PRIMARY KEY (station, number)
);
CREATE INDEX deployment_by_logger ON deployment (logger_id);

CREATE TABLE run (
    id BIGINT NOT NULL PRIMARY KEY,
    station TEXT NOT NULL,
    state TEXT NOT NULL,
    started_utc_ms BIGINT NOT NULL,
    finished_utc_ms BIGINT,
    pipeline_version TEXT NOT NULL,
    model TEXT NOT NULL,
    configuration_version BIGINT NOT NULL,
    configuration_hash BYTEA NOT NULL
);

CREATE TABLE current_run (
    station TEXT NOT NULL PRIMARY KEY,
    run_id BIGINT NOT NULL
);

CREATE TABLE lease (
    station TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    expires_utc_ms BIGINT NOT NULL
);

CREATE TABLE dirty_interval (
    id BIGINT NOT NULL PRIMARY KEY,
    station TEXT NOT NULL,
    from_utc_s BIGINT NOT NULL,
    to_utc_s BIGINT NOT NULL,
    cause TEXT NOT NULL,
    marked_utc_ms BIGINT NOT NULL
);
CREATE INDEX dirty_interval_by_station ON dirty_interval (station);

-- One derived row of a sample in a run: values, then standard uncertainties (k = 1). flags: one digit for each value, in their order (QARTOD 1, 2, 3, 4, 9).
CREATE TABLE station_state (
    station TEXT NOT NULL,
    run_id BIGINT NOT NULL,
    logger_id BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    placed_utc_s BIGINT NOT NULL,
    simulated INTEGER NOT NULL,
    qualifiers TEXT NOT NULL,
    findings TEXT NOT NULL,
    flags TEXT NOT NULL,
    level DOUBLE PRECISION,
    stage DOUBLE PRECISION,
    water_temp DOUBLE PRECISION,
    ph DOUBLE PRECISION,
    ec DOUBLE PRECISION,
    sc25 DOUBLE PRECISION,
    rain DOUBLE PRECISION,
    discharge DOUBLE PRECISION,
    ca DOUBLE PRECISION,
    mg DOUBLE PRECISION,
    na DOUBLE PRECISION,
    k DOUBLE PRECISION,
    cl DOUBLE PRECISION,
    so4 DOUBLE PRECISION,
    hco3 DOUBLE PRECISION,
    pco2_pa DOUBLE PRECISION,
    si_calcite DOUBLE PRECISION,
    si_dolomite DOUBLE PRECISION,
    dic DOUBLE PRECISION,
    ionic_strength DOUBLE PRECISION,
    charge_balance DOUBLE PRECISION,
    flux_alkalinity DOUBLE PRECISION,
    flux_dic DOUBLE PRECISION,
    flux_c_sink DOUBLE PRECISION,
    flux_co2_sink DOUBLE PRECISION,
    level_u DOUBLE PRECISION,
    stage_u DOUBLE PRECISION,
    water_temp_u DOUBLE PRECISION,
    ph_u DOUBLE PRECISION,
    ec_u DOUBLE PRECISION,
    sc25_u DOUBLE PRECISION,
    rain_u DOUBLE PRECISION,
    discharge_u DOUBLE PRECISION,
    ca_u DOUBLE PRECISION,
    mg_u DOUBLE PRECISION,
    na_u DOUBLE PRECISION,
    k_u DOUBLE PRECISION,
    cl_u DOUBLE PRECISION,
    so4_u DOUBLE PRECISION,
    hco3_u DOUBLE PRECISION,
    pco2_pa_u DOUBLE PRECISION,
    si_calcite_u DOUBLE PRECISION,
    si_dolomite_u DOUBLE PRECISION,
    dic_u DOUBLE PRECISION,
    ionic_strength_u DOUBLE PRECISION,
    charge_balance_u DOUBLE PRECISION,
    flux_alkalinity_u DOUBLE PRECISION,
    flux_dic_u DOUBLE PRECISION,
    flux_c_sink_u DOUBLE PRECISION,
    flux_co2_sink_u DOUBLE PRECISION,
    PRIMARY KEY (station, run_id, logger_id, epoch, sequence)
);
CREATE INDEX station_state_by_time ON station_state (station, run_id, placed_utc_s);

-- Provenance of a derived UTC day: its rows are always written together.
CREATE TABLE derived_day (
    station TEXT NOT NULL,
    run_id BIGINT NOT NULL,
    day_start_utc_s BIGINT NOT NULL,
    result_utc_ms BIGINT NOT NULL,
    input_hash BYTEA NOT NULL,
    value_hash BYTEA NOT NULL,
    PRIMARY KEY (station, run_id, day_start_utc_s)
);

CREATE TABLE daily_total (
    station TEXT NOT NULL,
    run_id BIGINT NOT NULL,
    day_start_utc_s BIGINT NOT NULL,
    variable TEXT NOT NULL,
    value DOUBLE PRECISION,
    u95 DOUBLE PRECISION,
    time_coverage DOUBLE PRECISION NOT NULL,
    load_coverage DOUBLE PRECISION,
    flag INTEGER NOT NULL,
    PRIMARY KEY (station, run_id, day_start_utc_s, variable)
);

CREATE TABLE visit (
    id BIGINT NOT NULL PRIMARY KEY,
    station TEXT NOT NULL,
    at_utc_s BIGINT NOT NULL,
    what TEXT NOT NULL,
    audit_id BIGINT NOT NULL
);

CREATE TABLE audit (
    id BIGINT NOT NULL PRIMARY KEY,
    at_utc_ms BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    subject TEXT NOT NULL,
    what TEXT NOT NULL
);

-- Public numbers of observed series; a number once given is never given again.
CREATE TABLE datastream (
    id BIGINT NOT NULL PRIMARY KEY,
    station TEXT NOT NULL,
    variable TEXT NOT NULL,
    level INTEGER NOT NULL,
    UNIQUE (station, variable, level)
);

-- The last number given of each kind: counting rows instead would give a deleted row's number again.
CREATE TABLE number_given (
    kind TEXT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);
