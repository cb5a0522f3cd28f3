/** Another process may write a job that wakes nobody here; so the table is looked at this often at least. */
export const idleMs = 5_000;

interface Looking {
  readonly look: () => Promise<void>;
  /** Milliseconds until the next look when nobody wakes. */
  readonly pauseMs: () => Promise<number>;
  readonly failed: (error: unknown) => void;
}

/** Looks when it is woken and when its pause is over, never twice at the same time. */
export function createLooking({ look, pauseMs, failed }: Looking) {
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> | null = null;
  let again = false;
  let stopped = true;

  const wakeIn = (ms: number) => {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(wake, ms);
    timer.unref();
  };

  const round = async () => {
    while (again && !stopped) {
      again = false;
      await look();
    }
    wakeIn(await pauseMs());
  };

  function wake() {
    again = true;
    if (stopped || current) return;
    current = round()
      .catch((error: unknown) => {
        failed(error);
        again = false;
        wakeIn(idleMs);
      })
      .finally(() => {
        current = null;
        if (again) wake();
      });
  }

  return {
    wake,
    current: () => current,
    isStopped: () => stopped,
    start() {
      stopped = false;
      wake();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
