/** Measures the steps of one request, for `Server-Timing` and the receipt. */
export interface Steps {
  /** Ends the step that ran since the last mark. */
  mark(name: string): void;
  readonly list: readonly { readonly name: string; readonly ms: number }[];
}

export function startSteps(stopwatch: () => number): Steps {
  const list: { name: string; ms: number }[] = [];
  let last = stopwatch();
  return {
    list,
    mark(name) {
      const at = stopwatch();
      list.push({ name, ms: Math.round((at - last) * 1000) / 1000 });
      last = at;
    },
  };
}
