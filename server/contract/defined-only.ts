/** An object whose optional properties may be `undefined` → the same where they are absent instead. */
type Defined<T> = T extends unknown ? { [K in keyof T]: Exclude<T[K], undefined> } : never;

/**
 * A copy without the properties that are `undefined`: zod writes an absent optional key as one that may be undefined, and
 * `exactOptionalPropertyTypes` rightly tells the two apart. The cast is safe because exactly those keys are gone.
 */
export function definedOnly<T extends object>(value: T): Defined<T> {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries) as Defined<T>;
}
