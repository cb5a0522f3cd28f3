import { type Instant, minuteMs } from "../core/time.ts";

/** What was found out in a minute, by owner and question; it holds until the minute is over or the owner is forgotten. */
export interface MinuteCache<T> {
  readonly get: (asked: { readonly owner: string; readonly question: string; readonly now: Instant }, find: () => T) => T;
  readonly forget: (owner: string) => void;
  readonly clear: () => void;
}

export function createMinuteCache<T>(): MinuteCache<T> {
  const owners = new Map<string, Map<string, { readonly minute: number; readonly found: T }>>();
  return {
    get({ owner, question, now }, find) {
      const minute = Math.floor(now / minuteMs);
      const known = owners.get(owner) ?? new Map<string, { readonly minute: number; readonly found: T }>();
      owners.set(owner, known);
      const cached = known.get(question);
      if (cached?.minute === minute) return cached.found;
      const found = find();
      known.set(question, { minute, found });
      return found;
    },
    forget: (owner) => void owners.delete(owner),
    clear: () => owners.clear(),
  };
}
