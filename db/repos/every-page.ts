/** Everything of a table that is read in pages, each after the last one of the page before. */
export async function everyPage<T>(page: (last: T | undefined) => Promise<readonly T[]>): Promise<T[]> {
  const found: T[] = [];
  for (let next = await page(undefined); next.length > 0; next = await page(next.at(-1))) found.push(...next);
  return found;
}
