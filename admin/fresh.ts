import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** The time that relative times are told from. */
export const now = signal(Date.now());

const tickMs = 10_000;

interface Freshness {
  /** Another key loads another thing. */
  readonly key: string;
  /** Whether the seconds that pass are no reason to load. */
  readonly onFocusAlone?: () => boolean;
}

/** Loads at once, whenever the window is looked at again, and every ten seconds while it is. */
export function useFresh(load: () => Promise<void>, { key, onFocusAlone = () => false }: Freshness): void {
  useEffect(() => {
    const seen = (): void => {
      if (document.hidden) return;
      now.value = Date.now();
      void load();
    };
    const tick = (): void => {
      if (document.hidden) return;
      now.value = Date.now();
      if (!onFocusAlone()) void load();
    };
    seen();
    const timer = setInterval(tick, tickMs);
    addEventListener("focus", seen);
    document.addEventListener("visibilitychange", seen);
    return () => {
      clearInterval(timer);
      removeEventListener("focus", seen);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [key]);
}
