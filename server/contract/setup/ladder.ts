import { z } from "zod";
import type { Ladder, Rung } from "../../core/escalate/ladder.ts";
import { definedOnly } from "../defined-only.ts";
import { weekdays } from "../weekdays.ts";
import { setupDefaults } from "./defaults.ts";
import { id, line, minutes, wallTime } from "./parts.ts";

const to = z.array(z.email("takes an e-mail address")).min(1, "has nobody to tell").max(20);
const afterMinutes = minutes.min(1);

const rung: z.ZodType<Rung> = z.discriminatedUnion("do", [
  z.strictObject({ afterMinutes, do: z.literal("remind") }),
  z.strictObject({ afterMinutes, do: z.literal("remindElsewhere"), to }),
  z.strictObject({ afterMinutes, do: z.literal("alertManager"), to }),
  z.strictObject({ afterMinutes, do: z.literal("reassign") }),
  z.strictObject({ afterMinutes, do: z.literal("pauseRep"), minutes: minutes.min(1).optional() }).transform(definedOnly),
  z.strictObject({ afterMinutes, do: z.literal("handOver") }),
]);

const rungs = z.array(rung).min(1, "has no steps").max(20).optional();

export const ladderSchema = z.strictObject({
  id,
  pools: z.array(id).min(1, "names no pool").optional(),
  clock: z.enum(["rep", "team", "both", "always"]).default("both"),
  hours: z
    .array(
      z.strictObject({
        days: weekdays.default(() => weekdays.parse(setupDefaults.days)),
        start: wallTime.default(setupDefaults.start),
        end: wallTime.default(setupDefaults.end),
      }),
    )
    .optional(),
  timeZone: line.optional(),
  offered: rungs,
  waiting: rungs,
  assigned: rungs,
  booked: rungs,
});

/** The file's ladder → the domain's. */
export function toLadder(file: z.output<typeof ladderSchema>, companyZone: string): Ladder {
  const { offered, waiting, assigned, booked, timeZone = companyZone, ...rest } = file;
  return definedOnly({ ...rest, timeZone, steps: definedOnly({ offered, waiting, assigned, booked }) });
}

/** A country by two letters, and a part of it. */
export const holidaysSchema = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/, "takes two capital letters, such as DE"),
  state: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,10}$/, "takes a part of the country, such as BY")
    .optional(),
});
