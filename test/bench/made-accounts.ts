import type { Account } from "../../server/core/match/account.ts";

/** Numbers from 0 to 1 that are the same at every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const starts = "b br c cl d dr f fl g gr h j k kr l m n p pl qu r s sc st t tr v w z".split(" ");
const vowels = "a e i o u ai ea io ou".split(" ");
const ends = "n r l s x m t nd rt ck sk th".split(" ");
const trades =
  "technologies systems solutions software consulting services logistics energy foods bank insurance health engineering media design networks electronics pharma university college school district hospital group holding international global".split(
    " ",
  );
const forms = ["", "", "", " Inc.", " Ltd", " GmbH", " LLC", " S.A.", " AB", " B.V."];
const places = "berlin london texas ohio north south paris tokyo sydney madrid".split(" ");
const endings = ["com", "com", "com", "de", "co.uk", "io", "net", "fr"];

const pick = <T>(list: readonly T[], random: () => number): T | undefined => list[Math.floor(random() * list.length)];

function word(random: () => number): string {
  const syllables = 2 + Math.floor(random() * 2);
  let made = "";
  for (let at = 0; at < syllables; at++) made += `${pick(starts, random)}${pick(vowels, random)}`;
  return made + (random() < 0.7 ? pick(ends, random) : "");
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Invented companies: a made word or two, a trade, sometimes a place and a legal form; one or two domains each. */
export function madeAccounts(count: number): Account[] {
  const random = seeded(7);
  const accounts: Account[] = [];
  for (let at = 0; at < count; at++) {
    const words = [word(random)];
    if (random() < 0.3) words.push(word(random));
    if (random() < 0.7) words.push(pick(trades, random) ?? "");
    if (random() < 0.1) words.push(pick(places, random) ?? "");
    const label = `${words[0]}${random() < 0.5 ? (words[1] ?? "") : ""}${at % 3 === 0 ? at.toString(36) : ""}`;
    const domains = [`${label}.${pick(endings, random)}`];
    if (random() < 0.15) domains.push(`${label}.${pick(endings, random)}`);
    accounts.push({ id: `acc-${at}`, name: `${words.map(capital).join(" ")}${pick(forms, random)}`, domains, facts: {} });
  }
  return accounts;
}

/** What is typed for an account: its name with a slip, without its form, in another order, cut short; or of nobody. */
export function typedFor(account: Account, kind: number, random: () => number): string {
  const { name } = account;
  const at = 1 + Math.floor(random() * (name.length - 2));
  switch (kind % 6) {
    case 0:
      return name;
    case 1:
      return name.slice(0, at) + name.slice(at + 1);
    case 2:
      return name.slice(0, at) + name.slice(at + 1, at + 2) + name.slice(at, at + 1) + name.slice(at + 2);
    case 3:
      return name.split(" ").reverse().join(" ");
    case 4:
      return `${name.split(" ")[0]} ${pick(trades, random)}`;
    default:
      return `${capital(word(random))} ${capital(word(random))} ${pick(trades, random)}`;
  }
}
