import type { Rep } from "../availability/rep.ts";

/** The id of the rep that a text names, by id or e-mail in any case; the text itself when it is nobody's. */
export type RepOf = (text: string) => string;

/** Tables name reps as their CRM does; a text that names nobody today names its rep from the version on that brings one. */
export function createRepNames(reps: Iterable<Rep>): RepOf {
  const ids = new Set<string>();
  const names = new Map<string, string>();
  for (const { id, email } of reps) {
    ids.add(id);
    names.set(email.toLowerCase(), id);
  }
  for (const id of ids) names.set(id.toLowerCase(), id);
  return (text) => (ids.has(text) ? text : (names.get(text.trim().toLowerCase()) ?? text));
}
