-- Active blocks of one rep never overlap. They are disjoint already, so the first one that ends after the new one
-- starts tells it all. RAISE(IGNORE) drops the row: "returning id" comes back empty, and the unit goes on.
CREATE TRIGGER `bookings_no_overlap_insert` BEFORE INSERT ON `bookings`
WHEN NEW.status IN ('held', 'booked', 'confirmed') AND (
  SELECT `block_start` FROM `bookings`
  WHERE `rep_id` = NEW.rep_id AND `status` IN ('held', 'booked', 'confirmed') AND `block_end` > NEW.block_start
  ORDER BY `block_end` LIMIT 1
) < NEW.block_end
BEGIN
  SELECT RAISE(IGNORE);
END;
--> statement-breakpoint
CREATE TRIGGER `bookings_no_overlap_update` BEFORE UPDATE ON `bookings`
WHEN NEW.status IN ('held', 'booked', 'confirmed') AND (
  SELECT `block_start` FROM `bookings`
  WHERE `rep_id` = NEW.rep_id AND `status` IN ('held', 'booked', 'confirmed') AND `block_end` > NEW.block_start AND `id` <> OLD.id
  ORDER BY `block_end` LIMIT 1
) < NEW.block_end
BEGIN
  SELECT RAISE(IGNORE);
END;
