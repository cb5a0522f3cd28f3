import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { syncCalendars } from "../../server/flows/calendars/sync-calendars.ts";
import { type CaldavServer, makeCalendar, putEvent, readEvents } from "../support/caldav-account.ts";
import { startRadicale } from "../support/radicale.ts";
import { mondayMorning, openTestWorld, smallSetup, type TestWorld } from "../support/test-world.ts";
import { startXandikos } from "../support/xandikos.ts";

/** What some servers get wrong: how a request or its answer is changed on its way. */
interface Wrong {
  readonly name: string;
  /** An answer in place of the server's. */
  readonly refuse?: (sent: string) => boolean;
  readonly body?: (answer: string, sent: string) => string;
  readonly headers?: (headers: Headers) => void;
}

const asWeak = (etag: string) => (etag.startsWith("W/") ? etag : `W/${etag}`);

const wrongs: readonly Wrong[] = [
  // We expand series ourselves; a server that is asked to may give the series all the same, or its first occurrence alone.
  {
    name: "series are missing where a time is asked for",
    body: (answer, sent) =>
      sent.includes("time-range")
        ? answer.replaceAll(/<((?:\w+:)?)response>[\s\S]*?<\/\1response>/g, (one) => (/RRULE|RDATE/.test(one) ? "" : one))
        : answer,
  },
  {
    name: "ETags are weak",
    body: (answer) =>
      answer.replaceAll(/(<(?:\w+:)?getetag>)([^<]*)/g, (_all, tag: string, etag: string) => `${tag}${asWeak(etag)}`),
    headers(headers) {
      const etag = headers.get("etag");
      if (etag) headers.set("etag", asWeak(etag));
    },
  },
  {
    name: "there is no sync-collection",
    refuse: (sent) => sent.includes("sync-collection"),
    body: (answer) => answer.replaceAll(/<((?:\w+:)?)sync-token>[^<]*<\/(?:\w+:)?sync-token>/g, ""),
  },
  {
    name: "the Content-Type is another",
    headers: (headers) => headers.set("content-type", "text/html"),
  },
];

const real = globalThis.fetch;

/** `fetch` with everything wrong that is asked for; `asked` counts what came by. */
function wrongFetch(all: readonly Wrong[], asked: { count: number }): typeof fetch {
  return async (input, init) => {
    asked.count += 1;
    const sent = typeof init?.body === "string" ? init.body : "";
    if (all.some(({ refuse }) => refuse?.(sent))) return new Response("", { status: 400 });
    const response = await real(input, init);
    const headers = new Headers(response.headers);
    headers.delete("content-encoding");
    for (const wrong of all) wrong.headers?.(headers);
    if (response.body === null) return new Response(null, { status: response.status, headers });
    const body = all.reduce((text, wrong) => wrong.body?.(text, sent) ?? text, await response.text());
    return new Response(body, { status: response.status, headers });
  };
}

const at = (iso: string) => Date.parse(iso) / 60_000;

describe.each([
  ["Radicale", startRadicale],
  ["Xandikos", startXandikos],
] as const)("%s", (program, start) => {
  let server: CaldavServer;
  let world: TestWorld;
  let count = 0;
  beforeAll(async () => {
    server = await start();
  });
  afterEach(async () => {
    globalThis.fetch = real;
    await world.close();
  });
  afterAll(() => server.stop());

  async function open(): Promise<string> {
    const name = `calendar-${++count}`;
    const url = await makeCalendar(server, name, name);
    const where = `url: "${server.url}", username: ${server.username}, passwordEnv: HANDRAISE_SECRET_ANNA`;
    const calendar = `{ kind: caldav, ${where}, busyCalendars: [${name}], meetingCalendar: ${name} }`;
    world = await openTestWorld({
      setup: smallSetup.replace("email: anna@acme.example", `email: anna@acme.example, calendar: ${calendar}`),
      env: { HANDRAISE_SECRET_ANNA: server.password, HANDRAISE_CALENDAR_DEADLINE_MS: "5000" },
    });
    return url;
  }

  /** Busy minutes of the week, as memory has them after a look at the calendar. */
  async function known(): Promise<readonly number[]> {
    await syncCalendars(world.context.world, ["anna"]);
    const reading = world.context.world.state.calendars.reading("anna");
    expect(reading?.failure).toBeUndefined();
    return [...(reading?.spans ?? [])].filter((minute) => minute < mondayMorning / 60_000 + 4 * 1_440);
  }

  test.each([...wrongs.map((wrong) => [wrong.name, [wrong]] as const), ["all of it at once", wrongs] as const])(
    "fault 26: %s: busy times are right, and a meeting is one event that moves and goes",
    async (name, wrong) => {
      const url = await open();
      const asked = { count: 0 };
      const weekly = [
        "RRULE:FREQ=WEEKLY",
        "DTSTART;TZID=Europe/Berlin:20250106T100000",
        "DTEND;TZID=Europe/Berlin:20250106T110000",
      ];
      const moved = ["RECURRENCE-ID;TZID=Europe/Berlin:20260615T100000", "DTSTART:20260616T120000Z", "DTEND:20260616T130000Z"];
      const event = (lines: readonly string[]) => [
        "BEGIN:VEVENT",
        "UID:weekly",
        "DTSTAMP:20260101T000000Z",
        ...lines,
        "END:VEVENT",
      ];
      await putEvent(server, url, calendarOf([...event(weekly), ...event(moved)]));
      globalThis.fetch = wrongFetch(wrong, asked);

      const series = [at("2026-06-16T12:00Z"), at("2026-06-16T13:00Z")];
      expect(await known()).toEqual(series);
      world.context.jobs.start();
      const answer = await world.submit({ email: "vera@firm.example" });
      expect(answer).toMatchObject({ outcome: "offered", offer: { rep: { name: "Anna" } } });
      const booked = await world.book(answer, at("2026-06-15T09:00Z"));
      if (booked.outcome !== "booked") throw new Error(booked.outcome);
      const ours = async () =>
        (await withReal(() => readEvents(server, url))).filter((text) => !/^UID:(weekly|dentist)/m.test(text)).map(startOf);
      await world.context.jobs.drain();
      expect(await ours()).toEqual(["20260615T090000Z"]);

      // Somebody else's event is seen at the next look, however the server tells of it.
      await withReal(() => putEvent(server, url, ["UID:dentist", "DTSTART:20260617T080000Z", "DTEND:20260617T090000Z"]));
      expect(await known()).toEqual([...series, at("2026-06-17T08:00Z"), at("2026-06-17T09:00Z")]);

      const token = booked.manageUrl.slice(booked.manageUrl.indexOf("#") + 1);
      const again = await world.post("/v1/bookings/reschedule", { token, start: "2026-06-16T08:00:00Z" });
      expect(await again.json()).toMatchObject({ outcome: "ok" });
      await world.context.jobs.drain();
      expect(await ours()).toEqual(["20260616T080000Z"]);
      await world.post("/v1/bookings/cancel", { token });
      await world.context.jobs.drain();
      expect(await ours()).toEqual([]);
      console.info(`fault 26, ${program}, ${name}: ${asked.count} requests, 5 states of the calendar, each one right`);
    },
  );
});

/** What a test does to the calendar itself does not go through what is wrong. */
async function withReal<T>(work: () => Promise<T>): Promise<T> {
  const wrong = globalThis.fetch;
  globalThis.fetch = real;
  try {
    return await work();
  } finally {
    globalThis.fetch = wrong;
  }
}

const calendarOf = (lines: readonly string[]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//Test//EN", ...lines, "END:VCALENDAR", ""].join("\r\n");
const startOf = (text: string) => /^DTSTART:(\S+)/m.exec(text)?.[1];
