import { openCalendar } from "../../server/adapters/calendars/index.ts";
import type { MicrosoftSettings, Rep } from "../../server/core/availability/rep.ts";
import type { Calendar } from "../../server/core/ports/calendar.ts";
import type { Instant } from "../../server/core/time.ts";
import { meetingOfAda, movedOn } from "./calendar-calls.ts";
import { type FakeGraph, startFakeGraph } from "./fake-graph/start-fake-graph.ts";

/** The address of the rep of these tests. */
export const mailboxAddress = "ada@contoso.example";

function repWith(calendar: MicrosoftSettings): Rep {
  const none = { hours: [], overrides: [], absences: [], travel: [] };
  return { id: "ada", name: "Ada", email: mailboxAddress, timeZone: "Europe/Berlin", active: true, ...none, calendar };
}

/** The calendar of a rep in Berlin, by way of the fake. */
export function openMailbox(
  fake: FakeGraph,
  changes: Partial<MicrosoftSettings> = {},
  { now, secret = fake.app.clientSecret }: { readonly now?: () => Instant; readonly secret?: string } = {},
): Calendar {
  const rep = repWith(fake.settings(changes.mailbox ?? mailboxAddress, changes));
  const { endpoints } = fake;
  return openCalendar(rep, { secret: () => secret, endpoints, ...(now ? { now } : {}) });
}

export const meeting = meetingOfAda({ organizer: { name: "Ada", email: mailboxAddress } });
export const moved = movedOn(meeting);

const names = [
  "HANDRAISE_TEST_MICROSOFT_TENANT_ID",
  "HANDRAISE_TEST_MICROSOFT_CLIENT_ID",
  "HANDRAISE_TEST_MICROSOFT_CLIENT_SECRET",
  "HANDRAISE_TEST_MICROSOFT_MAILBOX",
] as const;

interface Opened {
  readonly calendar: Calendar;
  stop(): Promise<void>;
}

/** A mailbox on a fake of its own. */
export async function openFakeMicrosoft(): Promise<Opened> {
  const fake = await startFakeGraph();
  fake.addMailbox(mailboxAddress);
  return { calendar: openMailbox(fake), stop: () => fake.stop() };
}

/** Opens a real mailbox, set aside for tests and empty in June 2026; nothing when the environment names none, which is said aloud. */
export function realMicrosoft(): readonly (() => Promise<Opened>)[] {
  const [tenantId, clientId, secret, mailbox] = names.map((name) => process.env[name]);
  if (!tenantId || !clientId || !secret || !mailbox) {
    console.warn(`NOT RUN against the real Microsoft Graph: ${names.join(", ")} are not set. Its fake alone was asked.`);
    return [];
  }
  const clientSecretEnv = "HANDRAISE_SECRET_GRAPH";
  const rep = repWith({ kind: "microsoft", mailbox, tenantId, clientId, clientSecretEnv });
  return [async () => ({ calendar: openCalendar(rep, { secret: () => secret }), stop: async () => {} })];
}
