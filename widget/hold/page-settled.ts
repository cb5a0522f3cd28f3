import type { PageSettled } from "../shared/booker.ts";

/** Longest wait for a page's own code to be done with a form. */
const patienceMs = 1_500;

/** Whatever is shown or followed before the page's own request came back could cut it off. */
export const pageSettled: PageSettled = (origin, since) =>
  new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      for (const { name, initiatorType, startTime } of list.getEntries() as PerformanceResourceTiming[])
        if (!name.startsWith(`${origin}/v1/`) && /^(fetch|xmlhttprequest)$/.test(initiatorType) && startTime >= since - 50)
          settle();
    });
    const settle = (): void => {
      observer.disconnect();
      resolve();
    };
    observer.observe({ type: "resource", buffered: true });
    setTimeout(settle, patienceMs);
  });
