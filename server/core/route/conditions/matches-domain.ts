import { textOp } from "./condition-op.ts";

const hostOf = (found: string): string =>
  found
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, "")
    .replace(/[/?#].*$/, "")
    .replace(/^.*@/, "")
    .replace(/:\d+$/, "");

/** The e-mail address, website or domain belongs to one of the domains or to one below it, and never to a look-alike. */
export const matchesDomain = textOp("matches_domain", "belongs to the domain", (values) => {
  const domains = new Set(values.map((value) => value.replace(/^@/, "")));
  return (found) => {
    for (let host = hostOf(found); host !== ""; host = host.slice(host.indexOf(".") + 1 || host.length)) {
      if (domains.has(host)) return true;
    }
    return false;
  };
});
