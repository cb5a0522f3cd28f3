import { guardWords } from "../../core/backtest/words.ts";
import { AppError } from "../../core/errors.ts";
import type { Setup } from "../../core/setup.ts";
import type { World } from "../world.ts";
import { backtestPast } from "./backtest.ts";

const usualDays = 30;
/** Of more leads the newest: a publish is not kept waiting for long. */
const mostLeads = 10_000;

/** Throws `guard_broken` when a setup breaks one of its own guards on the leads of the past days. A setup without guards is not tried. */
export async function keepGuards(world: World, setup: Setup): Promise<void> {
  const before = world.state.setupOrNull()?.setup;
  if (setup.guards === undefined || before === undefined) return;
  const days = setup.guards.days ?? usualDays;
  const report = await backtestPast(world, { before, after: setup }, { days, limit: mostLeads });
  const broken = { ...report, guards: report.guards.filter(({ ok }) => !ok) };
  if (broken.guards.length > 0)
    throw new AppError("guard_broken", { guards: guardWords(broken).join("; "), leads: report.leads });
}
