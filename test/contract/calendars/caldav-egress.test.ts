import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type LookupFunction, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { guardedFetch } from "../../../server/adapters/calendars/egress/guarded-fetch.ts";
import { openCalendar } from "../../../server/adapters/calendars/index.ts";
import { type CaldavServer, makeCalendar, putEvent, readEvents } from "../../support/caldav-account.ts";
import { repWith, settingsAt } from "../../support/caldav-rep.ts";
import { deadlineMs, june, valueOf } from "../../support/calendar-calls.ts";
import { meeting } from "../../support/microsoft-account.ts";
import { startRadicale } from "../../support/radicale.ts";

let radicale: CaldavServer;
let calendarUrl: string;
beforeAll(async () => {
  radicale = await startRadicale();
  calendarUrl = await makeCalendar(radicale, "work", "Work");
});
afterAll(() => radicale.stop());

const platform = vi.spyOn(globalThis, "fetch");
beforeEach(() => void platform.mockClear());
afterAll(() => platform.mockRestore());

/** Every question for a name is answered with this, and counted. */
function answering(address: string) {
  const asked: string[] = [];
  const resolve: LookupFunction = (host, _options, done) => {
    asked.push(host);
    done(null, [{ address, family: 4 }]);
  };
  return { asked, resolve };
}

/** The rep's account at a typed address, behind a guard. */
function open(url: string, egress: ReturnType<typeof guardedFetch>) {
  const settings = settingsAt(url, { username: radicale.username, busyCalendars: ["Work"] });
  return openCalendar(repWith(settings), { secret: () => radicale.password, egress });
}

test("every request to a typed address goes to the address that the guard looked at, from the first to the last of a meeting", async () => {
  const { asked, resolve } = answering("127.0.0.1");
  const egress = guardedFetch({ allowPrivate: true, resolve });
  const calendar = open(radicale.url.replace("127.0.0.1", "dav.typed.example"), egress);
  await putEvent(radicale, calendarUrl, ["UID:dentist", "DTSTART:20260620T090000Z", "DTEND:20260620T100000Z", "SUMMARY:Dentist"]);
  platform.mockClear();

  expect(valueOf((await calendar.list?.(deadlineMs)) ?? never()).map(({ name }) => name)).toEqual(["Work"]);
  expect(valueOf(await calendar.busy(june, deadlineMs))).toHaveLength(1);
  const ref = valueOf(await calendar.create(meeting, deadlineMs));
  const { cursor } = valueOf((await calendar.changes?.({ cursor: null, until: june.endAt }, deadlineMs)) ?? never());
  const moved = valueOf(await calendar.update(ref, { ...meeting, sequence: 1 }, deadlineMs));
  expect(valueOf((await calendar.find?.(moved, meeting.uid, deadlineMs)) ?? never())).toMatchObject({ declined: false });
  expect(valueOf((await calendar.changes?.({ cursor, until: june.endAt }, deadlineMs)) ?? never()).urls).toHaveLength(1);
  expect(valueOf(await calendar.cancel(moved, meeting.uid, deadlineMs))).toBeNull();

  // No name service knows the name: whatever had gone past the guard would have failed.
  expect(new Set(asked)).toEqual(new Set(["dav.typed.example"]));
  expect(platform).not.toHaveBeenCalled();
  expect(await readEvents(radicale, calendarUrl)).toHaveLength(1);
});

describe("a name that leads elsewhere by the time it is asked", () => {
  let inside: Server;
  let connections: number;
  beforeEach(async () => {
    connections = 0;
    inside = createServer((socket) => {
      connections += 1;
      socket.destroy();
    }).listen(0, "127.0.0.1");
    await once(inside, "listening");
  });
  afterEach(() => new Promise((resolve) => inside.close(resolve)));

  test.each(["127.0.0.1", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1"])("%s is not connected to", async (address) => {
    const { asked, resolve } = answering(address);
    const { port } = inside.address() as AddressInfo;
    const calendar = open(`https://rebound.example:${port}/`, guardedFetch({ allowPrivate: false, resolve }));
    const refused = { ok: false, failure: { kind: "refused" } };
    expect(await calendar.busy(june, deadlineMs)).toMatchObject(refused);
    expect(await calendar.create(meeting, deadlineMs)).toMatchObject(refused);
    expect(asked.length).toBeGreaterThan(0);
    expect([connections, platform.mock.calls.length]).toEqual([0, 0]);
  });
});

function never(): never {
  throw new TypeError("a CalDAV account knows that");
}
