import type { SetupVersionRow } from "../../db/store/setups.ts";
import type { Rep } from "../core/availability/rep.ts";
import type { SetupVersionId } from "../core/id.ts";
import { defaultMatchOptions, type MatchOptions } from "../core/match/match-options.ts";
import { type CompiledRouter, compileRouter } from "../core/route/compile-router.ts";
import type { Pool } from "../core/route/pools/pool.ts";
import type { Setup } from "../core/setup.ts";
import type { MeetingType } from "../core/slots/meeting-type.ts";

/** The active setup version, compiled once for every later request. */
export interface LiveSetup {
  readonly versionId: SetupVersionId;
  readonly hash: string;
  readonly setup: Setup;
  readonly router: CompiledRouter;
  /** How leads find their account. */
  readonly matching: MatchOptions;
  readonly reps: ReadonlyMap<string, Rep>;
  readonly pools: ReadonlyMap<string, Pool>;
  readonly meetingTypes: ReadonlyMap<string, MeetingType>;
  /** How far routing looks back at earlier leads, and whether at their meetings too; null when it does not. */
  readonly looksBack: { readonly days: number; readonly meetings: boolean } | null;
}

const byId = <T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

/** Conditions over the history see a year. */
const historyDays = 365;

function looksBack({ router, scores, territories, returning }: Setup): LiveSetup["looksBack"] {
  const asked = JSON.stringify([router, scores, territories]);
  const { sameRep, limits = [], openMeeting } = returning ?? {};
  const conditions = asked.includes('"history.') || openMeeting !== undefined ? [historyDays] : [];
  const days = Math.max(0, sameRep?.days ?? 0, ...limits.map((limit) => limit.days), ...conditions);
  if (days === 0) return null;
  return { days, meetings: openMeeting !== undefined || /"history\.(?:person|domain)(?:Bookings|NoShows)"/.test(asked) };
}

/** Compiles a version that was checked when it was applied. */
export function compileSetup(row: SetupVersionRow): LiveSetup {
  const router = compileRouter(row.setup);
  const { reps, pools } = router;
  return {
    versionId: row.id,
    hash: row.hash,
    setup: row.setup,
    router,
    matching: { ...defaultMatchOptions, ...row.setup.matching, isActive: (owner) => reps.has(router.repOf(owner)) },
    reps,
    pools,
    meetingTypes: byId(row.setup.meetingTypes),
    looksBack: looksBack(row.setup),
  };
}
