import { reportQuery } from "../contract/lead-life.ts";
import { reportOutcomes } from "../flows/ladders/report-outcomes.ts";
import { type Command, UsageError } from "./command.ts";
import { printDocument } from "./document.ts";
import { openToLook, withContext } from "./open-context.ts";
import { documentOptions, readOptions } from "./read-args.ts";
import { textTable } from "./text-table.ts";

const columns = ["leads", "offered", "booked", "touched", "met", "qualified", "won", "lost", "noShow", "reassigned"] as const;

export const report: Command = {
  name: "report",
  usage: "[--by rule | pool | rep] [--days <number>] [--json | --yaml]",
  summary: "Prints what became of the leads of the last days, 30 unless told otherwise, for every pool, rule or rep.",
  async run(args, io) {
    const { by, days, ...form } = readOptions(args, { by: "string", days: "string", ...documentOptions });
    const asked = reportQuery.safeParse({ ...(by === undefined ? {} : { by }), ...(days === undefined ? {} : { days }) });
    if (!asked.success) throw new UsageError("--by takes rule, pool or rep, and --days a whole number from 1 to 366.");
    return withContext(openToLook(io), async ({ world }) => {
      const told = await reportOutcomes(world, asked.data);
      if (form.json || form.yaml) printDocument(io, form, told);
      else {
        const rows = told.rows.map((row) => [
          row.id,
          ...columns.map((name) => String(row[name])),
          String(row.medianMinutesToTouch ?? "-"),
        ]);
        io.out(textTable([told.by, ...columns, "minutes to touch"], rows));
      }
      return 0;
    });
  },
};
