import type { Command } from "./command.ts";
import { openToLook, withContext } from "./open-context.ts";
import { readOptions } from "./read-args.ts";

export const drift: Command = {
  name: "drift",
  usage: "[--json]",
  summary: "Says which fields and options the forms stopped sending or began to send, and the rules do not know.",
  async run(args, io) {
    const { json } = readOptions(args, { json: "boolean" });
    return withContext(openToLook(io), async ({ world }) => {
      const list = (await world.store.read.formMemory.read())?.drift ?? [];
      if (json) io.out(JSON.stringify(list, null, 2));
      for (const { code, message } of json ? [] : list) io.out(`${message} (${code})`);
      if (!json && list.length === 0) io.out("The forms send what the rules ask for, as far as is known.");
      return list.length === 0 ? 0 : 1;
    });
  },
};
