/**
 * A value inside parsed JSON by its path: `company.name`, `data[0].employees`, `$.a["b c"]`. Undefined when there is none. Own
 * properties alone count.
 */
export function jsonPath(value: unknown, path: string): unknown {
  let at = value;
  for (const key of keysOf(path)) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = propertyOf(at, key);
  }
  return at;
}

/** The keys of a path; null when it is none. */
export function pathKeys(path: string): readonly string[] | null {
  const keys = keysOf(path);
  return keys.length > 0 && shape.test(path) ? keys : null;
}

const part = /(?:^|\.)([^.[\]"$]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/g;
const shape = /^\$?(?:(?:^|\.)[^.[\]"$]+|\[\d+\]|\["(?:[^"\\]|\\.)*"\])+$/;

function keysOf(path: string): readonly string[] {
  return [...path.replace(/^\$\.?/, "").matchAll(part)].map(([, name, index, quoted]) => name ?? index ?? quoted ?? "");
}

/** The guarantee: the caller has seen that the object has the property. */
function propertyOf(object: object, key: string): unknown {
  return (object as Record<string, unknown>)[key];
}
