import type { Rep } from "../../availability/rep.ts";
import type { FieldRegistry } from "../field.ts";
import { subjectFields } from "../fields.ts";
import type { Subject } from "../subject.ts";
import type { Pool, Requirement } from "./pool.ts";

/** A requirement with the values that one lead needs; `attribute` is null for a skill. */
interface Want {
  readonly attribute: string | null;
  readonly values: ReadonlySet<string>;
}

const nobody: ReadonlySet<string> = new Set();

/** Members of a pool who have not what the lead needs; nobody in a pool that requires nothing. Of a member who is no rep there is nothing to say. */
export function lackingReps(pool: Pool, reps: ReadonlyMap<string, Rep>, subject: Subject): ReadonlySet<string> {
  if (pool.requires === undefined || pool.requires.length === 0) return nobody;
  const wants = pool.requires.flatMap((requirement) => wantOf(requirement, subject, subjectFields) ?? []);
  if (wants.length === 0) return nobody;
  const has = (rep: Rep | undefined): boolean => rep === undefined || wants.every((want) => hasOne(rep, want));
  return new Set(pool.members.flatMap(({ repId }) => (has(reps.get(repId)) ? [] : [repId])));
}

const folded = (values: readonly string[]): ReadonlySet<string> => new Set(values.map((value) => value.trim().toLowerCase()));

/** Null when a field that anybody may lack is missing. */
function wantOf(requirement: Requirement, subject: Subject, fields: FieldRegistry): Want | null {
  if ("skill" in requirement) return { attribute: null, values: folded([requirement.skill]) };
  const { attribute } = requirement;
  if ("oneOf" in requirement) return { attribute, values: folded(requirement.oneOf) };
  const found = fields(requirement.field)?.read(subject) ?? [];
  const values = folded((Array.isArray(found) ? found : [found]).map(String).filter((value) => value !== ""));
  if (values.size > 0) return { attribute, values };
  return requirement.unknown === "anybody" ? null : { attribute, values: nobody };
}

function hasOne(rep: Rep, { attribute, values }: Want): boolean {
  const own = attribute === null ? rep.skills : rep.attributes?.[attribute];
  return (own ?? []).some((value) => values.has(value.trim().toLowerCase()));
}
