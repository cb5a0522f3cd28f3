import type { JobRow } from "../../db/store.ts";
import { instant } from "../core/time.ts";
import type { JobAnswer } from "../flows/job-answer.ts";
import type { World } from "../flows/world.ts";
import { mostAttempts, nextAttemptAt } from "./backoff.ts";
import { jobKinds } from "./kinds.ts";

const leaseMs = 60_000;
const atOnce = 8;
/** Another process may write a job that wakes nobody here; so the table is looked at this often at least. */
const idleMs = 5_000;

/** Runs jobs of the table until it is stopped. */
export interface JobRunner {
  start(): void;
  /** A job was written: look now. */
  wake(): void;
  /** Takes no more jobs, waits for those that run, and gives back what was leased but not begun. */
  stop(): Promise<void>;
  /** Resolves when nothing is due and nothing runs; for tests and the command line. */
  drain(): Promise<void>;
}

/** `owner` is unique to this process; a lease of a process that died ends by itself after a minute. */
export function createJobRunner(world: World, owner: string): JobRunner {
  const running = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> | null = null;
  let again = false;
  let stopped = true;

  const attempt = async (job: JobRow): Promise<JobAnswer> => {
    const run = jobKinds[job.kind];
    if (!run) return { kind: "dead", error: `no such kind: ${job.kind}` };
    try {
      return await run(world, job.payload);
    } catch (error) {
      world.log.error({ jobId: job.id, kind: job.kind, err: error }, "a job threw");
      return { kind: "again", error: error instanceof Error ? error.message : "unknown" };
    }
  };

  const settle = async (job: JobRow, answer: JobAnswer) => {
    await world.store.write(async ({ jobs }) => {
      if (answer.kind === "done") return jobs.complete(job.id, owner);
      if (answer.kind === "dead" || job.attempts >= mostAttempts) return jobs.bury(job.id, owner, answer.error);
      const backoff = nextAttemptAt(world.now(), job.attempts, (world.random(1)[0] ?? 0) / 256);
      return jobs.retry(job.id, owner, instant(Math.max(backoff, answer.notBefore ?? 0)), answer.error);
    });
  };

  const runOne = async (job: JobRow) => {
    try {
      await settle(job, await attempt(job));
    } catch (error) {
      world.log.error({ jobId: job.id, err: error }, "a job's end could not be written; its lease will run out");
    }
  };

  const look = async () => {
    do {
      again = false;
      const free = atOnce - running.size;
      if (stopped || free <= 0) return;
      const now = world.now();
      const jobs = await world.store.write((repos) => repos.jobs.claim(owner, now, instant(now + leaseMs), free));
      for (const job of jobs) {
        const work = runOne(job).finally(() => {
          running.delete(work);
          wake();
        });
        running.add(work);
      }
    } while (again);
  };

  const schedule = async () => {
    if (stopped) return;
    const due = await world.store.read.jobs.nextDueAt();
    const wait = Math.min(idleMs, Math.max(10, (due ?? Number.POSITIVE_INFINITY) - world.now()));
    if (timer) clearTimeout(timer);
    timer = setTimeout(wake, running.size >= atOnce ? idleMs : wait);
    timer.unref();
  };

  function wake() {
    again = true;
    if (stopped || looking) return;
    looking = look()
      .then(schedule)
      .catch((error: unknown) => {
        world.log.error({ err: error }, "jobs could not be read");
        timer = setTimeout(wake, idleMs);
      })
      .finally(() => {
        looking = null;
        if (again) wake();
      });
  }

  const drain = async (): Promise<void> => {
    while (looking || running.size > 0) await Promise.all([looking, ...running]);
    const due = await world.store.read.jobs.nextDueAt();
    if (stopped || due === null || due > world.now()) return;
    wake();
    await drain();
  };

  return {
    start() {
      stopped = false;
      wake();
    },
    wake,
    drain,
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      while (looking || running.size > 0) await Promise.all([looking, ...running]);
    },
  };
}
