import type { JobRow } from "../../db/store/jobs.ts";
import { instant } from "../core/time.ts";
import type { JobAnswer } from "../flows/job-answer.ts";
import type { World } from "../flows/world.ts";
import { mostAttempts, nextAttemptAt } from "./backoff.ts";
import { type JobKinds, jobKinds } from "./kinds.ts";
import { createLooking, idleMs } from "./looking.ts";

const atOnce = 8;
/** Of a lease, so that a job that hangs is given up while the lease still keeps others away from it. */
const runningShare = 0.75;
const longestError = 1_000;

/** Runs jobs of the table until it is stopped. */
export interface JobRunner {
  start(): void;
  /** A job was written: look now. */
  wake(): void;
  /** Takes no more jobs, waits up to `graceMs` for those that run, and hands back the leases that are left. */
  stop(graceMs?: number): Promise<void>;
  /** Resolves when nothing is due and nothing runs; for tests and the command line. */
  drain(): Promise<void>;
}

export interface RunnerOptions {
  /** Unique to this process. */
  readonly owner: string;
  /** A process that dies keeps its jobs from others for so long; a minute by default. */
  readonly leaseMs?: number;
  readonly kinds?: JobKinds;
}

/** The answer of `work`, or `late` when it takes longer than `ms`; what is late goes on unheard. */
async function within<T>(ms: number, late: T, work: Promise<T>): Promise<T> {
  const gate = Promise.withResolvers<T>();
  const timer = setTimeout(gate.resolve, ms, late);
  try {
    return await Promise.race([work, gate.promise]);
  } finally {
    clearTimeout(timer);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, longestError);

/** How a leased job is run and its end written. */
function createAttempts(world: World, { owner, leaseMs, kinds }: Required<RunnerOptions>) {
  const answer = async (job: JobRow): Promise<JobAnswer> => {
    // Only a job whose runs end the process comes to be leased again without ever being written off.
    if (job.attempts > mostAttempts) return { kind: "dead", error: job.lastError ?? "never came to an end" };
    const run = kinds[job.kind];
    // A newer version that runs beside this one may know it.
    if (!run) return { kind: "again", error: `no such kind: ${job.kind}` };
    try {
      return await within<JobAnswer>(
        leaseMs * runningShare,
        { kind: "again", error: "took too long" },
        run(world, job.payload, job.attempts),
      );
    } catch (error) {
      world.log.error({ jobId: job.id, kind: job.kind, err: error }, "a job threw");
      return { kind: "again", error: messageOf(error) };
    }
  };

  const settle = (job: JobRow, end: JobAnswer): Promise<boolean> =>
    world.store.write(async ({ jobs }) => {
      if (end.kind === "done") return jobs.complete(job.id, owner);
      if (end.kind === "dead" || job.attempts >= mostAttempts) return jobs.bury(job.id, owner, end.error);
      const backoff = nextAttemptAt(world.now(), job.attempts, (world.random(1)[0] ?? 0) / 256);
      return jobs.retry(job.id, owner, instant(Math.max(backoff, end.notBefore ?? 0)), end.error);
    });

  return {
    async run(job: JobRow, wasHandedBack: () => boolean): Promise<void> {
      try {
        const kept = await settle(job, await answer(job));
        if (!kept) world.log.warn({ jobId: job.id, kind: job.kind }, "a job ended after its lease");
      } catch (error) {
        if (!wasHandedBack())
          world.log.error({ jobId: job.id, err: error }, "a job's end could not be written; its lease will run out");
      }
    },
    claim(limit: number): Promise<readonly JobRow[]> {
      const now = world.now();
      return world.store.write((repos) => repos.jobs.claim(owner, now, instant(now + leaseMs), limit));
    },
    async handBack(jobs: readonly JobRow[]): Promise<void> {
      if (jobs.length === 0) return;
      try {
        await world.store.write(async (repos) => {
          for (const job of jobs) await repos.jobs.release(job.id, owner);
        });
      } catch (error) {
        world.log.error({ jobs: jobs.length, err: error }, "leases could not be handed back; they will run out");
      }
    },
  };
}

export function createJobRunner(world: World, options: RunnerOptions): JobRunner {
  const attempts = createAttempts(world, { leaseMs: 60_000, kinds: jobKinds, ...options });
  const running = new Map<JobRow, Promise<void>>();

  const begin = (job: JobRow) => {
    const work = attempts
      .run(job, () => !running.has(job))
      .finally(() => {
        running.delete(job);
        looking.wake();
      });
    running.set(job, work);
  };

  const looking = createLooking({
    async look() {
      const free = atOnce - running.size;
      if (free <= 0) return;
      const jobs = await attempts.claim(free);
      if (looking.isStopped()) return attempts.handBack(jobs);
      // A clock that is put forward ends the leases of jobs that run here; they are ours still, and are not begun a second time.
      const begun = new Set([...running.keys()].map(({ id }) => id));
      jobs.filter(({ id }) => !begun.has(id)).forEach(begin);
    },
    async pauseMs() {
      if (looking.isStopped() || running.size >= atOnce) return idleMs;
      const due = (await world.store.read.jobs.nextDueAt()) ?? Number.POSITIVE_INFINITY;
      return Math.min(idleMs, Math.max(10, due - world.now()));
    },
    failed: (error) => world.log.error({ err: error }, "jobs could not be read"),
  });

  const settled = async (): Promise<void> => {
    while (looking.current() || running.size > 0) await Promise.all([looking.current(), ...running.values()]);
  };

  const drain = async (): Promise<void> => {
    await settled();
    const due = await world.store.read.jobs.nextDueAt();
    if (looking.isStopped() || due === null || due > world.now()) return;
    looking.wake();
    await drain();
  };

  return {
    start: looking.start,
    wake: looking.wake,
    drain,
    async stop(graceMs = Number.POSITIVE_INFINITY) {
      looking.stop();
      if (graceMs === Number.POSITIVE_INFINITY) return settled();
      await within(graceMs, undefined, settled());
      const left = [...running.keys()];
      running.clear();
      await attempts.handBack(left);
    },
  };
}
