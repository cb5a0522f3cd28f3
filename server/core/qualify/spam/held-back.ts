import type { Verdict } from "../verdict.ts";
import type { SpamJudgement, SpamSettings } from "./spam-settings.ts";

/** What a score means by a setup's bounds. */
export function spamVerdict(score: number, { suspectAt, spamAt }: SpamSettings): SpamJudgement["verdict"] {
  return score >= spamAt ? "spam" : score >= suspectAt ? "suspect" : "clean";
}

/**
 * The verdict on a lead that is kept and shown to nobody until a person releases it; null for one that is qualified as ever. By the
 * settings that are given, which may be others than those that it was judged with.
 */
export function heldBack(judged: SpamJudgement | undefined, settings: SpamSettings | undefined): Verdict | null {
  if (judged === undefined || settings === undefined) return null;
  const verdict = spamVerdict(judged.score, settings);
  if (verdict === "clean" || (verdict === "suspect" && settings.suspects === "route")) return null;
  const reasons = judged.signals.map(({ code, points, detail }) => ({ ruleId: `spam.${code}`, reason: detail, points }));
  return { kind: "spam", score: judged.score, reasons, unknown: [] };
}
