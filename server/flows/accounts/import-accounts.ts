import type { Account, Contact } from "../../core/match/account.ts";
import type { World } from "../world.ts";
import { followAccounts } from "./follow-accounts.ts";

/** Keeps accounts and contacts, all or nothing, and lets memory know them at once. */
export async function importAccounts(world: World, accounts: readonly Account[], contacts: readonly Contact[]): Promise<void> {
  await world.store.write(async (repos) => {
    await repos.accounts.put(accounts);
    await repos.contacts.put(contacts);
  });
  await followAccounts(world);
}
