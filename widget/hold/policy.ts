/**
 * Whether a content security policy lets a frame go to `url`. A frame that was stopped although its first address is
 * allowed was stopped at a later redirect: the form has reached its server then, and must not be sent again.
 */
export const policyAllowsFrame = (policy: string, url: URL, self: string): boolean => {
  const directives = new Map<string, string[]>();
  for (const directive of policy.toLowerCase().split(";")) {
    const [name = "", ...sources] = directive.trim().split(/\s+/);
    if (!directives.has(name)) directives.set(name, sources);
  }
  const sources = directives.get("frame-src") ?? directives.get("child-src") ?? directives.get("default-src") ?? ["*"];
  return sources.some((source) => {
    if (source === "'self'") return url.origin === self;
    const [host = ""] = source.replace(/^\w+:\/\//, "").split("/");
    return (
      source === "*" || source === url.protocol || host === url.host || (host[0] === "*" && url.host.endsWith(host.slice(1)))
    );
  });
};
