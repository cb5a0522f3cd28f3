import { afterAll, beforeAll } from "vitest";
import { accountsContract } from "./accounts.ts";
import { connectionsContract } from "./connections.ts";
import type { EngineUnderTest } from "./engine.ts";
import { racesContract, sharedRacesContract } from "./races.ts";
import { reposContract } from "./repos.ts";
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
  unitsContract(() => started().fresh());
  reposContract(() => started().fresh());
  accountsContract(() => started().fresh());
  connectionsContract(() => started().fresh());
  racesContract(started);
  if (!shared) return;
  sharedUnitsContract(() => started().fresh());
  sharedRacesContract(started);
}
