-- A meeting that is over keeps its time, as its buffer may not have passed: the rule now knows the states after `confirmed` too.
DROP TRIGGER `bookings_no_overlap_insert`;
--> statement-breakpoint
DROP TRIGGER `bookings_no_overlap_update`;
--> statement-breakpoint
CREATE TRIGGER `bookings_no_overlap_insert` BEFORE INSERT ON `bookings`
WHEN NEW.status IN ('held', 'booked', 'confirmed', 'completed', 'no_show') AND (
  SELECT `block_start` FROM `bookings`
  WHERE `rep_id` = NEW.rep_id AND `status` IN ('held', 'booked', 'confirmed', 'completed', 'no_show') AND `block_end` > NEW.block_start
  ORDER BY `block_end` LIMIT 1
) < NEW.block_end
BEGIN
  SELECT RAISE(IGNORE);
END;
--> statement-breakpoint
CREATE TRIGGER `bookings_no_overlap_update` BEFORE UPDATE ON `bookings`
WHEN NEW.status IN ('held', 'booked', 'confirmed', 'completed', 'no_show') AND (
  SELECT `block_start` FROM `bookings`
  WHERE `rep_id` = NEW.rep_id AND `status` IN ('held', 'booked', 'confirmed', 'completed', 'no_show') AND `block_end` > NEW.block_start AND `id` <> OLD.id
  ORDER BY `block_end` LIMIT 1
) < NEW.block_end
BEGIN
  SELECT RAISE(IGNORE);
END;
