import { formatSetup, setupFile } from "../adapters/setup-file/format-setup.ts";
import type { Command } from "./command.ts";
import { printDocument } from "./document.ts";
import { openToLook, withContext } from "./open-context.ts";
import { documentOptions, readOptions } from "./read-args.ts";

export const exportSetup: Command = {
  name: "export",
  usage: "[--yaml | --json]",
  summary: "Prints the live setup as YAML, or as JSON; `apply` takes both.",
  async run(args, io) {
    const form = readOptions(args, documentOptions);
    return withContext(openToLook(io), async ({ world }) => {
      const { setup } = world.state.setup();
      if (form.json) printDocument(io, form, setupFile(setup));
      else io.out(formatSetup(setup).trimEnd());
      return 0;
    });
  },
};
