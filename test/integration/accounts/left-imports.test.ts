import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instant } from "../../../server/core/time.ts";
import { finishImport, silentMs } from "../../../server/flows/accounts/apply-import.ts";
import { followAccounts } from "../../../server/flows/accounts/follow-accounts.ts";
import { importBytes, importWorld } from "../../support/import-world.ts";
import { mondayMorning, openTestWorld, type TestWorld } from "../../support/test-world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

describe("what another process or an earlier one left", () => {
  test("an import by another process is known after the next look", async () => {
    const { world: inside } = world.context;
    const row = await importBytes(importWorld(inside.store), "accounts", "id,name,domain,owner\n50,Fifty,fifty.example,olga\n");
    expect(row.state).toBe("applied");
    expect(await followAccounts(inside)).toBe(1);
    expect(await followAccounts(inside)).toBe(0);
    expect(await world.submit({ email: "a@fifty.example" })).toMatchObject({ offer: { rep: { name: "Olga" } } });
  });

  test("one that was being applied is finished, one that was being read is forgotten", async () => {
    const { store, random } = world.context.world;
    const later = { store, random, now: () => instant(mondayMorning + silentMs) };
    const report = { rows: 1, changed: 0, problems: [], problemCount: 0, warnings: [], warningCount: 0 };
    for (const [id, state] of [
      ["imp_applying", "applying"],
      ["imp_staging", "staging"],
    ] as const) {
      await store.write(async ({ imports }) => {
        await imports.insert({ id, kind: "accounts", author: "ada", state, report, updatedAt: mondayMorning });
        const patch = { id: id.slice(4), fields: { name: "Left" }, facts: {}, aliases: [] };
        await imports.stage(id, [{ key: patch.id, line: 2, ref: null, patch }]);
      });
      expect(await finishImport({ ...later, now: () => mondayMorning }, id)).toMatchObject({ kind: "again" });
      expect(await finishImport(later, id)).toEqual({ kind: "done" });
      expect(await finishImport(later, id)).toEqual({ kind: "done" });
      expect(await store.read.imports.rows(id, "", 9)).toEqual([]);
    }
    expect(await store.read.accounts.known(["applying", "staging"])).toEqual(new Set(["applying"]));
    expect((await store.read.imports.find("imp_applying"))?.report.changed).toBe(1);
    expect((await store.read.imports.find("imp_staging"))?.state).toBe("refused");
  });
});
