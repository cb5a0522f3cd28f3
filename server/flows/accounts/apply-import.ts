import type { ImportRow, StagedRow } from "../../../db/store/imports.ts";
import type { Repos } from "../../../db/store.ts";
import type { ImportId } from "../../core/id.ts";
import { asAccountPatches, asAliasPatches, asContactPatches, mergeAccount, mergeContact } from "../../core/import/patch.ts";
import { addWarnings, type LineNote } from "../../core/import/report.ts";
import { type Instant, instant } from "../../core/time.ts";
import type { JobAnswer } from "../job-answer.ts";
import type { World } from "../world.ts";

/** What an import needs; memory hears of it by following the database. */
export type ImportWorld = Pick<World, "store" | "now" | "random">;

/** Rows of one unit: some twenty milliseconds of the only writer that SQLite has. */
export const batchSize = 500;
/** How long an import may be silent before another process finishes or forgets it. */
export const silentMs = 120_000;

/** Applies the rows that were kept aside, in the order of their keys, a batch a unit; goes on where it was left. */
export async function applyImport(world: ImportWorld, row: ImportRow): Promise<ImportRow> {
  let { report } = row;
  for (let after = ""; ; ) {
    const done = await world.store.write(async (repos) => {
      const rows = await repos.imports.rows(row.id, after, batchSize);
      const last = rows.at(-1);
      if (last === undefined) return null;
      const applied = await applyBatch(repos, { row: { ...row, report }, rows, at: world.now() });
      await repos.imports.dropRows(row.id, last.key);
      await repos.imports.update({ ...applied, state: "applying" });
      return { report: applied.report, key: last.key };
    });
    if (done === null) break;
    report = done.report;
    after = done.key;
  }
  const applied = { ...row, report, state: "applied" as const, updatedAt: world.now() };
  await world.store.write((repos) => repos.imports.update(applied));
  return applied;
}

/** Forgets the rows of an import that is not going to be applied, a batch a unit. */
export async function dropStaged({ store }: Pick<ImportWorld, "store">, id: ImportId): Promise<void> {
  for (let dropped = true; dropped; ) {
    dropped = await store.write(async (repos) => {
      const last = (await repos.imports.rows(id, "", batchSize * 4)).at(-1);
      if (last) await repos.imports.dropRows(id, last.key);
      return last !== undefined;
    });
  }
}

/** The job behind every import: finishes one that was being applied when its process died, and forgets one that was being read. */
export async function finishImport(world: ImportWorld, id: ImportId): Promise<JobAnswer> {
  const row = await world.store.read.imports.find(id);
  if (row === null || row.state === "applied" || row.state === "refused") return { kind: "done" };
  const silentUntil = instant(row.updatedAt + silentMs);
  if (silentUntil > world.now()) return { kind: "again", error: "it is still running", notBefore: silentUntil };
  if (row.state === "applying") await applyImport(world, row);
  else {
    await dropStaged(world, id);
    await world.store.write((repos) => repos.imports.update({ ...row, state: "refused", updatedAt: world.now() }));
  }
  return { kind: "done" };
}

/** Rows that refer to an account that neither is known nor comes in this file. */
async function unknownRefs(repos: Repos, row: ImportRow, rows: readonly StagedRow[]): Promise<readonly LineNote[]> {
  const refs = [...new Set(rows.flatMap(({ ref }) => ref ?? []))];
  if (refs.length === 0) return [];
  const known = await repos.accounts.known(refs);
  const missing = refs.filter((ref) => !known.has(ref));
  const coming = row.kind === "accounts" ? await repos.imports.linesOf(row.id, missing) : new Map<string, number>();
  const unknown = new Set(missing.filter((ref) => !coming.has(ref)));
  return rows
    .filter(({ ref }) => ref !== null && unknown.has(ref))
    .map(({ line, ref }) => ({ line, reason: `there is no account ${ref}` }));
}

interface Batch {
  readonly row: ImportRow;
  readonly rows: readonly StagedRow[];
  readonly at: Instant;
}

/** Applies rows inside a unit; they were read and judged before, and only what the database alone knows is asked here. */
export async function applyBatch(repos: Repos, batch: Batch): Promise<ImportRow> {
  const { row, rows, at } = batch;
  const unnamed = row.kind === "accounts" ? await unnamedAccounts(repos, rows) : [];
  if (unnamed.length > 0) {
    const report = { ...row.report, problems: unnamed, problemCount: unnamed.length };
    return { ...row, state: "refused", report, updatedAt: at };
  }
  const unknown = await unknownRefs(repos, row, rows);
  const changed = row.report.changed + (await applyRows(repos, batch));
  return { ...row, state: "applied", report: addWarnings({ ...row.report, changed }, unknown), updatedAt: at };
}

/** A new account needs a name; of one that is known a batch may say less. */
async function unnamedAccounts(repos: Repos, rows: readonly StagedRow[]): Promise<readonly LineNote[]> {
  const unnamed = rows.filter((row) =>
    asAccountPatches([row]).some(({ fields, removed }) => !removed && fields.name === undefined),
  );
  if (unnamed.length === 0) return [];
  const known = await repos.accounts.known(unnamed.map(({ key }) => key));
  return unnamed.filter(({ key }) => !known.has(key)).map(({ line }) => ({ line, column: "name", reason: "is empty" }));
}

/** Returns how many rows said something new. */
function applyRows(repos: Repos, batch: Batch): Promise<number> {
  if (batch.row.kind === "accounts") return applyAccounts(repos, batch);
  return batch.row.kind === "contacts" ? applyContacts(repos, batch) : applyAliases(repos, batch);
}

async function applyAccounts(repos: Repos, { row, rows, at }: Batch): Promise<number> {
  const [patches, gone] = parted(asAccountPatches(rows));
  const removed = await repos.accounts.remove(
    gone.map(({ id }) => id),
    at,
  );
  const before = new Map((await repos.accounts.findMany(patches.map(({ id }) => id))).map((account) => [account.id, account]));
  const changed = await repos.accounts.put(patches.map((patch) => mergeAccount(before.get(patch.id) ?? null, patch)));
  const aliases = patches.flatMap(({ id, aliases }) =>
    aliases.map((alias) => ({ ...alias, accountId: id, author: row.author, createdAt: at })),
  );
  await repos.aliases.put(uniqueBy(aliases, ({ accountId, kind, text }) => `${accountId}\n${kind}\n${text.toLowerCase()}`));
  return changed + removed;
}

async function applyContacts(repos: Repos, { rows, at }: Batch): Promise<number> {
  const [patches, gone] = parted(asContactPatches(rows));
  const removed = await repos.contacts.remove(
    gone.map(({ email }) => email),
    at,
  );
  const found = await repos.contacts.findMany(patches.map(({ email }) => email));
  const before = new Map(found.map((contact) => [contact.email, contact]));
  return removed + (await repos.contacts.put(patches.map((patch) => mergeContact(before.get(patch.email) ?? null, patch))));
}

async function applyAliases(repos: Repos, { row, rows, at }: Batch): Promise<number> {
  const [aliases, gone] = parted(asAliasPatches(rows));
  let removed = 0;
  for (const alias of gone) if (await repos.aliases.remove(alias)) removed += 1;
  return removed + (await repos.aliases.put(aliases.map((alias) => ({ ...alias, author: row.author, createdAt: at }))));
}

/** What a table brings, and what it says is deleted. */
function parted<T extends { readonly removed?: true }>(patches: readonly T[]): readonly [readonly T[], readonly T[]] {
  return [patches.filter(({ removed }) => !removed), patches.filter(({ removed }) => removed)];
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
