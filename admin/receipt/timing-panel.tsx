import type { Receipt } from "../../server/contract/receipt.ts";
import { duration } from "../format.ts";
import { Panel } from "../parts/panel.tsx";

/** The steps one after another, each as long as it took. */
export function TimingPanel({ receipt: { steps, totalMs } }: { readonly receipt: Receipt }) {
  if (steps.length === 0) return null;
  const share = (ms: number): string => `${totalMs > 0 ? (100 * ms) / totalMs : 0}%`;
  return (
    <Panel id="timing" title="Timeline" note={`${duration(totalMs)} from the form’s arrival to the answer.`}>
      <ol class="steps">
        {steps.map(({ name, ms }, i) => (
          <li key={name}>
            <span class="name">{name}</span>
            <span class="track" aria-hidden="true">
              <span
                style={{
                  left: `min(${share(steps.slice(0, i).reduce((sum, step) => sum + step.ms, 0))}, 100% - 3px)`,
                  width: share(ms),
                }}
              />
            </span>
            <span class="number">{duration(ms)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
