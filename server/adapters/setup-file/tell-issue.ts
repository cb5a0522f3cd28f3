import type { core } from "zod";
import type { Path } from "./path.ts";

type Issue = core.$ZodIssue;

/** What is wrong, in words for a person. */
export interface Told {
  readonly path: Path;
  readonly message: string;
}

/** An issue of the schema as what a person has to mend; of a union, the branch that came closest. */
export function tellIssue(issue: Issue, base: Path = []): readonly Told[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === "number" ? part : String(part)))];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...path, key], message: "is not a known key" }));
  if (issue.code === "invalid_union" && issue.errors.length > 0) return tellUnion(issue.errors, path, issue);
  return [{ path, message: messageOf(issue) }];
}

function tellUnion(branches: readonly (readonly Issue[])[], path: Path, issue: Issue): readonly Told[] {
  const [best] = branches.toSorted((a, b) => distance(a) - distance(b));
  if (best === undefined || best.every((one) => one.path.length === 0 && one.code === "invalid_type")) {
    return [{ path, message: messageOf(issue) }];
  }
  return best.flatMap((one) => tellIssue(one, path));
}

/** How far a branch is from what was written: a missing or unknown key says "another branch", a wrong value "this one". */
function distance(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + weight(issue), 0);
}

function weight(issue: Issue): number {
  if (issue.code === "unrecognized_keys") return 3 * issue.keys.length;
  if (issue.code === "invalid_type") return issue.path.length === 0 ? 100 : 4;
  if (issue.code === "invalid_union") return 4;
  return issue.path.length === 0 ? 5 : 1;
}

function messageOf(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.message.endsWith("received undefined") ? "is missing" : `takes ${kindName(issue.expected)}`;
    case "invalid_value":
      return `takes ${issue.values.map(String).join(", ")}`;
    case "invalid_union":
      return unionMessage(issue);
    case "too_small":
      return issue.message.startsWith("Too small") ? `takes ${bound(issue.origin)} from ${issue.minimum} on` : issue.message;
    case "too_big":
      return issue.message.startsWith("Too big") ? `takes ${bound(issue.origin)} up to ${issue.maximum}` : issue.message;
    default:
      return issue.message;
  }
}

function unionMessage(issue: Extract<Issue, { code: "invalid_union" }>): string {
  if (issue.discriminator === undefined) return issue.message === "Invalid input" ? "is not of a known shape" : issue.message;
  const known = [...issue.message.matchAll(/'([^']+)'/g)].map((match) => match[1]);
  return `takes ${known.join(", ")}`;
}

const kindNames: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "keys and values",
  string: "text",
};

function kindName(expected: string): string {
  return kindNames[expected] ?? expected;
}

function bound(origin: string): string {
  return origin === "array" ? "a list of" : origin === "string" ? "text of" : "a number";
}
