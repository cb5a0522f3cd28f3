import type { Store } from "../../../db/store.ts";
import { startPglite } from "../../support/pglite.ts";
import { storeContract } from "./contract.ts";

storeContract(
  async () => {
    const pglite = await startPglite();
    let last: Store | undefined;
    return {
      async fresh() {
        await last?.close();
        last = await pglite.freshStore();
        return { store: last };
      },
      async stop() {
        await last?.close();
        await pglite.stop();
      },
    };
  },
  { shared: false },
);
