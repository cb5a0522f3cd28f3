import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type Command, Refusal, UsageError } from "./command.ts";
import { openToLook, withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";

/** Where a file is or would be, links followed; a Refusal when its folder does not exist. */
async function placeOf(file: string): Promise<string> {
  const folder = await realpath(dirname(file)).catch(() => {
    throw new Refusal(`There is no folder ${dirname(file)}.`);
  });
  const place = join(folder, basename(file));
  return realpath(place).catch(() => place);
}

export const backup: Command = {
  name: "backup",
  usage: "<file.db>",
  summary: "Writes a consistent copy of the SQLite database, also while servers use it. With Postgres use `pg_dump`.",
  async run(args, io) {
    const { file } = readArgs(args, {});
    if (!file) throw new UsageError("Where to?");
    return withContext(openToLook(io), async ({ config, world }) => {
      if (config.database.engine !== "sqlite") throw new Refusal("With Postgres use pg_dump: it is consistent while serving.");
      const target = await placeOf(file);
      // The copy takes the place of what was there, and the log beside a database belongs to that database alone.
      if (target.replace(/-(wal|shm)$/, "") === (await placeOf(config.database.file)))
        throw new Refusal(`${file} is the database itself; choose another file.`);
      await world.store.backup(target);
      const { size } = await stat(target);
      io.out(`Written: ${file} (${size} bytes).`);
      return 0;
    });
  },
};
