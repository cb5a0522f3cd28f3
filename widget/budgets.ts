import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

/** What an English visitor has loaded by then, each file compressed by itself. */
const chunks = {
  loader: [],
  loaderAndBooker: ["booking", "en"],
  untilBooked: ["booking", "en", "hold", "steps", "later-en"],
} as const;

type Sizes = Readonly<Record<keyof typeof chunks, number>>;

/** Brotli bytes. */
const budgets: Sizes = { loader: 5_000, loaderAndBooker: 15_000, untilBooked: 20_000 };

const sizeOf = async (path: string): Promise<number> => brotliCompressSync(await readFile(path)).length;

/** Throws when the widget in a built folder grew beyond its budgets, or a chunk is not there. */
export const checkBudgets = async (folder: string): Promise<Sizes> => {
  const files = await readdir(folder);
  const sizes = { loader: 0, loaderAndBooker: 0, untilBooked: 0 };
  for (const [name, parts] of Object.entries(chunks) as [keyof Sizes, readonly string[]][]) {
    sizes[name] = await sizeOf(join(folder, "handraise.js"));
    for (const part of parts) {
      const file = files.find((one) => one.startsWith(`${part}-`));
      if (!file) throw new Error(`The build made no ${part} chunk.`);
      sizes[name] += await sizeOf(join(folder, file));
    }
    if (sizes[name] > budgets[name]) {
      throw new Error(`Budget: ${name} is ${sizes[name]} B brotli, at most ${budgets[name]} B are allowed.`);
    }
  }
  console.info(
    `widget, B brotli: loader ${sizes.loader}, loader and booker ${sizes.loaderAndBooker}, until booked ${sizes.untilBooked}`,
  );
  return sizes;
};
