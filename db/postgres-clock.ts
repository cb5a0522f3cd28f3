/** The database's clock, followed by this process. */
export interface DatabaseClock {
  /** Epoch milliseconds. */
  now(): number;
  stop(): void;
}

/** Two machines' quartz differ by some 3 ms in that time. */
const everyMs = 30_000;

/**
 * Several processes on several machines share one time, that of their database: leases, reminders and deadlines come neither early
 * nor twice where a machine's clock is wrong or is put elsewhere. In between it goes on by the time that passes here. `ask` gives
 * the database's epoch milliseconds; throws what it throws the first time, and keeps what it knows later.
 */
export async function followDatabaseClock(ask: () => Promise<number>): Promise<DatabaseClock> {
  const look = async () => {
    const sentAt = performance.now();
    const at = await ask();
    // The answer is from somewhere between question and answer.
    return { at, passed: (sentAt + performance.now()) / 2 };
  };
  let known = await look();
  const again = async () => {
    // A database that does not answer is noticed by whoever needs it; the time goes on.
    known = await look().catch(() => known);
  };
  const timer = setInterval(() => void again(), everyMs);
  timer.unref();
  return {
    now: () => Math.round(known.at + performance.now() - known.passed),
    stop: () => clearInterval(timer),
  };
}
