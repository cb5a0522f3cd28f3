import { formatSetup, setupFile } from "../adapters/setup-file/format-setup.ts";
import type { ImportKind } from "../core/import/patch.ts";
import { exportTable } from "../flows/accounts/export-table.ts";
import type { CliIo, Command } from "./command.ts";
import { printDocument } from "./document.ts";
import { openTables, openToLook, withContext } from "./open-context.ts";
import { documentOptions, readOptions } from "./read-args.ts";
import { parseTable } from "./table-name.ts";

async function printTable(io: CliIo, kind: ImportKind): Promise<number> {
  const { store } = await openTables(io, { mustExist: true });
  try {
    for await (const text of exportTable(store, kind)) await io.write(text);
    return 0;
  } finally {
    await store.close();
  }
}

export const exportCommand: Command = {
  name: "export",
  usage: "[accounts | contacts | aliases] [--yaml | --json]",
  summary: "Prints the live setup as YAML or JSON, which `apply` takes, or a table as CSV, which `import` takes.",
  async run(args, io) {
    const kind = parseTable(args[0]);
    if (kind) {
      readOptions(args.slice(1), {});
      return printTable(io, kind);
    }
    const form = readOptions(args, documentOptions);
    return withContext(openToLook(io), async ({ world }) => {
      const { setup } = world.state.setup();
      if (form.json) printDocument(io, form, setupFile(setup));
      else io.out(formatSetup(setup).trimEnd());
      return 0;
    });
  },
};
