import { afterAll, beforeAll } from "vitest";
import type { EngineUnderTest } from "./engine.ts";
import { racesContract } from "./races.ts";
import { reposContract } from "./repos.ts";
import { unitsContract } from "./units.ts";

/** Runs the suite that every engine passes; the engine is started once for it. */
export function storeContract(start: () => Promise<EngineUnderTest>): () => EngineUnderTest {
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
  racesContract(started);
  return started;
}
