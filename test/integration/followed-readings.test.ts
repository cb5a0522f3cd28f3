import { afterEach, describe, expect, test } from "vitest";
import type { BusySpan, Calendar } from "../../server/core/ports/calendar.ts";
import { instant } from "../../server/core/time.ts";
import { syncCalendars } from "../../server/flows/calendars/sync-calendars.ts";
import { type FollowedWorld, openFollowed } from "../support/followed-world.ts";
import { temporaryFolder } from "../support/run-server.ts";
import { mondayMorning, openTestWorld, type TestWorld } from "../support/test-world.ts";

const hour = 3_600_000;
const day = 24 * hour;

describe.each(["google", "microsoft"] as const)("what is known of a calendar at %s", (provider) => {
  let followed: FollowedWorld;
  afterEach(() => followed.close());
  const begin = () => syncCalendars(followed.world.context.world, ["anna"]);

  test("reaches on each day: what lies at the new end of the horizon is read, though nothing has changed", async () => {
    followed = await openFollowed({ provider });
    const far = mondayMorning + 16 * day;
    followed.vendor.add(far, far + hour);
    await begin();
    const reading = () => followed.world.context.world.state.calendars.reading("anna");
    expect(reading()?.endAt).toBeLessThan(far);
    expect(followed.known(far, far + hour)).toEqual([]);
    for (let passed = 0; passed < 3 * day; passed += 6 * hour) {
      followed.pass(6 * hour);
      await followed.world.context.rounds.once();
      // Never less than two weeks, whatever the time of day.
      expect(reading()?.endAt).toBeGreaterThanOrEqual(followed.now() + 14 * day);
    }
    expect(followed.known(far, far + hour)).toEqual([far / 60_000, (far + hour) / 60_000]);
  });

  test("outlives a restart: the rep is offered at once, and the provider is asked nothing for it", async () => {
    const folder = temporaryFolder("readings");
    followed = await openFollowed({ provider, databaseUrl: `file:${folder.path}/h.db` });
    const at = mondayMorning + 2 * hour;
    followed.vendor.add(at, at + hour);
    await begin();
    await followed.restart(() => followed.pass(60_000));
    const asked = followed.vendor.asked();
    const answer = await followed.world.submit({ email: "someone@firm.example" });
    expect(answer).toMatchObject({ outcome: "offered", offer: { rep: { name: "Anna" } } });
    expect(followed.known(at, at + hour)).toEqual([at / 60_000, (at + hour) / 60_000]);
    expect(followed.vendor.asked()).toBe(asked);
    folder.remove();
  });
});

describe("of twenty reps whose readings are old", () => {
  const ids = Array.from({ length: 20 }, (_, i) => `r${i}`);
  const setup = `
company: { name: Acme, timeZone: UTC }
reps:
${ids.map((id) => `  - { id: ${id}, name: ${id}, email: ${id}@acme.example, calendar: { kind: connected } }`).join("\n")}
pools: [{ id: sales, members: [${ids.join(", ")}], everybodyAway: { kind: message, text: Later. } }]
meetingTypes: [{ id: demo, name: Demo, durationMinutes: 60, minimumNoticeMinutes: 0, horizon: { kind: days, days: 3 } }]
router: { qualify: { message: Later., rules: [] }, rules: [], catchAll: { kind: offerPool, poolId: sales, meetingTypeId: demo } }
`;
  const always: BusySpan = { startAt: instant(mondayMorning - 30 * day), endAt: instant(mondayMorning + 60 * day) };

  let world: TestWorld;
  afterEach(() => world.close());

  /** A world in which whose calendar is read is noted, and `isFull` says whose has no free hour. */
  async function open(isFull: (read: number) => boolean) {
    const read: string[] = [];
    const failure = { ok: false, failure: { kind: "refused", message: "not asked for here" } } as const;
    const calendarOf = (id: string): Calendar => ({
      async busy() {
        read.push(id);
        return { ok: true, value: isFull(read.length) ? [always] : [] };
      },
      create: async () => failure,
      update: async () => failure,
      cancel: async () => failure,
    });
    const calendars = {
      isLocal: () => false,
      open: ({ id }: { readonly id: string }) => calendarOf(id),
      openAccount: () => calendarOf("none"),
      addressProblem: async () => null,
    };
    world = await openTestWorld({ setup, overrides: { calendars } });
    return read;
  }

  test("the next three are read while the visitor waits, and the first of them who is free is offered", async () => {
    const read = await open(() => false);
    expect(await world.submit({ email: "someone@firm.example" })).toMatchObject({
      outcome: "offered",
      offer: { rep: { name: "r0" } },
    });
    expect(read).toEqual(["r0", "r1", "r2"]);
    // What was read is young now, so that the next visitor waits for nobody.
    await world.submit({ email: "someone@other.example" });
    expect(read).toHaveLength(3);
  });

  test("three more are read where those are busy, and then no more: who is unknown is left out", async () => {
    const read = await open((count) => count <= 5);
    expect(await world.submit({ email: "someone@firm.example" })).toMatchObject({
      outcome: "offered",
      offer: { rep: { name: "r5" } },
    });
    expect(read).toHaveLength(6);
    await world.close();
    const all = await open(() => true);
    expect(await world.submit({ email: "someone@firm.example" })).not.toMatchObject({ outcome: "offered" });
    expect(all).toHaveLength(6);
  });
});
