import type { Kit } from "../kit.ts";
import { accountAliasesTable } from "./account-aliases.ts";
import { accountsTable } from "./accounts.ts";
import { auditTable } from "./audit.ts";
import { bookingEventsTable } from "./booking-events.ts";
import { bookingsTable } from "./bookings.ts";
import { busyTable } from "./busy.ts";
import { calendarSyncsTable } from "./calendar-syncs.ts";
import { connectionsTable } from "./connections.ts";
import { contactsTable } from "./contacts.ts";
import { decisionsTable } from "./decisions.ts";
import { factCacheTable, lateFactsTable } from "./facts.ts";
import { formMemoryTable } from "./form-memory.ts";
import { heartbeatTable } from "./heartbeat.ts";
import { importRowsTable, importsTable } from "./imports.ts";
import { jobsTable } from "./jobs.ts";
import { leadEventsTable } from "./lead-events.ts";
import { leadsTable } from "./leads.ts";
import { ledgerTable } from "./ledger.ts";
import { messagesTable } from "./messages.ts";
import { pausesTable } from "./pauses.ts";
import { setupsTable } from "./setups.ts";
import { submissionsTable } from "./submissions.ts";
import { submitCountsTable } from "./submit-counts.ts";
import { usedPuzzlesTable } from "./used-puzzles.ts";

/** Every table in one dialect's words. */
export const tables = (k: Kit) => ({
  submissions: submissionsTable(k),
  leads: leadsTable(k),
  leadEvents: leadEventsTable(k),
  decisions: decisionsTable(k),
  ledger: ledgerTable(k),
  bookings: bookingsTable(k),
  bookingEvents: bookingEventsTable(k),
  busy: busyTable(k),
  calendarSyncs: calendarSyncsTable(k),
  jobs: jobsTable(k),
  messages: messagesTable(k),
  accounts: accountsTable(k),
  accountAliases: accountAliasesTable(k),
  factCache: factCacheTable(k),
  lateFacts: lateFactsTable(k),
  imports: importsTable(k),
  importRows: importRowsTable(k),
  contacts: contactsTable(k),
  connections: connectionsTable(k),
  setups: setupsTable(k),
  pauses: pausesTable(k),
  audit: auditTable(k),
  formMemory: formMemoryTable(k),
  heartbeat: heartbeatTable(k),
  submitCounts: submitCountsTable(k),
  usedPuzzles: usedPuzzlesTable(k),
});

export type Tables = ReturnType<typeof tables>;
