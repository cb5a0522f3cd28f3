import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { Instant } from "../../server/core/time.ts";
import { connectLink } from "../../server/flows/calendars/connect-link.ts";
import { createLogger } from "../../server/http/log.ts";
import { type CaldavServer, makeCalendar, putEvent } from "./caldav-account.ts";
import { startRadicale } from "./radicale.ts";
import { connectedSetup, repsBrowser } from "./reps-browser.ts";
import { mondayMorning, openTestWorld, type TestWorld } from "./test-world.ts";

/** The password of the account; whoever can read it where it should not be has found a leak. */
export const canary = "canary-pass-word-7391";

/** The pages on which Anna connects her calendar, and one real CalDAV server, for the test file that calls this, with an account. */
export function useConnectPages() {
  let radicale: CaldavServer;
  beforeAll(async () => {
    radicale = await startRadicale("ada", canary);
    const calendarUrl = await makeCalendar(radicale, "work", "Work");
    await makeCalendar(radicale, "private", "Private");
    await putEvent(radicale, calendarUrl, [
      "UID:dentist",
      "DTSTART:20260615T070000Z",
      "DTEND:20260615T093000Z",
      "SUMMARY:Dentist",
    ]);
  });
  afterAll(() => radicale.stop());

  let world: TestWorld;
  let logged: string[];
  afterEach(() => world.close());

  const browser = (headers?: Readonly<Record<string, string>>) => repsBrowser(world, headers);
  const ticketOf = (repId = "anna", days = 7) => connectLink(world.context.world, { repId, days }).url.split("#")[1] ?? "";
  const account = () => ({ address: radicale.url, username: radicale.username, password: canary });

  async function open(env: Readonly<Record<string, string>> = { HANDRAISE_PRIVATE_CALENDARS: "allow" }): Promise<void> {
    logged = [];
    const logger = createLogger("debug", { write: (line) => logged.push(line) });
    world = await openTestWorld({
      setup: connectedSetup,
      env: { HANDRAISE_CALENDAR_DEADLINE_MS: "5000", ...env },
      overrides: { logger },
    });
  }

  async function signedIn(repId = "anna") {
    const rep = browser();
    expect((await rep.post("/connect/open", { ticket: ticketOf(repId) })).status).toBe(303);
    return rep;
  }

  async function connected() {
    const rep = await signedIn();
    const response = await rep.post("/connect/caldav", account());
    expect(response.headers.get("location")).toBe("/connect/calendars");
    return rep;
  }

  const reasonOfAnna = (now: Instant = mondayMorning) => {
    const { state } = world.context.world;
    return state.calendars.reason("anna", state.setup().meetingTypes.get("demo")!, now);
  };

  const log = () => logged.join("\n");
  return { open, world: () => world, log, browser, ticketOf, account, signedIn, connected, reasonOfAnna };
}
