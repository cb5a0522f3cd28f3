import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { cover, earliestAt, latestAt, offsetAt, wallAt, zoneTable } from "../../../../server/core/availability/zone-table.ts";
import { findInstant, wallMinute } from "../../../support/minute-oracle.ts";
import { oddDays } from "../../../support/random-reps.ts";

const minute = (iso: string) => Date.parse(iso) / 60_000;
const from = minute("2025-01-01T00:00Z");
const until = minute("2029-01-01T00:00Z");
const table = (zone: string) => cover(zoneTable(zone), from, until);

describe("a zone table", () => {
  it("agrees with luxon on the offset, day and night, in every zone there is", () => {
    const zones = Intl.supportedValuesOf("timeZone");
    const wrong: string[] = [];
    for (const [i, zone] of zones.entries()) {
      const ours = table(zone);
      // A step that is no part of a day, so that the probes wander over the hours.
      for (let at = from + i * 7; at < until; at += 5 * 1_440 + 997) {
        const theirs = DateTime.fromMillis(at * 60_000, { zone }).offset;
        if (offsetAt(ours, at) !== theirs) wrong.push(`${zone} ${new Date(at * 60_000).toISOString()}`);
      }
    }
    expect(zones.length).toBeGreaterThan(400);
    expect(wrong).toEqual([]);
  });

  it("knows every change to the minute", () => {
    for (const [zone] of oddDays) {
      const { begins, offsets } = table(zone);
      for (let i = 1; i < offsets.length; i++) {
        const at = begins[i]!;
        if (at < from || at > until) continue;
        expect(DateTime.fromMillis(at * 60_000 - 60_000, { zone }).offset).toBe(offsets[i - 1]);
        expect(DateTime.fromMillis(at * 60_000, { zone }).offset).toBe(offsets[i]);
      }
    }
  });

  it("reads every quarter of an hour around a change of the clock as a search through all minutes does", () => {
    for (const [zone, date] of oddDays) {
      const day = minute(`${date}T00:00Z`);
      for (let wall = day - 180; wall <= day + 1_440 + 360; wall += 15) {
        expect([zone, wall - day, earliestAt(table(zone), wall)]).toEqual([
          zone,
          wall - day,
          findInstant(zone, wall, "earliest"),
        ]);
        expect([zone, wall - day, latestAt(table(zone), wall)]).toEqual([zone, wall - day, findInstant(zone, wall, "latest")]);
      }
    }
  });

  it.each([
    ["a skipped time is shifted forward by the gap", "2026-03-08T02:30", "2026-03-08T07:30Z", "2026-03-08T07:30Z"],
    ["the last minute before the gap is itself", "2026-03-08T01:59", "2026-03-08T06:59Z", "2026-03-08T06:59Z"],
    ["the first minute of the gap is the one after it", "2026-03-08T02:00", "2026-03-08T07:00Z", "2026-03-08T07:00Z"],
    ["the first minute after the gap is itself", "2026-03-08T03:00", "2026-03-08T07:00Z", "2026-03-08T07:00Z"],
    ["a repeated time is early for a start, late for an end", "2026-11-01T01:30", "2026-11-01T05:30Z", "2026-11-01T06:30Z"],
    ["the first repeated minute too", "2026-11-01T01:00", "2026-11-01T05:00Z", "2026-11-01T06:00Z"],
    ["the minute after the repeated hour is itself", "2026-11-01T02:00", "2026-11-01T07:00Z", "2026-11-01T07:00Z"],
    ["the minute before the repeated hour is itself", "2026-11-01T00:59", "2026-11-01T04:59Z", "2026-11-01T04:59Z"],
  ])("in New York %s", (...[, wall, earliest, latest]) => {
    const newYork = table("America/New_York");
    expect(earliestAt(newYork, minute(`${wall}Z`))).toBe(minute(earliest));
    expect(latestAt(newYork, minute(`${wall}Z`))).toBe(minute(latest));
  });

  it("grows when instants far away are asked for, without forgetting", () => {
    const zone = "Europe/Paris";
    const near = minute("2026-07-01T00:00Z");
    const far = minute("2051-07-01T00:00Z");
    const before = minute("1999-07-01T00:00Z");
    const paris = cover(zoneTable(zone), near, near);
    expect(paris.untilMinute).toBeGreaterThan(minute("2031-01-01T00:00Z"));
    for (const at of [far, before, near]) expect(wallAt(cover(paris, at, at), at)).toBe(wallMinute(zone, at));
    expect(zoneTable(zone)).toBe(paris);
    expect(offsetAt(paris, minute("2027-01-15T00:00Z"))).toBe(60);
    expect(offsetAt(paris, near)).toBe(120);
  });

  it("is not built again for instants that it covers", () => {
    const tokyo = cover(zoneTable("Asia/Tokyo"), from, until);
    const { begins } = tokyo;
    cover(tokyo, tokyo.fromMinute + 1_440, tokyo.untilMinute - 1_440);
    expect(tokyo.begins).toBe(begins);
    cover(tokyo, tokyo.fromMinute + 1_439, from);
    expect(tokyo.begins).not.toBe(begins);
  });

  it("says what granularity the offsets of old times have", () => {
    const singapore = cover(zoneTable("Asia/Singapore"), minute("1938-01-01T00:00Z"), minute("1938-06-01T00:00Z"));
    expect(singapore.offsetStep).toBe(5);
    expect(table("Asia/Kathmandu").offsetStep).toBe(15);
  });

  it("refuses a name that is no zone", () => {
    expect(() => zoneTable("Mars/Olympus")).toThrow("zone_invalid");
  });
});
