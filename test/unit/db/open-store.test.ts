import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { openStore } from "../../../db/open-store.ts";
import { aLead } from "../../contract/store/samples.ts";

const folder = mkdtempSync(path.join(tmpdir(), "handraise-open-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a database URL", () => {
  test.each([
    ["file: and a path", (file: string) => `file:${file}`],
    ["sqlite: and a path", (file: string) => `sqlite:${file}`],
    ["a file URL", (file: string) => pathToFileURL(file).href],
  ])("of %s opens that file, its folder made where missing, and finds it again", async (name, urlOf) => {
    const file = path.join(folder, name, "deep", "data.db");
    const lead = aLead();
    const store = await openStore(urlOf(file));
    await store.write((repos) => repos.leads.insert(lead));
    await store.close();
    expect(existsSync(file)).toBe(true);
    const again = await openStore(urlOf(file));
    expect(await again.read.leads.find(lead.id)).toEqual(lead);
    await again.close();
  });

  test(":memory: is a database of its own that leaves nothing", async () => {
    const [one, two] = await Promise.all([openStore(":memory:"), openStore(":memory:")]);
    await one.write((repos) => repos.leads.insert(aLead()));
    expect(await one.read.leads.list({ limit: 5 })).toHaveLength(1);
    expect(await two.read.leads.list({ limit: 5 })).toEqual([]);
    await Promise.all([one.close(), two.close()]);
  });

  test.each(["", "mysql://localhost/x", "file:", "data.db"])("of %j is refused by the variable's name", async (url) => {
    await expect(openStore(url)).rejects.toMatchObject({ code: "config_invalid", details: { variable: "DATABASE_URL" } });
  });

  test("whose place cannot be written is store_unavailable, not a crash", async () => {
    const notFolder = path.join(folder, "a-file");
    writeFileSync(notFolder, "not a database");
    await expect(openStore(`file:${notFolder}/data.db`)).rejects.toMatchObject({ code: "store_unavailable" });
    await expect(openStore(`file:${notFolder}`)).rejects.toMatchObject({ code: "store_unavailable" });
    await expect(openStore(`file:${folder}`)).rejects.toMatchObject({ code: "store_unavailable" });
    await expect(openStore("postgres://nobody@127.0.0.1:1/none")).rejects.toMatchObject({ code: "store_unavailable" });
  });
});
