import { readCalendars } from "../flows/calendars/read-calendars.ts";
import { viewLedger, viewPool } from "../flows/pools/view-pools.ts";
import { type Command, Refusal, UsageError } from "./command.ts";
import { printDocument } from "./document.ts";
import { openToLook, withContext } from "./open-context.ts";
import { documentOptions, readArgs } from "./read-args.ts";
import { textTable } from "./text-table.ts";

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value));

export const ledger: Command = {
  name: "ledger",
  usage: "<pool> [--rep <id>] [--json | --yaml]",
  summary: "Prints a pool's members with what each is owed, or one member's account entry by entry.",
  async run(args, io) {
    const { values, file: poolId } = readArgs(args, { rep: "string", ...documentOptions });
    if (poolId === undefined) throw new UsageError("Which pool?");
    return withContext(openToLook(io), async ({ world }) => {
      const pool = world.state.setup().pools.get(poolId);
      if (!pool) throw new Refusal(`There is no pool ${poolId} in the live setup.`);
      if (values.rep !== undefined && !pool.members.some(({ repId }) => repId === values.rep))
        throw new Refusal(`${values.rep} is no member of ${poolId}.`);
      if (values.rep !== undefined) {
        const account = await viewLedger(world, { poolId, repId: values.rep });
        if (values.json || values.yaml) printDocument(io, values, account);
        else
          io.out(
            textTable(
              ["seq", "at", "change", "owed", "what"],
              account.lines.map((line) => [String(line.seq), line.at, signed(line.change), signed(line.owed), line.text]),
            ),
          );
        return 0;
      }
      await readCalendars(
        world,
        pool.members.map(({ repId }) => repId),
      );
      const view = viewPool(world, poolId);
      if (values.json || values.yaml) printDocument(io, values, view);
      else {
        const rows = view.reps.map((rep) => [
          rep.id,
          rep.reason ?? "bookable",
          String(rep.weight),
          String(rep.turns),
          String(rep.credit),
          String(rep.due),
          signed(rep.owed),
        ]);
        io.out(`${view.name}: ${view.summary}\n\n${textTable(["rep", "now", "weight", "turns", "credit", "due", "owed"], rows)}`);
      }
      return 0;
    });
  },
};
