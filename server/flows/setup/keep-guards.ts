import { guardChanges, hasBounds, heldGuards, usualGuardDays } from "../../core/backtest/guards.ts";
import { guardChangeLines, guardWords } from "../../core/backtest/words.ts";
import { AppError } from "../../core/errors.ts";
import type { Setup } from "../../core/setup.ts";
import type { World } from "../world.ts";
import { backtestPast } from "./backtest.ts";

/** Of more leads the newest: a publish is not kept waiting for long. */
const mostLeads = 10_000;

/**
 * Throws `guard_broken` when a setup breaks a guard of the live version or of its own on the leads of the past days, and
 * `guard_loosened` when it drops or loosens one of the live version's. Without guards in either nothing is tried.
 */
export async function keepGuards(world: World, setup: Setup): Promise<void> {
  const before = world.state.setupOrNull()?.setup;
  if (before === undefined) return;
  const held = heldGuards(before.guards, setup.guards);
  if (!hasBounds(held)) return;
  const report = await backtestPast(world, { before, after: setup }, { days: held.days ?? usualGuardDays, limit: mostLeads });
  const broken = { ...report, guards: report.guards.filter(({ ok }) => !ok) };
  if (broken.guards.length > 0)
    throw new AppError("guard_broken", {
      reason: sentence([...guardWords(broken), ...loosenedLines(before, setup)]),
      leads: report.leads,
    });
  refuseLoosened(before, setup);
}

/** Throws `guard_loosened` when a setup drops or loosens a guard of the live one. */
export function refuseLoosened(live: Setup, setup: Setup): void {
  const lines = loosenedLines(live, setup);
  if (lines.length > 0) throw new AppError("guard_loosened", { reason: sentence(lines) });
}

function loosenedLines(live: Setup, setup: Setup): readonly string[] {
  return guardChangeLines({ guardChanges: guardChanges(live.guards, setup.guards).filter(({ loosens }) => loosens) });
}

const sentence = (lines: readonly string[]): string => `${lines.join("; ")}.`;
