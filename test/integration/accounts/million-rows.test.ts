import { expect, test } from "vitest";
import { openStore } from "../../../db/open-store.ts";
import { importFile } from "../../../server/flows/accounts/import-file.ts";
import { importWorld } from "../../support/import-world.ts";
import { temporaryFolder } from "../../support/run-server.ts";

const million = 1_000_000;
/** Line numbers that the table below breaks, each in its own way. */
const broken = new Map([
  [400_001, 'c400001,"never closed,c.example'],
  [700_002, "c700002,too,few"],
  [1_000_001, ",nameless,c.example,DE,12"],
]);

async function* table(): AsyncGenerator<Uint8Array, void, void> {
  let text = "id,name,domain,country,employees\n";
  for (let line = 2; line <= million + 1; line++) {
    text += `${broken.get(line) ?? `c${line},"Company ${line}, Inc.",c${line}.example,DE,11-50`}\n`;
    if (text.length < 65_536) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}

test("a broken table of a million rows names its bad lines, changes nothing and fits into constant memory", {
  timeout: 900_000,
}, async () => {
  const folder = temporaryFolder("million");
  const store = await openStore(`file:${folder.path}/million.db`);
  await store.write((repos) => repos.accounts.put([{ id: "c2", name: "Before", domains: [], facts: {} }]));
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 100);
  try {
    const { state, report } = await importFile(importWorld(store), { kind: "accounts", author: "ada", bytes: table() });
    expect(state).toBe("refused");
    expect(report.rows).toBe(million);
    expect(report.problems.map(({ line }) => line)).toEqual([...broken.keys()]);
    expect(await store.read.accounts.all()).toEqual([{ id: "c2", name: "Before", domains: [], facts: {} }]);
    expect(most - before).toBeLessThan(200 * 1024 * 1024);
  } finally {
    clearInterval(watch);
    await store.close();
    folder.remove();
  }
});
