import type { Repos } from "../../../db/store.ts";
import { AppError } from "../../core/errors.ts";
import type { LeadId } from "../../core/id.ts";
import type { Lead } from "../../core/lead/lead.ts";
import type { AliasKind } from "../../core/match/account.ts";
import type { World } from "../world.ts";
import { followAccounts } from "./follow-accounts.ts";

export interface Correction {
  readonly leadId: LeadId;
  readonly accountId: string;
  /** False: leads that say the same are never of this account. */
  readonly is: boolean;
  readonly author: string;
}

/** What a correction of one lead says of the next ones. */
export interface Corrected {
  readonly accountId: string;
  readonly said: readonly { readonly kind: AliasKind; readonly text: string }[];
}

/** What a lead says that others will say as well: its company's own domain, and the company as typed. */
function textsOf(lead: Lead): readonly { readonly text: string; readonly is: AliasKind; readonly isNot: AliasKind }[] {
  const own = lead.emailDomain !== undefined && !lead.freeMail && !lead.disposableMail;
  return [
    ...(own && lead.emailDomain ? [{ text: lead.emailDomain, is: "domain_is" as const, isNot: "domain_is_not" as const }] : []),
    ...(lead.company ? [{ text: lead.company, is: "is" as const, isNot: "is_not" as const }] : []),
  ];
}

/**
 * A person's word on the match of one lead, kept as aliases with author and time, used for every lead that says the same from
 * then on. It takes back what was said to the contrary. Throws `not_found` for an unknown lead or account, `match_uncorrectable`
 * when the lead names neither company nor domain.
 */
export async function correctMatch(world: World, { leadId, accountId, is, author }: Correction): Promise<Corrected> {
  const row = await world.store.read.decisions.findByLead(leadId);
  const known = await world.store.read.accounts.known([accountId]);
  if (!row || !known.has(accountId)) throw new AppError("not_found");
  const texts = textsOf(row.decision.lead);
  if (texts.length === 0) throw new AppError("match_uncorrectable");
  const said = texts.map((one) => ({ kind: is ? one.is : one.isNot, text: one.text }));
  await world.store.write(async (repos) => {
    for (const { text, is: yes, isNot: no } of texts)
      await takeBack(repos, { text, accountId, contrary: is ? no : yes, only: is ? yes : null });
    await repos.aliases.put(said.map((alias) => ({ ...alias, accountId, author, createdAt: world.now() })));
  });
  await followAccounts(world);
  return { accountId, said };
}

/** Of this account the contrary goes; and a text that is one account is no other one. */
async function takeBack(
  repos: Repos,
  asked: { readonly text: string; readonly accountId: string; readonly contrary: AliasKind; readonly only: AliasKind | null },
): Promise<void> {
  for (const alias of await repos.aliases.byText(asked.text)) {
    const contrary = alias.accountId === asked.accountId && alias.kind === asked.contrary;
    const elsewhere = alias.accountId !== asked.accountId && alias.kind === asked.only;
    if (contrary || elsewhere) await repos.aliases.remove(alias);
  }
}
