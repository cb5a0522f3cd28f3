/** Rows of the table, longer than any name that is compared often. */
const room = 64;
const rows = [new Uint16Array(room), new Uint16Array(room), new Uint16Array(room)] as const;
const rowsOf = (width: number) =>
  width <= room ? rows : ([new Uint16Array(width), new Uint16Array(width), new Uint16Array(width)] as const);

/**
 * How many letters must be put in, left out, changed or swapped with their neighbour to make `b` of `a`; `limit` + 1 when
 * more than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let start = 0;
  let endA = a.length;
  let endB = b.length;
  while (start < endA && start < endB && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA -= 1;
    endB -= 1;
  }
  const width = endB - start + 1;
  let [before, row, next] = rowsOf(width);
  for (let j = 0; j < width; j++) row[j] = j;
  for (let i = 1; i <= endA - start; i++) {
    next[0] = i;
    let least = i;
    const code = a.charCodeAt(start + i - 1);
    for (let j = 1; j < width; j++) {
      const other = b.charCodeAt(start + j - 1);
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (code === other ? 0 : 1));
      if (i > 1 && j > 1 && code === b.charCodeAt(start + j - 2) && a.charCodeAt(start + i - 2) === other)
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [before, row, next] = [row, next, before];
  }
  return Math.min(row[width - 1] ?? 0, limit + 1);
}
