import { openStore } from "../../../db/open-store.ts";
import type { Store } from "../../../db/store.ts";
import { startPostgres } from "../../support/postgres.ts";
import { storeContract } from "./contract.ts";

storeContract(
  async () => {
    const server = await startPostgres();
    const opened: Store[] = [];
    // Idle connections of stores that a test is done with would use up the server's.
    const closeEarlier = () => Promise.all(opened.splice(0).map((store) => store.close()));
    const open = async (url: string): Promise<Store> => {
      const store = await openStore(url);
      opened.push(store);
      return store;
    };
    return {
      async fresh() {
        await closeEarlier();
        const url = await server.createDatabase();
        return { store: await open(url), another: () => open(url) };
      },
      emptyUrl: () => server.createEmptyDatabase(),
      async stop() {
        await closeEarlier();
        await server.stop();
      },
    };
  },
  { shared: true },
);
