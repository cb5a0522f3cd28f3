import { afterAll, afterEach, beforeEach } from "vitest";
import type { MicrosoftSettings } from "../../server/core/availability/rep.ts";
import type { Calendar } from "../../server/core/ports/calendar.ts";
import { type Instant, instant } from "../../server/core/time.ts";
import { at } from "./calendar-calls.ts";
import type { GraphMailbox } from "./fake-graph/graph-mailbox.ts";
import { startFakeGraph } from "./fake-graph/start-fake-graph.ts";
import { mailboxAddress, openMailbox } from "./microsoft-account.ts";

/** Microsoft's fake for the tests of one file, with a fresh mailbox for each of them. */
export async function graphForFile(now?: () => Instant) {
  const fake = await startFakeGraph(now);
  let mailbox: GraphMailbox;
  beforeEach(() => {
    mailbox = fake.addMailbox(mailboxAddress);
  });
  afterEach(() => fake.faults.clear());
  afterAll(() => fake.stop());
  return { fake, mailbox: () => mailbox };
}

/** The same with a clock that stands still, and nothing that one test leaves behind for the next. */
export async function stillGraphForFile() {
  const clock = { now: at("2026-06-01T12:00:00Z") };
  const now = () => clock.now;
  const { fake, mailbox } = await graphForFile(now);
  afterEach(() => {
    fake.load.most = 0;
    // Whatever was remembered of the last test's tokens and refusals is over.
    clock.now = instant(clock.now + 86_400_000);
  });
  const open = (changes: Partial<MicrosoftSettings> = {}): Calendar => openMailbox(fake, changes, { now });
  return { fake, mailbox, clock, now, open };
}

/** The number of trials, as every fault test says it. */
export function tell(fault: string, trials: number): void {
  console.log(`microsoft: ${fault}: ${trials} trials`);
}
