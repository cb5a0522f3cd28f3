import { z } from "zod";
import { type SpamCode, type SpamSettings, spamSignals } from "../../core/qualify/spam/spam-settings.ts";
import { definedOnly } from "../defined-only.ts";
import { line } from "./parts.ts";

/** The guarantee: an object's own keys are what its type says. */
const codes = Object.keys(spamSignals) as [SpamCode, ...SpamCode[]];
const points = z.number().min(-1_000).max(1_000);
const list = z.array(line).max(10_000).default([]);
const usual = (count: number) => z.number().int().min(1).max(1_000_000).default(count);

export const spamSchema = z.strictObject({
  suspectAt: points.default(5),
  spamAt: points.default(10),
  weights: z.partialRecord(z.enum(codes), points).default({}),
  allow: list,
  block: list,
  honeypots: z.array(line).max(20).default([]),
  fastestMs: z.number().int().min(0).max(60_000).default(1_500),
  perHour: z
    .strictObject({ address: usual(5), network: usual(20), domain: usual(30) })
    .default({ address: 5, network: 20, domain: 30 }),
  suspects: z.enum(["route", "hold"]).default("route"),
});

/** The file's rules on spam with their defaults → the domain's. */
export function toSpam(file: z.output<typeof spamSchema>): SpamSettings {
  return { ...file, weights: definedOnly(file.weights) };
}
