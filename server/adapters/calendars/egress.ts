/** A request as this project makes them. */
export type Egress = (url: URL, init: EgressInit) => Promise<Response>;

interface EgressInit {
  readonly method?: string;
  readonly headers: Headers;
  readonly body?: string | null;
  readonly signal: AbortSignal;
}
