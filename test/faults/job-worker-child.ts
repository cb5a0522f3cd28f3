import { instant } from "../../server/core/time.ts";
import { openTestWorld } from "../support/test-world.ts";

const [databaseUrl = "", leaseMs = ""] = process.argv.slice(2);

/** A worker that begins every mail and ends none; it says which it began. */
const world = await openTestWorld({
  databaseUrl,
  setup: null,
  overrides: {
    now: () => instant(Date.now()),
    jobs: { leaseMs: Number(leaseMs) },
    mailer: {
      send({ id }) {
        process.send?.(id);
        return new Promise(() => {});
      },
      close: async () => undefined,
    },
  },
});
world.context.start();
