import type { SetupVersionRow } from "../../db/store.ts";
import type { Rep } from "../core/availability/rep.ts";
import type { SetupVersionId } from "../core/id.ts";
import { type CompiledRouter, compileRouter } from "../core/route/compile-router.ts";
import type { Pool } from "../core/route/pool.ts";
import type { Setup } from "../core/setup.ts";
import type { MeetingType } from "../core/slots/meeting-type.ts";

/** The active setup version, compiled once for every later request. */
export interface LiveSetup {
  readonly versionId: SetupVersionId;
  readonly hash: string;
  readonly setup: Setup;
  readonly router: CompiledRouter;
  readonly reps: ReadonlyMap<string, Rep>;
  readonly pools: ReadonlyMap<string, Pool>;
  readonly meetingTypes: ReadonlyMap<string, MeetingType>;
}

const byId = <T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

/** Compiles a version that was checked when it was applied. */
export function compileSetup(row: SetupVersionRow): LiveSetup {
  return {
    versionId: row.id,
    hash: row.hash,
    setup: row.setup,
    router: compileRouter(row.setup),
    reps: byId(row.setup.reps),
    pools: byId(row.setup.pools),
    meetingTypes: byId(row.setup.meetingTypes),
  };
}
