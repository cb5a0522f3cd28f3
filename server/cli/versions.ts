import { formatSetup } from "../adapters/setup-file/format-setup.ts";
import { formatInstant } from "../core/time.ts";
import { listVersions } from "../flows/setup/list-versions.ts";
import { type Command, Refusal } from "./command.ts";
import { openToLook, withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";
import { versionId } from "./version-id.ts";

export const versions: Command = {
  name: "versions",
  usage: "[<version>] [--json]",
  summary: "Lists the versions of the setup, the newest first, with who made each; or prints one of them as YAML.",
  async run(args, io) {
    const { values, file } = readArgs(args, { json: "boolean" });
    const id = file === undefined ? null : versionId(file);
    return withContext(openToLook(io), async ({ world }) => {
      if (id !== null) {
        const version = await world.store.read.setups.find(id);
        if (version === null) throw new Refusal(`There is no version ${id}.`);
        io.out(formatSetup(version.setup).trimEnd());
        return 0;
      }
      const list = await listVersions(world);
      if (values.json) io.out(JSON.stringify(list, null, 2));
      for (const version of values.json ? [] : list) {
        const at = formatInstant(version.createdAt).slice(0, 16).replace("T", " ");
        const note = version.note === "" ? "" : `  ${version.note}`;
        io.out(`${version.state.padEnd(5)}  ${version.id}  ${version.hash.slice(0, 12)}  ${at}  ${version.author}${note}`);
      }
      return 0;
    });
  },
};
