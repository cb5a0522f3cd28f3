import { silence } from "./graph-fault.ts";

interface Lanes {
  running: number;
  readonly waiting: (() => void)[];
}

/** Graph answers 429 to an app's fifth request at once to one mailbox (https://learn.microsoft.com/graph/throttling-limits). */
const maxRunning = 4;

const lanesOf = new Map<string, Lanes>();

/** Does the work when the mailbox has a lane free, first come first served; whose signal comes first gives up, with GraphFault. */
export async function inLane<T>(mailbox: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const lanes = lanesOf.get(mailbox) ?? { running: 0, waiting: [] };
  lanesOf.set(mailbox, lanes);
  if (lanes.running < maxRunning) lanes.running += 1;
  else await turn(lanes, signal);
  try {
    return await work();
  } finally {
    // The lane goes to the next in line without being free in between.
    const next = lanes.waiting.shift();
    if (next) next();
    else lanes.running -= 1;
    if (lanes.running === 0) lanesOf.delete(mailbox);
  }
}

function turn(lanes: Lanes, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const begin = () => {
      signal.removeEventListener("abort", giveUp);
      resolve();
    };
    const giveUp = () => {
      const place = lanes.waiting.indexOf(begin);
      if (place >= 0) lanes.waiting.splice(place, 1);
      reject(silence(signal, signal.reason));
    };
    if (signal.aborted) return giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    lanes.waiting.push(begin);
  });
}
