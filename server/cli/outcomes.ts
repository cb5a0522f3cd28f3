import { importOutcomes } from "../flows/ladders/import-outcomes.ts";
import { createLogger } from "../http/log.ts";
import { type Command, UsageError } from "./command.ts";
import { openContext, withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";

async function* onePiece(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

export const outcomes: Command = {
  name: "outcomes",
  usage: "<file.csv | ->",
  summary: "Keeps what became of leads: a CSV with the columns lead, outcome and, if known, at.",
  async run(args, io) {
    const { file } = readArgs(args, {});
    if (file === undefined) throw new UsageError("Which file?");
    const text = await io.readText(file);
    return withContext(openContext(io, { logger: createLogger("silent") }), async ({ world }) => {
      const { rows, kept, problems } = await importOutcomes(world, onePiece(text));
      for (const { line, reason } of problems) io.err(`${file}:${line}: ${reason}`);
      io.out(`${kept} of ${rows} kept.`);
      return problems.length === 0 ? 0 : 1;
    });
  },
};
