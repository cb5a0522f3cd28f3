import { postgresKit } from "../kit.ts";
import { tables } from "./tables.ts";

export const {
  submissions,
  leads,
  leadEvents,
  decisions,
  ledger,
  bookings,
  bookingEvents,
  busy,
  calendarSyncs,
  jobs,
  messages,
  accounts,
  accountAliases,
  factCache,
  lateFacts,
  imports,
  importRows,
  contacts,
  connections,
  setups,
  pauses,
  audit,
  formMemory,
  heartbeat,
} = tables(postgresKit);
