import { z } from "zod";
import type { Pool } from "../../core/route/pool.ts";
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
  }),
]);

export const poolSchema = z.strictObject({
  id,
  name: line.optional(),
  rotation: z.enum(["weighted", "strict"]).default("weighted"),
  offer: z.enum(["rep", "any", "all"]).default("rep"),
  members: z.array(member).min(1, "has nobody in it").max(5_000),
  everybodyAway: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("pool"), poolId: id }),
    z.strictObject({ kind: z.literal("message"), text }),
  ]),
});

/** The file's pool with its defaults → the domain's. */
export function toPool(file: z.output<typeof poolSchema>): Pool {
  return {
    ...file,
    name: file.name ?? file.id,
    members: file.members.map((one) =>
      typeof one === "string" ? { repId: one, weight: setupDefaults.weight, priority: setupDefaults.priority } : definedOnly(one),
    ),
  };
}
