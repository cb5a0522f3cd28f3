import type { Account } from "../match/account.ts";
import { country, date, type FieldTable, flag, list, number, text } from "./field.ts";
import { ownersOf } from "./owners-of.ts";
import type { Subject } from "./subject.ts";

type Read = (subject: Subject) => Account | null | undefined;

const accountFields = (name: string, account: Read): FieldTable => ({
  [`${name}.name`]: text((subject) => account(subject)?.name),
  [`${name}.domains`]: list((subject) => account(subject)?.domains),
  [`${name}.country`]: country((subject) => account(subject)?.country),
  [`${name}.companySize`]: number((subject) => account(subject)?.companySize),
  [`${name}.industry`]: text((subject) => account(subject)?.industry),
  [`${name}.stage`]: text((subject) => account(subject)?.stage),
  [`${name}.openOpportunity`]: flag((subject) => account(subject)?.openOpportunity),
  [`${name}.lastActivityAt`]: date((subject) => account(subject)?.lastActivityAt),
  [`${name}.createdAt`]: date((subject) => account(subject)?.createdAt),
  [`${name}.contactCount`]: number((subject) => account(subject)?.contactCount),
  [`${name}.ownerRepId`]: text((subject) => account(subject)?.ownerRepId),
});

/** The account, contact and opportunity that the lead was matched to, and the account above. */
export const matchFields: FieldTable = {
  ...accountFields("account", ({ match }) => match.account),
  ...accountFields("parent", ({ match }) => match.parent),
  "contact.name": text(({ match }) => match.contact?.name),
  "contact.ownerRepId": text(({ match }) => match.contact?.ownerRepId),
  "opportunity.ownerRepId": text(({ match }) => ownersOf(match, ["opportunity"], (text) => text)[0]?.repId),
  "match.kind": text(({ match }) => (match.contact !== null ? "contact" : match.account !== null ? "account" : "none")),
  "match.decision": text(({ match }) => match.decision),
  "match.score": number(({ match }) => match.score),
  "match.ownerRepId": text(({ match }) => match.ownerRepId),
  "match.evidence": list(({ match }) => match.evidence.map((evidence) => evidence.code)),
};
