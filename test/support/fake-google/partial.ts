/** The part of an answer that `fields` names, such as `items(id,start),nextPageToken`. */
export function partial(value: unknown, fields: string | undefined): unknown {
  return fields === undefined ? value : pick(value, fields);
}

function pick(value: unknown, fields: string): unknown {
  if (Array.isArray(value)) return value.map((item) => pick(item, fields));
  if (typeof value !== "object" || value === null) return value;
  const picked: Record<string, unknown> = {};
  for (const field of parts(fields)) {
    const [, name = "", slash, nested] = /^(\w+)(?:\/(.+)|\((.*)\))?$/.exec(field) ?? [];
    if (!(name in value)) continue;
    const inner: unknown = Reflect.get(value, name);
    picked[name] = (slash ?? nested) === undefined ? inner : pick(inner, slash ?? nested ?? "");
  }
  return picked;
}

/** Split at the commas that stand outside brackets. */
function parts(fields: string): readonly string[] {
  return fields.match(/(?:[^,()]|\([^()]*(?:\([^()]*\)[^()]*)*\))+/g) ?? [];
}
