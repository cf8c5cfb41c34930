-- Version 7: a mark of what must be derived again grows with the arrivals beside it.

-- Counts what has been added to the mark: it may be removed only with the count with which it was read.
ALTER TABLE dirty_interval ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
