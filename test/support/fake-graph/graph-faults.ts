import type { ContentfulStatusCode } from "hono/utils/http-status";

export const graphRoutes = [
  "token",
  "getSchedule",
  "calendarView",
  "calendars",
  "listEvents",
  "createEvent",
  "getEvent",
  "updateEvent",
  "deleteEvent",
  "delta",
  "subscribe",
  "renew",
  "unsubscribe",
] as const;
export type GraphRoute = (typeof graphRoutes)[number];

/** What goes wrong with a request. */
export interface GraphTrouble {
  readonly status?: ContentfulStatusCode;
  /** Graph's code of the error. */
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The raw body in place of JSON. */
  readonly text?: string;
  readonly delayMs?: number;
  /** `before`: nothing is done. `commit`: the work is done, and then its answer is lost. */
  readonly after?: "before" | "commit";
  /** The connection is cut, or never answered at all. */
  readonly ending?: "drop" | "silence";
  /** How many requests; all when absent. */
  readonly times?: number;
}

/** Troubles by route, and how often each route was asked. */
export function graphFaults() {
  const troubles = new Map<GraphRoute, { trouble: GraphTrouble; left: number }>();
  const asked = new Map<GraphRoute, number>();
  return {
    set(route: GraphRoute, trouble: GraphTrouble): void {
      troubles.set(route, { trouble, left: trouble.times ?? Number.POSITIVE_INFINITY });
    },
    clear(): void {
      troubles.clear();
      asked.clear();
    },
    asked: (route: GraphRoute): number => asked.get(route) ?? 0,
    /** Counts a request; the trouble that it gets into. */
    next(route: GraphRoute): GraphTrouble | null {
      asked.set(route, (asked.get(route) ?? 0) + 1);
      const found = troubles.get(route);
      if (!found || found.left <= 0) return null;
      found.left -= 1;
      return found.trouble;
    },
  };
}
