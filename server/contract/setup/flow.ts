import { z } from "zod";
import type { Flow } from "../../core/route/flow.ts";
import { definedOnly } from "../defined-only.ts";
import { id, line, text } from "./parts.ts";
import { when } from "./when.ts";

const of = z.array(z.enum(["contact", "opportunity", "account", "team", "parent"])).min(1, "names no owner");
const offer = { meetingTypeId: id, talkNow: z.literal(true).optional() };

/** A tree of decisions; every way through it ends in an outcome. */
export const flow: z.ZodType<Flow> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z
      .strictObject({ kind: z.literal("when"), when, then: flow, unknown: flow.optional(), otherwise: flow })
      .transform(definedOnly),
    z.strictObject({ kind: z.literal("match"), of, meetingTypeId: id, able: flow, away: flow, none: flow }),
    z.strictObject({
      kind: z.literal("split"),
      id,
      by: line,
      parts: z
        .array(z.strictObject({ id, weight: z.number().positive().max(10_000), then: flow }))
        .min(1, "has no parts")
        .max(20),
      otherwise: flow,
    }),
    z.strictObject({ kind: z.literal("offerOwner"), ...offer, of: of.optional(), otherwise: flow }).transform(definedOnly),
    z.strictObject({ kind: z.literal("offerRep"), repId: id, ...offer, otherwise: flow }).transform(definedOnly),
    z.strictObject({ kind: z.literal("offerPool"), poolId: id, ...offer, otherwise: flow.optional() }).transform(definedOnly),
    z
      .strictObject({ kind: z.literal("offerPools"), poolIds: z.array(id).min(2, "needs two pools"), ...offer, otherwise: flow })
      .transform(definedOnly),
    z.strictObject({ kind: z.literal("offerTerritory"), ...offer, otherwise: flow }).transform(definedOnly),
    z.strictObject({ kind: z.literal("redirect"), url: z.string() }),
    z.strictObject({ kind: z.literal("message"), text }),
    z.strictObject({ kind: z.literal("disqualify"), text }),
    z.strictObject({
      kind: z.literal("queue"),
      queueId: id,
      text,
      alert: z.array(z.email("takes an e-mail address")).min(1, "names nobody who is told").max(20),
    }),
  ]),
);
