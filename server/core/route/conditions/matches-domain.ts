import { textOp } from "./condition-op.ts";

const hostOf = (found: string): string =>
  found
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, "")
    .replace(/[/?#].*$/, "")
    .replace(/^.*@/, "")
    .replace(/:\d+$/, "");

/** The e-mail address, website or domain belongs to the domain or to one below it, and never to a look-alike. */
export const matchesDomain = textOp("matches_domain", "belongs to the domain", (value) => {
  const domain = value.replace(/^@/, "");
  return (found) => {
    const host = hostOf(found);
    return host === domain || host.endsWith(`.${domain}`);
  };
});
