/** The value of `Server-Timing` for steps in their order, e.g. `capture;dur=0.42, decide;dur=0.11`; names are tokens. */
export function serverTimingHeader(steps: readonly { readonly name: string; readonly ms: number }[]): string {
  let text = "";
  for (const { name, ms } of steps) text += `${text === "" ? "" : ", "}${name};dur=${ms}`;
  return text;
}
