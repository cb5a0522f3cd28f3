import { z } from "zod";
import type { EverybodyAway, Pool } from "../../core/route/pools/pool.ts";
import { definedOnly } from "../defined-only.ts";
import { setupDefaults } from "./defaults.ts";
import { id, line, localDate, text } from "./parts.ts";

const member = z.union([
  id,
  z.strictObject({
    repId: id,
    weight: z.number().min(0).max(10_000).default(setupDefaults.weight),
    priority: z.number().int().min(0).max(100).default(setupDefaults.priority),
    joinedOn: localDate.optional(),
    ramp: z.strictObject({ startShare: z.number().min(0).max(1), days: z.number().int().min(1).max(366) }).optional(),
  }),
]);

const values = z.array(line).min(1).max(200);

const requirement = z.union([
  line.transform((skill) => ({ skill })),
  z.strictObject({ skill: line }),
  z.strictObject({ attribute: line, oneOf: values }),
  z.strictObject({ attribute: line, field: line, unknown: z.enum(["anybody", "nobody"]).default("anybody") }),
]);

const alert = z.array(z.email("takes an e-mail address")).min(1, "has nobody to tell").max(20);

const everybodyAway: z.ZodType<EverybodyAway> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("pool"), poolId: id }),
    z.strictObject({ kind: z.literal("nominee"), repId: id, otherwise: everybodyAway }),
    z.strictObject({ kind: z.literal("later"), meetingTypeId: id, otherwise: everybodyAway }),
    z.strictObject({ kind: z.literal("callBack"), text, alert }),
    z.strictObject({ kind: z.literal("queue"), queueId: id, text, alert }),
    z.strictObject({ kind: z.literal("message"), text }),
  ]),
);

export const poolSchema = z.strictObject({
  id,
  name: line.optional(),
  rotation: z.enum(["weighted", "strict", "leastLoaded"]).default("weighted"),
  offer: z.enum(["rep", "any", "all"]).default("rep"),
  members: z.array(member).min(1, "has nobody in it").max(5_000),
  requires: z.array(requirement).max(20).optional(),
  giveBack: z.strictObject({ cancelled: z.boolean(), noShow: z.boolean(), reassigned: z.boolean() }).partial().optional(),
  everybodyAway,
});

/** The file's pool with its defaults → the domain's. */
export function toPool(file: z.output<typeof poolSchema>): Pool {
  const { giveBack, ...rest } = file;
  return {
    ...definedOnly(rest),
    name: file.name ?? file.id,
    ...(giveBack === undefined ? {} : { giveBack: definedOnly(giveBack) }),
    members: file.members.map((one) =>
      typeof one === "string" ? { repId: one, weight: setupDefaults.weight, priority: setupDefaults.priority } : definedOnly(one),
    ),
  };
}
