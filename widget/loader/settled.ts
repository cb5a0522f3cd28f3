import { apiOrigin } from "./script-tag.ts";
import { wait } from "./send.ts";

/** Longest wait for a page's own code to be done with a form. */
const patienceMs = 1_500;

/**
 * Resolves when the page's own code has probably finished with a form that it handles itself: a request of its own came
 * back, or some time went by. Whatever is shown or followed earlier could cut that request off.
 */
export const pageSettled = (): Promise<void> => {
  const since = performance.now();
  const answered = new Promise<void>((resolve) => {
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
        const own = apiOrigin !== null && entry.name.startsWith(`${apiOrigin}/v1/`);
        if (own || !/^(fetch|xmlhttprequest)$/.test(entry.initiatorType) || entry.startTime < since - 50) continue;
        observer.disconnect();
        resolve();
      }
    });
    observer.observe({ type: "resource" });
    setTimeout(() => observer.disconnect(), patienceMs);
  });
  return Promise.race([answered, wait(patienceMs)]);
};
