-- Version 5: what loggers say of themselves, and what people want of them.

-- The latest status of each logger, as it came.
CREATE TABLE logger_status (
    logger_id BIGINT NOT NULL PRIMARY KEY,
    received_utc_ms BIGINT NOT NULL,
    text TEXT NOT NULL
);

-- The last status of each hour, as numbers: how battery, journal and link went.
CREATE TABLE logger_status_hour (
    logger_id BIGINT NOT NULL,
    hour_utc_s BIGINT NOT NULL,
    battery_millivolts BIGINT,
    journal_days_left BIGINT,
    backlog BIGINT,
    lost_frames BIGINT,
    clock_offset_ms BIGINT,
    link_tries BIGINT,
    link_failures BIGINT,
    link_reattaches BIGINT,
    link_power_cycles BIGINT,
    link_reboots BIGINT,
    day_air_bytes BIGINT,
    PRIMARY KEY (logger_id, hour_utc_s)
);

-- Commands and configurations, from the wish to the logger's answer. The id is the command's number on the wire.
CREATE TABLE logger_order (
    id BIGINT NOT NULL PRIMARY KEY,
    logger_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    number BIGINT,
    mark BIGINT,
    state TEXT NOT NULL,
    made_utc_ms BIGINT NOT NULL,
    expires_utc_s BIGINT,
    sent_utc_ms BIGINT,
    times_sent BIGINT NOT NULL,
    answered_utc_ms BIGINT,
    answer TEXT NOT NULL,
    audit_id BIGINT NOT NULL
);
CREATE INDEX logger_order_by_logger ON logger_order (logger_id, state);
