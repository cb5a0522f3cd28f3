/** Plain records, because `new Response(text, { status, headers })` with one costs half of what `Headers` objects cost. */
export type HeaderRecord = Readonly<Record<string, string>>;

export interface SiteOrigin {
  readonly origin: string;
}

export interface PageOptions {
  readonly nonce?: string;
  readonly framedBySelf?: boolean;
}

/** The headers of every surface, written by hand once: middleware for CORS and security costs more than the framework itself. */
export interface SurfaceHeaders {
  /** JSON of the public routes. `allowedOrigin` is echoed, without credentials; null when the page may not read the answer. */
  api(allowedOrigin: string | null, extra?: HeaderRecord): Record<string, string>;
  /** The answer to a preflight. */
  preflight(allowedOrigin: string | null): Record<string, string>;
  /** An HTML page of ours: `nonce` for its inline script and style, `framedBySelf` when our pages frame each other. */
  page(options?: PageOptions): Record<string, string>;
  /** A page of the sample site, which stands for a customer's: inline code and frames of its own are its own affair. */
  samplePage(): Record<string, string>;
  /** A file of the widget, which pages of other sites load. */
  widgetFile(extra?: HeaderRecord): Record<string, string>;
  /** Any other file. */
  file(extra?: HeaderRecord): Record<string, string>;
  /** Whether a request with this Origin may use the public routes: our own pages and the sites; every one when there are no sites. */
  origin(origin: string | undefined, sites: readonly SiteOrigin[]): OriginVerdict;
}

/** A request without Origin comes from no page (a server, curl): it is accepted and nothing is echoed. */
export interface OriginVerdict {
  readonly accepted: boolean;
  readonly echo: string | null;
}

/** `publicUrl` decides on HSTS and on which origin is our own. */
export function createSurfaceHeaders(publicUrl: string): SurfaceHeaders {
  const own = new URL(publicUrl).origin;
  const everywhere = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    ...(own.startsWith("https:") ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
  const sameOrigin = { ...everywhere, "cross-origin-resource-policy": "same-origin" };
  const api = {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    vary: "Origin",
  };
  const page = {
    ...sameOrigin,
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-cache",
    "cross-origin-opener-policy": "same-origin",
  };
  const none = { accepted: true, echo: null };
  return {
    api: (allowedOrigin, extra) =>
      allowedOrigin === null ? { ...api, ...extra } : { ...api, "access-control-allow-origin": allowedOrigin, ...extra },
    preflight: (allowedOrigin) =>
      allowedOrigin === null
        ? { ...everywhere, vary: "Origin" }
        : {
            ...everywhere,
            vary: "Origin",
            "access-control-allow-origin": allowedOrigin,
            "access-control-allow-methods": "GET, POST",
            "access-control-allow-headers": "Content-Type, Idempotency-Key",
            "access-control-max-age": "7200",
          },
    page: (options = {}) => ({ ...page, "content-security-policy": contentSecurityPolicy(options) }),
    samplePage: () => ({
      ...page,
      "content-security-policy": "base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'self'",
    }),
    widgetFile: (extra) => ({
      ...everywhere,
      "cross-origin-resource-policy": "cross-origin",
      "access-control-allow-origin": "*",
      "timing-allow-origin": "*",
      ...extra,
    }),
    file: (extra) => ({ ...sameOrigin, ...extra }),
    origin(origin, sites) {
      if (origin === undefined) return none;
      const accepted = origin === own || sites.length === 0 || sites.some((site) => site.origin === origin);
      return { accepted, echo: accepted ? origin : null };
    },
  };
}

function contentSecurityPolicy({ nonce, framedBySelf = false }: PageOptions): string {
  const framed = framedBySelf ? "'self'" : "'none'";
  const inline = nonce === undefined ? "" : ` 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    `script-src 'self'${inline}`,
    `style-src 'self'${inline}`,
    "img-src 'self' https: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    `frame-src ${framed}`,
    `frame-ancestors ${framed}`,
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");
}
