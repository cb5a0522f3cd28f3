import { sql } from "drizzle-orm";
import type { Engine } from "../engine.ts";
import type { Repos } from "../store.ts";
import { accountAliasesRepo } from "./account-aliases.ts";
import { accountsRepo } from "./accounts.ts";
import { auditRepo } from "./audit.ts";
import { bookingEventsRepo } from "./booking-events.ts";
import { bookingsRepo } from "./bookings.ts";
import { busyRepo } from "./busy.ts";
import { calendarSyncsRepo } from "./calendar-syncs.ts";
import { connectionsRepo } from "./connections.ts";
import { contactsRepo } from "./contacts.ts";
import { decisionsRepo } from "./decisions.ts";
import { factsRepo } from "./facts.ts";
import { formMemoryRepo } from "./form-memory.ts";
import { importsRepo } from "./imports.ts";
import { jobsRepo } from "./jobs.ts";
import { leadEventsRepo } from "./lead-events.ts";
import { leadsRepo } from "./leads.ts";
import { ledgerRepo } from "./ledger.ts";
import { messagesRepo } from "./messages.ts";
import { pausesRepo } from "./pauses.ts";
import { setupsRepo } from "./setups.ts";
import { submissionsRepo } from "./submissions.ts";
import { submitCountsRepo } from "./submit-counts.ts";
import { usedPuzzlesRepo } from "./used-puzzles.ts";

/** What a store works with: the repositories, and a write of no meaning that tells whether writing is possible. */
export interface Workbench {
  readonly repos: Repos;
  readonly beat: () => Promise<void>;
}

/** Every repository on one connection; statements are prepared when they are first used. */
export function createWorkbench(engine: Engine): Workbench {
  const { db, tables, statement } = engine;
  const beat = statement("heartbeat", () =>
    db
      .insert(tables.heartbeat)
      .values({ id: 1, beats: 1 })
      .onConflictDoUpdate({ target: tables.heartbeat.id, set: { beats: sql`${tables.heartbeat.beats} + 1` } }),
  );
  return {
    beat: async () => void (await beat()),
    repos: {
      submissions: submissionsRepo(engine),
      leads: leadsRepo(engine),
      leadEvents: leadEventsRepo(engine),
      decisions: decisionsRepo(engine),
      ledger: ledgerRepo(engine),
      bookings: bookingsRepo(engine),
      bookingEvents: bookingEventsRepo(engine),
      busy: busyRepo(engine),
      calendarSyncs: calendarSyncsRepo(engine),
      jobs: jobsRepo(engine),
      messages: messagesRepo(engine),
      accounts: accountsRepo(engine),
      contacts: contactsRepo(engine),
      aliases: accountAliasesRepo(engine),
      imports: importsRepo(engine),
      facts: factsRepo(engine),
      connections: connectionsRepo(engine),
      pauses: pausesRepo(engine),
      setups: setupsRepo(engine),
      audit: auditRepo(engine),
      formMemory: formMemoryRepo(engine),
      submitCounts: submitCountsRepo(engine),
      usedPuzzles: usedPuzzlesRepo(engine),
    },
  };
}
