import type { ImportRow } from "../../../db/store/imports.ts";
import { newId } from "../../core/id.ts";
import type { ImportKind } from "../../core/import/patch.ts";
import { createReport } from "../../core/import/report.ts";
import { instant } from "../../core/time.ts";
import { applyImport, dropStaged, type ImportWorld, silentMs } from "./apply-import.ts";
import { stageFile } from "./stage-file.ts";

export interface ImportAsk {
  readonly kind: ImportKind;
  readonly author: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Reads and judges the file, and changes nothing. */
  readonly checkOnly?: boolean;
}

/**
 * Imports a CSV file of any size in constant memory. Every row is read and kept aside first; when one of them is bad, the
 * report names the lines and nothing is changed. Otherwise they are applied in short units, and a job sees to it that they all
 * are, even when this process dies. Importing the same file again changes nothing.
 */
export async function importFile(world: ImportWorld, ask: ImportAsk): Promise<ImportRow> {
  const { store, now, random } = world;
  const id = newId("imp", random);
  const begun: ImportRow = {
    id,
    kind: ask.kind,
    author: ask.author,
    state: "staging",
    report: createReport().read(),
    updatedAt: now(),
  };
  await store.write(async (repos) => {
    await repos.imports.insert(begun);
    const job = { id: newId("job", random), kind: "finish_import", uniqueKey: `import:${id}`, payload: { importId: id } };
    await repos.jobs.enqueue({ ...job, runAt: instant(now() + silentMs) });
  });
  const refuse = async (report: ImportRow["report"]): Promise<ImportRow> => {
    await dropStaged(world, id);
    const refused = { ...begun, state: "refused" as const, report, updatedAt: now() };
    await store.write((repos) => repos.imports.update(refused));
    return refused;
  };
  try {
    const report = await stageFile(world, begun, ask.bytes);
    if (report.problemCount > 0 || ask.checkOnly) return await refuse(report);
    const applying = { ...begun, state: "applying" as const, report, updatedAt: now() };
    await store.write((repos) => repos.imports.update(applying));
    return await applyImport(world, applying);
  } catch (error) {
    const row = await store.read.imports.find(id);
    // The sender went away: what was read so far is no whole file. What is being applied is finished by its job.
    if (row?.state === "staging") await refuse(begun.report);
    throw error;
  }
}
