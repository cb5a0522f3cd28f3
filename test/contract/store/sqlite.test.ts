import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openStore } from "../../../db/open-store.ts";
import type { Store } from "../../../db/store.ts";
import { storeContract } from "./contract.ts";

storeContract(
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "handraise-store-"));
    const opened: Store[] = [];
    let files = 0;
    const nextUrl = () => `file:${path.join(folder, `${++files}.db`)}`;
    const open = async (url: string): Promise<Store> => {
      const store = await openStore(url);
      opened.push(store);
      return store;
    };
    return {
      async fresh() {
        const url = nextUrl();
        return { store: await open(url), another: () => open(url) };
      },
      emptyUrl: async () => nextUrl(),
      async stop() {
        await Promise.all(opened.map((store) => store.close()));
        rmSync(folder, { recursive: true });
      },
    };
  },
  { shared: true },
);
