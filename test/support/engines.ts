import { afterAll, afterEach, beforeAll } from "vitest";
import { startPostgres, type TestPostgres } from "./postgres.ts";
import { openTestWorld, type TestWorld, type TestWorldOptions } from "./test-world.ts";

/** A database that a guarantee holds on. */
export interface Engine {
  readonly engine: string;
  /** Opens a world on an empty one; it is closed after the test. */
  open(options?: TestWorldOptions): Promise<TestWorld>;
}

/** Both, with one Postgres for the test file that calls this. */
export function useEngines(): readonly Engine[] {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  const opened: TestWorld[] = [];
  afterEach(async () => {
    for (const world of opened.splice(0)) await world.close();
  });
  const openAt =
    (database: () => Promise<string>) =>
    async (options: TestWorldOptions = {}) => {
      const world = await openTestWorld({ databaseUrl: await database(), ...options });
      opened.push(world);
      return world;
    };
  return [
    { engine: "SQLite", open: openAt(async () => ":memory:") },
    { engine: "Postgres", open: openAt(() => postgres.createDatabase()) },
  ];
}
