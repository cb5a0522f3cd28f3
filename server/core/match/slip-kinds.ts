const rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

function buildNeighbours(): ReadonlySet<string> {
  const pairs = new Set<string>();
  const put = (a: string | undefined, b: string | undefined) => {
    if (a !== undefined && b !== undefined) pairs.add(a + b).add(b + a);
  };
  for (const [at, row] of rows.entries())
    for (let key = 0; key < row.length; key++) {
      put(row[key], row[key + 1]);
      // Each row stands a little to the right of the one above.
      put(row[key], rows[at + 1]?.[key]);
      put(row[key], rows[at + 1]?.[key - 1]);
    }
  return pairs;
}

const neighbours = buildNeighbours();

/** Whether two letters lie side by side on a keyboard. */
export const isNeighbourKey = (a: string, b: string): boolean => neighbours.has(a + b);

const far = 0.01;

/**
 * How many of the slips between two texts a finger does not make by itself: a letter changed into one that is not beside it, or
 * put in that is neither doubled nor beside its neighbours. Of all ways with the fewest slips, the one with the fewest such.
 */
export function farSlips(lead: string, account: string): number {
  const width = account.length + 1;
  let before: number[] = [];
  let row = Array.from({ length: width }, (_, at) => at);
  for (let i = 1; i <= lead.length; i++) {
    const typed = lead[i - 1] ?? "";
    const stray = [lead[i - 2] ?? "", lead[i] ?? ""].every((near) => near !== typed && !isNeighbourKey(near, typed));
    const extra = 1 + (stray ? far : 0);
    const next = [i * extra];
    for (let j = 1; j < width; j++) {
      const meant = account[j - 1] ?? "";
      const change = typed === meant ? 0 : isNeighbourKey(typed, meant) ? 1 : 1 + far;
      let cost = Math.min((row[j] ?? 0) + extra, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && typed === account[j - 2] && lead[i - 2] === meant) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    [before, row] = [row, next];
  }
  const all = row[width - 1] ?? 0;
  return Math.round((all - Math.floor(all + far / 2)) / far);
}
