/** The milliseconds of the steps of one request: for the `Server-Timing` header and the receipt. */
export interface ServerTiming {
  /** Ends the step that ran until now, under this name. */
  mark(name: string): void;
  readonly steps: readonly { readonly name: string; readonly ms: number }[];
  /** E.g. `capture;dur=0.42, decide;dur=0.11`. */
  header(): string;
}

/** `stopwatch` gives milliseconds of a clock that never jumps. Names are tokens: letters, digits, `_` and `-`. */
export function createServerTiming(stopwatch: () => number): ServerTiming {
  const steps: { name: string; ms: number }[] = [];
  let since = stopwatch();
  return {
    steps,
    mark(name) {
      const now = stopwatch();
      steps.push({ name, ms: Math.round((now - since) * 1_000) / 1_000 });
      since = now;
    },
    header: () => serverTimingHeader(steps),
  };
}

/** The header for steps that were measured elsewhere, in order. */
export function serverTimingHeader(steps: readonly { readonly name: string; readonly ms: number }[]): string {
  let text = "";
  for (const { name, ms } of steps) text += `${text === "" ? "" : ", "}${name};dur=${ms}`;
  return text;
}
