import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What is asked of the store at each scrape, never on the way of a request. */
export interface GaugeSources {
  jobCounts(): Promise<Readonly<Record<string, number>>>;
  /** Captured leads that have no decision yet. */
  undecidedLeads(): Promise<number>;
  /** Leads that have overstayed their state: should be zero. */
  overdueLeads(): Promise<number>;
}

export interface RequestFacts {
  readonly method: string;
  /** The route's pattern, never the raw path: its values are few. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

/** The counters of one server; each app has its own, so that tests do not add up. */
export interface Metrics {
  request(facts: RequestFacts): void;
  /** What the flows count. */
  readonly meter: {
    submission(outcome: string): void;
    booking(outcome: string): void;
    calendarRead(outcome: string): void;
  };
  /** The Prometheus text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** `processMetrics` adds memory, CPU and event-loop lag of this process. */
export function createMetrics(sources: GaugeSources, { processMetrics = false } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (processMetrics) collectDefaultMetrics({ register: registry, prefix: "handraise_" });
  const counted = (name: string, help: string) => {
    const counter = new Counter({ name, help, labelNames: ["outcome"], registers });
    return (outcome: string) => counter.inc({ outcome });
  };
  addGauges(registry, sources);
  return {
    request: requestMetrics(registry),
    meter: {
      submission: counted("handraise_submissions_total", "Submissions by outcome."),
      booking: counted("handraise_bookings_total", "Attempts to book by outcome."),
      calendarRead: counted("handraise_calendar_reads_total", "Readings of outside calendars by outcome."),
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function requestMetrics(registry: Registry): (facts: RequestFacts) => void {
  const histogram = new Histogram({
    name: "handraise_http_request_seconds",
    help: "Time from a request to its answer, by route and status.",
    labelNames: ["method", "route", "status"],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return ({ method, route, status, ms }) => histogram.observe({ method, route, status }, ms / 1_000);
}

function addGauges(registry: Registry, sources: GaugeSources): void {
  const jobs: Gauge = new Gauge({
    name: "handraise_jobs",
    help: "Jobs by state.",
    labelNames: ["state"],
    registers: [registry],
    async collect() {
      for (const [state, count] of Object.entries(await sources.jobCounts())) jobs.set({ state }, count);
    },
  });
  const overdue: Gauge = new Gauge({
    name: "handraise_overdue_leads",
    help: "Leads that should have left their state and did not; zero when the sweeper keeps up.",
    registers: [registry],
    async collect() {
      overdue.set(await sources.overdueLeads());
    },
  });
  const undecided: Gauge = new Gauge({
    name: "handraise_undecided_leads",
    help: "Captured leads that have no decision yet.",
    registers: [registry],
    async collect() {
      undecided.set(await sources.undecidedLeads());
    },
  });
}
