import { rotateKeys } from "../flows/calendars/rotate-keys.ts";
import { createLogger } from "../http/log.ts";
import type { Command } from "./command.ts";
import { openContext, withContext } from "./open-context.ts";
import { readOptions } from "./read-args.ts";

export const rotateKeysCommand: Command = {
  name: "rotate-keys",
  usage: "",
  summary: "Seals every calendar password and token with the first key of HANDRAISE_VAULT_KEYS, all or nothing.",
  async run(args, io) {
    readOptions(args, {});
    return withContext(openContext(io, { logger: createLogger("silent") }), async ({ world }) => {
      const { resealed, closed } = await rotateKeys(world);
      io.out(`${resealed} sealed with the key ${world.vault.keyId}.`);
      if (closed > 0)
        io.err(`${closed} open with none of the keys and stay as they are; their reps connect again, or an old key is missing.`);
      return closed > 0 ? 1 : 0;
    });
  },
};
