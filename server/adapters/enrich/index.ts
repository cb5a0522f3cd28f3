import type { SourceSettings } from "../../core/enrich/enrich-settings.ts";
import type { EnrichSource } from "../../core/ports/enrich.ts";
import { createHttpSource, type GuardedRequest } from "./http-source.ts";
import { createIpCountrySource } from "./ip-country.ts";
import { createMailDomainSource, type ResolveMx } from "./mail-domain.ts";

/** What sources need of the machine. */
export interface EnrichDeps {
  /** The value of a `HANDRAISE_SECRET_*` variable. */
  readonly secret: (name: string) => string | undefined;
  /** The `.mmdb` files with countries and networks of IP addresses. */
  readonly geoFiles: readonly string[];
  readonly request: GuardedRequest;
  /** A test's own name server. */
  readonly resolveMx?: ResolveMx;
}

/** The source that a setup describes. */
export function openEnrichSource(settings: SourceSettings, deps: EnrichDeps): EnrichSource {
  switch (settings.kind) {
    case "mail_domain":
      return createMailDomainSource(settings, deps.resolveMx);
    case "ip_country":
      return createIpCountrySource(settings, deps.geoFiles);
    case "http":
      return createHttpSource(settings, deps);
  }
}
