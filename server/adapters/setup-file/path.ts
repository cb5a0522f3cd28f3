/** Where a value stands in a document: keys and places in lists. */
export type Path = readonly (string | number)[];

/** `["pools", 0, "members"]` → `pools[0].members`. */
export function formatPath(path: Path): string {
  return path.map((part, i) => (typeof part === "number" ? `[${part}]` : i === 0 ? part : `.${part}`)).join("");
}

/** The other way round, for paths whose keys have neither dots nor brackets. */
export function parsePath(text: string): Path {
  return [...text.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, place, key]) => (place === undefined ? (key ?? "") : Number(place)));
}
