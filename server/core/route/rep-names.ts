import type { Rep } from "../availability/rep.ts";

/** The id of the rep that a text names, by id or e-mail in any case; the text itself when it is nobody's. */
export type RepOf = (text: string) => string;

/** Tables name reps as their CRM does; a text that names nobody today names its rep from the version on that brings one. */
export function createRepNames(reps: Iterable<Rep>): RepOf {
  let known: ReturnType<typeof indexNames> | undefined;
  return (text) => {
    // Made when it is first asked for, which many setups never do.
    const { ids, names } = (known ??= indexNames(reps));
    return ids.has(text) ? text : (names.get(text.trim().toLowerCase()) ?? text);
  };
}

function indexNames(reps: Iterable<Rep>) {
  const ids = new Set<string>();
  const names = new Map<string, string>();
  for (const { id, email } of reps) {
    ids.add(id);
    names.set(email.toLowerCase(), id);
  }
  for (const id of ids) names.set(id.toLowerCase(), id);
  return { ids, names };
}
