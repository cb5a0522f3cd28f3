import { z } from "zod";
import type { FormShape } from "../../core/setup.ts";
import { definedOnly } from "../defined-only.ts";
import { id, line } from "./parts.ts";

const field = z.union([
  line,
  z.strictObject({ name: line, options: z.array(z.string().max(500)).min(1, "is empty").max(1_000).optional() }),
]);

export const formSchema = z.strictObject({
  id,
  name: line.optional(),
  fields: z.array(field).min(1, "has no fields").max(500),
});

/** The file's form with its defaults → the domain's. */
export function toForm(file: z.output<typeof formSchema>): FormShape {
  const fields = file.fields.map((one) => (typeof one === "string" ? { name: one } : definedOnly(one)));
  return { id: file.id, name: file.name ?? file.id, fields };
}
