/** What becomes of a push on its way. */
export type PushFate = "sent" | "dropped" | "twice" | "held";

export interface Push {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The way from a vendor to us: pushes are counted, and can be lost, doubled, and held back to come late and in another order. */
export interface PushLine {
  /** Decides the fate of each push by its number, from 0; all are sent when absent. */
  fate: (n: number) => PushFate;
  /** Receives instead of the network. */
  deliver: (push: Push) => Promise<number>;
  send(push: Push): void;
  /** Delivers what was held, the last one first. */
  release(): void;
  /** Resolves when everything that was sent has been answered; the statuses of all answers so far. */
  settled(): Promise<readonly number[]>;
  readonly counts: Readonly<Record<PushFate, number>>;
}

export function pushLine(): PushLine {
  const held: Push[] = [];
  const statuses: number[] = [];
  const counts = { sent: 0, dropped: 0, twice: 0, held: 0 };
  let pending = new Set<Promise<void>>();
  let n = 0;
  const go = (push: Push) => {
    const coming: Promise<void> = line
      .deliver(push)
      .catch(() => 0)
      .then((status) => {
        statuses.push(status);
        pending.delete(coming);
      });
    pending.add(coming);
  };
  const line: PushLine = {
    fate: () => "sent",
    deliver: async ({ url, headers, body }) => (await fetch(url, { method: "POST", headers, body: body ?? null })).status,
    counts,
    send(push) {
      const fate = line.fate(n++);
      counts[fate] += 1;
      if (fate === "held") held.push(push);
      if (fate === "sent" || fate === "twice") go(push);
      if (fate === "twice") go(push);
    },
    release() {
      for (const push of held.toReversed()) go(push);
      held.length = 0;
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
      pending = new Set();
      return statuses;
    },
  };
  return line;
}
