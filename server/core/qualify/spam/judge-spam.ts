import { isRoleAddress } from "../../enrich/mail-kind.ts";
import { phoneCountry } from "../../enrich/phone-country.ts";
import type { Lead } from "../../lead/lead.ts";
import type { Match } from "../../match/account.ts";
import type { Facts } from "../../route/subject.ts";
import { gibberish } from "./gibberish.ts";
import { spamVerdict } from "./held-back.ts";
import { inList } from "./in-list.ts";
import { type SpamCode, type SpamJudgement, type SpamSettings, type SpamSignal, spamSignals } from "./spam-settings.ts";

/** What is known of how a submission came. */
export interface SpamEvidence {
  readonly lead: Lead;
  readonly match: Match;
  readonly facts?: Facts;
  /** Address of the visitor. */
  readonly ip?: string;
  /** Milliseconds between the first touch of the form and its submission. */
  readonly filledMs?: number;
  /** Whether the page solved its puzzle; absent when it had none. */
  readonly puzzle?: boolean;
  /** Submissions of the last hour, this one counted. */
  readonly rates: { readonly address: number; readonly network: number; readonly domain: number };
}

type Says = (evidence: SpamEvidence, settings: SpamSettings) => string | null;

const link = /(?:https?:\/\/|www\.)\S+|\b[a-z0-9-]+\.(?:com|net|org|ru|info|xyz|top|biz|site|online|shop|click|link)\b/gi;
const linksIn = (text: string | undefined) => text?.match(link)?.length ?? 0;
const usualLinks = 2;

const says: Readonly<Record<SpamCode, Says>> = {
  blocked: (evidence, { block }) => (listed(evidence, block) ? "on the block list" : null),
  allowed: (evidence, { allow }) => (listed(evidence, allow) ? "on the allow list" : null),
  honeypot: ({ lead }, { honeypots }) =>
    honeypots.some((name) => (lead.answers[name] ?? "").trim() !== "") ? "a field that people do not see was filled in" : null,
  no_mail_server: ({ facts }) => (facts?.mailServer?.value === false ? "its domain takes no mail" : null),
  link_in_name: ({ lead }) => (linksIn(lead.name) + linksIn(lead.jobTitle) > 0 ? "there is a link where a name belongs" : null),
  disposable_mail: ({ lead }) => (lead.disposableMail ? "a disposable address" : null),
  gibberish_name: ({ lead }) => told("the name", gibberish(lead.name ?? "")),
  gibberish_company: ({ lead }) => told("the company", gibberish(lead.company ?? "")),
  links_in_message: ({ lead }) => {
    const links = linksIn(lead.message);
    return links > usualLinks ? `${links} links in the message` : null;
  },
  filled_too_fast: ({ filledMs }, { fastestMs }) =>
    filledMs !== undefined && filledMs < fastestMs ? `filled in within ${Math.round(filledMs)} ms` : null,
  rate_address: ({ rates }, { perHour }) => often(rates.address, perHour.address, "this address"),
  rate_network: ({ rates }, { perHour }) => often(rates.network, perHour.network, "this network"),
  rate_domain: ({ rates, lead }, { perHour }) => (lead.freeMail ? null : often(rates.domain, perHour.domain, "this domain")),
  puzzle_failed: ({ puzzle }) => (puzzle === false ? "the page's puzzle was not solved" : null),
  puzzle_solved: ({ puzzle }) => (puzzle === true ? "the page's puzzle was solved" : null),
  country_mismatch: ({ lead, facts }) => mismatch(lead, facts),
  role_address: ({ lead }) =>
    lead.email !== undefined && isRoleAddress(lead.email) ? "an address of a place, not of a person" : null,
  no_email: ({ lead }) => (lead.email === undefined ? "no e-mail address" : null),
  known_account: ({ match }) => (match.account === null ? null : "of a known account"),
  known_contact: ({ match }) => (match.contact === null ? null : "a known contact"),
};

/** Adds up what speaks for and against a lead. Pure; no signal alone but a list, and a trap, makes spam. */
export function judgeSpam(evidence: SpamEvidence, settings: SpamSettings): SpamJudgement {
  const signals: SpamSignal[] = [];
  for (const [code, usual] of entries) {
    const points = settings.weights[code] ?? usual;
    const detail = points === 0 ? null : says[code](evidence, settings);
    if (detail !== null) signals.push({ code, points, detail });
  }
  const score = signals.reduce((sum, { points }) => sum + points, 0);
  return { verdict: spamVerdict(score, settings), score, signals };
}

/** The guarantee: an object's own keys are what its type says. */
const entries = Object.entries(spamSignals) as readonly (readonly [SpamCode, number])[];

function listed({ lead, ip }: SpamEvidence, list: readonly string[]): boolean {
  return list.length > 0 && inList(list, { ...(lead.email ? { email: lead.email } : {}), ...(ip ? { ip } : {}) });
}

function told(what: string, why: string | null): string | null {
  return why === null ? null : `${what} looks made up (${why})`;
}

function often(count: number, usual: number, whose: string): string | null {
  return count > usual ? `${count} submissions of ${whose} within an hour` : null;
}

/** What the form says against the phone, and against the network where that is known; both may differ for good reasons. */
function mismatch({ country, phone }: Lead, facts: Facts | undefined): string | null {
  if (country === undefined) return null;
  const ofPhone = phone === undefined ? null : phoneCountry(phone);
  if (ofPhone !== null && ofPhone !== country) return `country ${country}, phone of ${ofPhone}`;
  const ofNetwork = facts?.ipCountry?.value;
  return typeof ofNetwork === "string" && ofNetwork !== country ? `country ${country}, network in ${ofNetwork}` : null;
}
