import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

/** Brotli bytes. The booker's sum counts all that an English visitor loads from the script tag to the booked meeting. */
const budgets = { loader: 5_000, loaderAndBooker: 15_000 } as const;

interface Sizes {
  readonly loader: number;
  readonly loaderAndBooker: number;
}

const sizeOf = async (path: string): Promise<number> => brotliCompressSync(await readFile(path)).length;

/** Sizes of a built widget folder. */
const measure = async (folder: string): Promise<Sizes> => {
  const names = await readdir(folder);
  const loader = await sizeOf(join(folder, "handraise.js"));
  const chunks = names.filter((name) => /^(booking|en)-[\w-]+\.js$/.test(name));
  const sizes = await Promise.all(chunks.map((name) => sizeOf(join(folder, name))));
  return { loader, loaderAndBooker: sizes.reduce((sum, size) => sum + size, loader) };
};

/** Throws when the widget grew beyond its budgets. */
export const checkBudgets = async (folder: string): Promise<Sizes> => {
  const sizes = await measure(folder);
  for (const [name, most] of Object.entries(budgets) as [keyof Sizes, number][]) {
    if (sizes[name] > most) throw new Error(`Budget: ${name} is ${sizes[name]} B brotli, at most ${most} B are allowed.`);
  }
  console.info(`widget: loader ${sizes.loader} B, loader and booker ${sizes.loaderAndBooker} B brotli`);
  return sizes;
};
