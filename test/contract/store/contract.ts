import { afterAll, beforeAll } from "vitest";
import type { Store } from "../../../db/store.ts";
import { accountsContract } from "./accounts.ts";
import { bookingsContract } from "./bookings.ts";
import { calendarsContract } from "./calendars.ts";
import { connectionsContract } from "./connections.ts";
import type { EngineUnderTest } from "./engine.ts";
import { jobsContract } from "./jobs.ts";
import { leadsContract } from "./leads.ts";
import { ledgerContract } from "./ledger.ts";
import { messagesContract } from "./messages.ts";
import { racesContract, sharedRacesContract } from "./races.ts";
import { setupsContract } from "./setups.ts";
import { submissionsContract } from "./submissions.ts";
import { sharedUnitsContract, unitsContract } from "./units.ts";

/** Runs the suite that every engine passes, started once for it; `shared` when several stores can reach one database. */
export function storeContract(start: () => Promise<EngineUnderTest>, { shared }: { readonly shared: boolean }): void {
  let engine: EngineUnderTest | undefined;
  const started = (): EngineUnderTest => {
    if (!engine) throw new Error("the engine has not started");
    return engine;
  };
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine?.stop());
  const open = async (): Promise<Store> => (await started().fresh()).store;
  unitsContract(open);
  submissionsContract(open);
  leadsContract(open);
  ledgerContract(open);
  bookingsContract(open);
  calendarsContract(open);
  connectionsContract(open);
  jobsContract(open);
  messagesContract(open);
  accountsContract(open);
  setupsContract(open);
  racesContract(started);
  if (!shared) return;
  sharedUnitsContract(() => started().fresh());
  sharedRacesContract(started);
}
