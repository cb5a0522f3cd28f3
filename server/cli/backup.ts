import { type Command, UsageError } from "./command.ts";
import { withContext } from "./open-context.ts";

export const backup: Command = {
  name: "backup",
  usage: "<file.db>",
  summary: "Writes a consistent copy of the SQLite database, also while a server uses it.",
  async run(args, io) {
    const file = args[0];
    if (!file) throw new UsageError("Where to? handraise backup <file.db>");
    return withContext(io, async ({ world }) => {
      if (world.store.engine !== "sqlite") throw new UsageError("On Postgres, use pg_dump: it is consistent while serving.");
      await world.store.backup(file);
      io.out(`Written: ${file}`);
      return 0;
    });
  },
};
