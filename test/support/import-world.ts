import { randomBytes } from "node:crypto";
import type { ImportRow } from "../../db/store/imports.ts";
import type { Store } from "../../db/store.ts";
import type { ImportKind } from "../../server/core/import/patch.ts";
import { instant } from "../../server/core/time.ts";
import type { ImportWorld } from "../../server/flows/accounts/apply-import.ts";
import { importFile } from "../../server/flows/accounts/import-file.ts";

/** What an import needs over a store. */
export const importWorld = (store: Store): ImportWorld => ({ store, now: () => instant(Date.now()), random: randomBytes });

async function* inPieces(file: string | Uint8Array, size: number): AsyncGenerator<Uint8Array, void, void> {
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Imports a text as a file that arrives in pieces of an odd size. */
export function importBytes(world: ImportWorld, kind: ImportKind, file: string | Uint8Array): Promise<ImportRow> {
  return importFile(world, { kind, author: "ada", bytes: inPieces(file, 61) });
}
