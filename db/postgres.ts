import type { Store } from "./store.ts";
export async function openPostgresStore(options: { url: string; poolSize?: number }): Promise<Store> {
  throw new Error(`not yet: ${Object.keys(options).join()}`);
}
