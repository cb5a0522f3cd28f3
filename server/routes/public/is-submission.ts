import type { SubmissionBody } from "../../contract/public.ts";

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown, max: number): boolean => typeof value === "string" && value.length <= max;
const mayBeText = (value: unknown, max: number): boolean => value === undefined || isText(value, max);

const isField = (value: unknown): boolean =>
  isRecord(value) &&
  isText(value["name"], 200) &&
  isText(value["value"], 20_000) &&
  mayBeText(value["label"], 500) &&
  mayBeText(value["type"], 40);

const isForm = (value: unknown): boolean => {
  if (!isRecord(value) || !mayBeText(value["id"], 200) || !mayBeText(value["name"], 200)) return false;
  const fields: unknown = value["fields"];
  return Array.isArray(fields) && fields.length <= 300 && fields.every(isField);
};

const isPage = (value: unknown): boolean =>
  isRecord(value) && isText(value["url"], 2_000) && mayBeText(value["referrer"], 2_000) && mayBeText(value["title"], 2_000);

const mayBeTime = (value: unknown): boolean => value === undefined || (typeof value === "number" && value >= 0 && value <= 1e9);

const isVisitor = (value: unknown): boolean =>
  isRecord(value) && isText(value["timeZone"], 64) && isText(value["locale"], 35) && mayBeTime(value["filledMs"]);

/**
 * Whether parsed JSON, whose id has been read, is a submission: what the contract's schema says, by hand, because the schema
 * costs six times as much on the way of every visitor. A test holds the two together; the schema alone says what is wrong.
 */
export function isSubmission(json: unknown): json is SubmissionBody {
  return isRecord(json) && isForm(json["form"]) && isPage(json["page"]) && isVisitor(json["visitor"]);
}
