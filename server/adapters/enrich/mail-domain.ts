import { Resolver } from "node:dns/promises";
import type { SourceSettings } from "../../core/enrich/enrich-settings.ts";
import type { EnrichAnswer, EnrichSource } from "../../core/ports/enrich.ts";

export type ResolveMx = (domain: string, timeoutMs: number) => Promise<readonly { readonly exchange: string }[]>;

const hourMs = 3_600_000;

/** Whose servers take the mail of a domain, by the ends of their names. */
const providers: readonly (readonly [RegExp, string])[] = [
  [/\.(?:google|googlemail)\.com$/, "google"],
  [/\.(?:outlook|office365)\.com$|\.protection\.outlook\.com$/, "microsoft"],
  [/\.(?:pphosted|ppe-hosted)\.com$/, "proofpoint"],
  [/\.mimecast\.com$/, "mimecast"],
  [/\.(?:zoho|zohomail)\.(?:com|eu|in)$/, "zoho"],
  [/\.(?:ionos|kundenserver|1and1)\.(?:de|com)$/, "ionos"],
];

const resolveByDns: ResolveMx = (domain, timeoutMs) => new Resolver({ timeout: timeoutMs, tries: 1 }).resolveMx(domain);

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

/** Whether a domain takes mail at all, and whose servers do: facts `mailServer` (true, false) and `mailProvider`. */
export function createMailDomainSource(
  { id, timeoutMs, cacheHours }: Extract<SourceSettings, { kind: "mail_domain" }>,
  resolveMx: ResolveMx = resolveByDns,
): EnrichSource {
  return {
    id,
    cacheMs: cacheHours * hourMs,
    timeoutMs,
    key: ({ email }) => email?.slice(email.lastIndexOf("@") + 1) ?? null,
    async ask({ email = "" }): Promise<EnrichAnswer> {
      try {
        const records = await resolveMx(email.slice(email.lastIndexOf("@") + 1), timeoutMs);
        // A lone "." says that the domain takes no mail (RFC 7505).
        const hosts = records.map(({ exchange }) => exchange.toLowerCase().replace(/\.$/, "")).filter((host) => host !== "");
        return { kind: "facts", facts: hosts.length > 0 ? takesMail(hosts) : [noMail] };
      } catch (error) {
        const code = codeOf(error);
        if (code === "ENOTFOUND" || code === "ENODATA") return { kind: "facts", facts: [noMail] };
        return { kind: "failed", reason: code === "ETIMEOUT" || code === "ECANCELLED" ? "timeout" : "unreachable" };
      }
    },
  };
}

const noMail = { name: "mailServer", value: false, confidence: 0.95 } as const;

function takesMail(hosts: readonly string[]) {
  const provider = providers.find(([pattern]) => hosts.some((host) => pattern.test(host)))?.[1];
  const server = { name: "mailServer", value: true, confidence: 0.95 };
  return provider === undefined ? [server] : [server, { name: "mailProvider", value: provider, confidence: 0.9 }];
}
