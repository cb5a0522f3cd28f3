import { z } from "zod";
import type { Territory } from "../../core/route/territory.ts";
import { definedOnly } from "../defined-only.ts";
import { id, line } from "./parts.ts";

const some = z.array(line).min(1, "is empty").max(5_000).optional();
const size = z.number().int().min(0).max(100_000_000).optional();

const area = z.strictObject({
  countries: some,
  states: some,
  postalCodes: some,
  industries: some,
  sizeFrom: size,
  sizeTo: size,
  accounts: some,
});

export const territorySchema = z.strictObject({
  id,
  name: line.optional(),
  repId: id.optional(),
  poolId: id.optional(),
  areas: z.array(area).min(1, "has no areas").max(20_000),
});

/** The file's territory with its defaults → the domain's. */
export function toTerritory(file: z.output<typeof territorySchema>): Territory {
  return definedOnly({ ...file, name: file.name ?? file.id, areas: file.areas.map(definedOnly) });
}
