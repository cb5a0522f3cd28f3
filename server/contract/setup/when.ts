import { z } from "zod";
import type { ConditionValue, When } from "../../core/route/router.ts";
import { definedOnly } from "../defined-only.ts";
import { line } from "./parts.ts";

const value: z.ZodType<ConditionValue> = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.array(z.number())]);

/** A condition, or several together. */
export const when: z.ZodType<When> = z.lazy(() =>
  z.union([
    z.strictObject({ field: line, op: line, value: value.optional() }).transform(definedOnly),
    z.strictObject({ all: z.array(when) }),
    z.strictObject({ any: z.array(when) }),
    z.strictObject({ not: when }),
  ]),
);
