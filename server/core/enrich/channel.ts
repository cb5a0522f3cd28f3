import type { Lead } from "../lead/lead.ts";

const search = /(?:^|\.)(?:google|bing|duckduckgo|yahoo|ecosia|baidu|yandex|qwant|startpage|kagi|brave)\./;
const social =
  /(?:^|\.)(?:linkedin|facebook|instagram|twitter|x|t|reddit|youtube|tiktok|xing|threads|lnkd|pinterest)\.(?:com|co|in|net)$/;
const assistants = /(?:^|\.)(?:chatgpt|openai|perplexity|claude|gemini\.google|copilot\.microsoft)\.(?:com|ai)$/;

export type Channel = "paid" | "email" | "social" | "organic" | "assistant" | "referral" | "campaign" | "direct";

/** How the visitor came, by the campaign fields of the address and by the page before. */
export function channelOf({ utm, pageUrl, pageHost, referrer }: Lead): Channel {
  const medium = utm.medium?.toLowerCase() ?? "";
  if (
    /^(?:cpc|ppc|cpm|cpa|paid|paid.*|display|banner|retargeting|ads?|sem)$/.test(medium) ||
    /[?&](?:gclid|msclkid|wbraid|gbraid|li_fat_id|fbclid_ad)=/.test(pageUrl)
  ) {
    return "paid";
  }
  if (/^(?:e-?mail|newsletter)$/.test(medium)) return "email";
  if (/social/.test(medium)) return "social";
  const before = hostOf(referrer);
  const own = before === undefined || before === pageHost;
  if (!own && assistants.test(before)) return "assistant";
  if (medium === "organic" || (!own && search.test(before))) return "organic";
  if (!own && social.test(before)) return "social";
  if (medium !== "" || utm.source !== undefined || utm.campaign !== undefined) return "campaign";
  return own ? "direct" : "referral";
}

function hostOf(url: string | undefined): string | undefined {
  return /^https?:\/\/(?:[^/?#@]*@)?([^/?#:]+)/i.exec(url ?? "")?.[1]?.toLowerCase();
}
