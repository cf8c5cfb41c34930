-- Version 6: visits at the box that were taken over.

-- The visit at the box that a person took over as this visit: the key of its first event frame that was known then; absent for a visit entered by hand.
ALTER TABLE visit ADD COLUMN box_visit TEXT;

-- Events are a small part of the frames: those of all years are read each time somebody looks at the visits of a box.
CREATE INDEX frame_event ON frame (logger_id, epoch, sequence) WHERE kind = 2;
