import type { Receipt } from "../../server/contract/receipt.ts";
import { pathSteps } from "./path-steps.ts";

/** From the form to the answer at a glance; each station leads to its evidence. */
export function DecisionPath({ receipt }: { readonly receipt: Receipt }) {
  return (
    <nav class="card path" aria-label="How it was decided">
      <ol>
        {pathSteps(receipt).map(({ label, value, detail, href, tone }) => (
          <li key={label} class={tone}>
            <a href={href}>
              <span class="label">{label}</span>
              <strong>{value}</strong>
              <span class="detail">{detail}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
