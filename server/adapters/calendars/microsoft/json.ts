/** A property of a JSON object; undefined when there is none, or no object. */
export function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

export function textOf(value: unknown, key: string): string | null {
  const found = member(value, key);
  return typeof found === "string" ? found : null;
}

export function listOf(value: unknown, key: string): readonly unknown[] | null {
  const found = member(value, key);
  return Array.isArray(found) ? found : null;
}
