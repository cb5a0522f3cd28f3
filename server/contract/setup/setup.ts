import { z } from "zod";
import type { Setup } from "../../core/setup.ts";
import { definedOnly } from "../defined-only.ts";
import { enrichSchema, toEnrich } from "./enrich.ts";
import { formSchema, toForm } from "./form.ts";
import { guardsSchema } from "./guards.ts";
import { holidaysSchema, ladderSchema, toLadder } from "./ladder.ts";
import { matchingSchema } from "./matching.ts";
import { meetingTypeSchema, toMeetingType } from "./meeting-type.ts";
import { line } from "./parts.ts";
import { poolSchema, toPool } from "./pool.ts";
import { repSchema, toRep } from "./rep.ts";
import { returningSchema, toReturning } from "./returning.ts";
import { routerSchema, toRouter } from "./router.ts";
import { scoreSchema, toScore } from "./score.ts";
import { spamSchema, toSpam } from "./spam.ts";
import { territorySchema, toTerritory } from "./territory.ts";

const origin = z
  .string()
  .regex(/^https?:\/\/[^\s/?#@]+$/i, "takes an origin alone, such as https://www.example.com")
  .transform((site) => site.toLowerCase());

/** The setup file as people write it: strict, and with defaults so that a small file is enough. */
export const setupFile = z.strictObject({
  company: z.strictObject({
    name: line,
    accent: z
      .string()
      .regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i, 'takes a colour such as "#3355ff"')
      .optional(),
    timeZone: line.default("UTC"),
    holidays: holidaysSchema.optional(),
  }),
  sites: z.array(z.union([origin, z.strictObject({ origin })])).default([]),
  reps: z.array(repSchema).min(1, "has nobody in it").max(10_000),
  pools: z.array(poolSchema).max(2_000).default([]),
  meetingTypes: z.array(meetingTypeSchema).min(1, "has nothing in it").max(2_000),
  guards: guardsSchema.optional(),
  forms: z.array(formSchema).max(500).default([]),
  scores: z.array(scoreSchema).max(50).default([]),
  territories: z.array(territorySchema).max(5_000).default([]),
  ladders: z.array(ladderSchema).max(200).default([]),
  returning: returningSchema.optional(),
  matching: matchingSchema.optional(),
  enrich: enrichSchema.optional(),
  spam: spamSchema.optional(),
  router: routerSchema,
});

/** The setup file's shape → the domain's document. Throws nothing by itself; use it through `safeParse`. */
export const setupSchema: z.ZodType<Setup> = setupFile.transform(
  (file): Setup => ({
    company: definedOnly({ ...file.company, holidays: file.company.holidays && definedOnly(file.company.holidays) }),
    sites: file.sites.map((site) => (typeof site === "string" ? { origin: site } : site)),
    reps: file.reps.map((one) => toRep(one, file.company.timeZone)),
    pools: file.pools.map(toPool),
    meetingTypes: file.meetingTypes.map(toMeetingType),
    ...(file.guards === undefined ? {} : { guards: definedOnly(file.guards) }),
    ...(file.forms.length === 0 ? {} : { forms: file.forms.map(toForm) }),
    ...(file.scores.length === 0 ? {} : { scores: file.scores.map(toScore) }),
    ...(file.territories.length === 0 ? {} : { territories: file.territories.map(toTerritory) }),
    ...(file.ladders.length === 0 ? {} : { ladders: file.ladders.map((one) => toLadder(one, file.company.timeZone)) }),
    ...(file.returning === undefined ? {} : { returning: toReturning(file.returning) }),
    ...(file.matching === undefined ? {} : { matching: file.matching }),
    ...(file.enrich === undefined ? {} : { enrich: toEnrich(file.enrich) }),
    ...(file.spam === undefined ? {} : { spam: toSpam(file.spam) }),
    router: toRouter(file.router),
  }),
);
