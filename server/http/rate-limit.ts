/** A token bucket a client. Asking takes a token; what follows from `false` is the caller's, so a lead can be kept all the same. */
export interface RateLimit {
  allowed(key: string): boolean;
  /** Asks without taking. */
  exhausted(key: string): boolean;
  /** Whole seconds until the next token; at least 1. */
  retryAfterSeconds(key: string): number;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

export interface RateLimitOptions {
  /** 0 means no limit. Also the size of the bucket unless `burst` says otherwise. */
  readonly perMinute: number;
  readonly burst?: number;
  /** Milliseconds of a clock that never jumps. */
  readonly stopwatch: () => number;
  /** Clients that are remembered; the longest unseen is forgotten first. */
  readonly maxClients?: number;
}

/** Kept in memory, for one process: with several, each counts for itself. */
export function createRateLimit({ perMinute, burst = perMinute, stopwatch, maxClients = 50_000 }: RateLimitOptions): RateLimit {
  if (perMinute === 0) return { allowed: () => true, exhausted: () => false, retryAfterSeconds: () => 1 };
  const buckets = new Map<string, Bucket>();
  const perMs = perMinute / 60_000;
  const refill = (key: string): Bucket => {
    const now = stopwatch();
    const bucket = buckets.get(key) ?? { tokens: burst, filledAt: now };
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.filledAt) * perMs);
    bucket.filledAt = now;
    return bucket;
  };
  return {
    allowed(key) {
      const bucket = refill(key);
      // Deleting first moves the key to the end of the map's order, which makes the first key the longest unseen.
      buckets.delete(key);
      buckets.set(key, bucket);
      if (buckets.size > maxClients) buckets.delete(buckets.keys().next().value ?? key);
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
    exhausted: (key) => refill(key).tokens < 1,
    retryAfterSeconds: (key) => Math.max(1, Math.ceil((1 - refill(key).tokens) / perMs / 1_000)),
  };
}
