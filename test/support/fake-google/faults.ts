/** The calls that can be made to fail, by the names of Google's reference. */
export type FakeRoute =
  | "token"
  | "freebusy.query"
  | "calendarList.list"
  | "events.list"
  | "events.get"
  | "events.insert"
  | "events.patch"
  | "events.update"
  | "events.delete"
  | "events.watch"
  | "channels.stop";

/** What happens to a call instead of its answer. */
export interface FakeFault {
  /** How many calls it happens to; one when absent. */
  readonly times?: number;
  /** The call is done before its answer is replaced. */
  readonly commit?: boolean;
  readonly status?: number;
  readonly reason?: string;
  readonly domain?: string;
  /** Value of `Retry-After`. */
  readonly retryAfter?: string;
  /** The body as it is, in place of Google's error object. */
  readonly body?: string;
  readonly contentType?: string;
  /** Answers after this long; `never` holds the connection open. */
  readonly delayMs?: number | "never";
  /** Ends the connection without an answer. */
  readonly drop?: boolean;
}

/** The faults that are planned, a queue a route. */
export interface FaultPlan {
  /** Plans a fault for the next calls of a route. */
  add(route: FakeRoute, fault: FakeFault): void;
  /** The fault of this call, which is used up by it. */
  take(route: FakeRoute): FakeFault | null;
  clear(): void;
}

export function faultPlan(): FaultPlan {
  const planned = new Map<FakeRoute, FakeFault[]>();
  return {
    add(route, fault) {
      const copies = Array.from({ length: fault.times ?? 1 }, () => fault);
      planned.set(route, [...(planned.get(route) ?? []), ...copies]);
    },
    take: (route) => planned.get(route)?.shift() ?? null,
    clear: () => planned.clear(),
  };
}

/** A refusal as Google words it. */
export class FakeRefusal extends Error {
  readonly status: number;
  readonly reason: string;
  readonly domain: string;

  constructor(status: number, reason: string, domain = "global") {
    super(reason);
    this.status = status;
    this.reason = reason;
    this.domain = domain;
  }
}

/** Google's error object. The message is as talkative as Google's, so that tests can see that none of it goes further. */
export function errorBody({
  status,
  reason,
  domain,
}: {
  readonly status: number;
  readonly reason: string;
  readonly domain: string;
}) {
  const message = `${reason}: something about ada@example.com`;
  return { error: { errors: [{ domain, reason, message }], code: status, message } };
}
