import type { Rep } from "../availability/rep.ts";
import { createRepNames } from "../route/rep-names.ts";
import type { Patch } from "./patch.ts";
import type { RowNote } from "./row.ts";

export type FindOwner = (text: string) => OwnerFound;

/** The rep that a table means by an id or an address, and what is to be said of it. */
export interface OwnerFound {
  /** The rep's id; what the table says where it is nobody's, so that nothing is lost. */
  readonly owner: string;
  readonly warning?: RowNote;
}

const nobody = "its owner is none of the reps; until one has this id or address, leads fall to the next step of their rule";

/** Finds owners among the reps of a setup, by id or e-mail, in any case. */
export function createOwnerFinder(reps: Iterable<Rep>): FindOwner {
  const known = new Map([...reps].map((rep) => [rep.id, rep]));
  const repOf = createRepNames(known.values());
  return (text) => {
    const rep = known.get(repOf(text));
    if (rep === undefined) return { owner: text, warning: { reason: nobody } };
    if (rep.active) return { owner: rep.id };
    return { owner: rep.id, warning: { reason: `its owner ${rep.id} is inactive; leads fall to the next step of their rule` } };
  };
}

/** The same row with the rep's id in place of what the table says. */
export function withOwner(patch: Patch, findOwner: FindOwner): { readonly patch: Patch; readonly warning?: RowNote } {
  const text = "fields" in patch ? patch.fields.ownerRepId : undefined;
  if (!("fields" in patch) || typeof text !== "string") return { patch };
  const { owner, warning } = findOwner(text);
  const owned = { ...patch, fields: { ...patch.fields, ownerRepId: owner } };
  return { patch: owned, ...(warning ? { warning } : {}) };
}
