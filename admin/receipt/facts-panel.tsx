import type { Receipt } from "../../server/contract/receipt.ts";
import { Panel } from "../parts/panel.tsx";

const useWords = { used: "", other: ", another source was believed", late: ", too late for the decision" } as const;

/** What was known of the lead and from where, by source. */
export function FactsPanel({ facts }: { readonly facts: Receipt["facts"] }) {
  const sources = [...new Set(facts.map(({ source }) => source))];
  return (
    <Panel id="facts" title="What was known">
      {facts.length === 0 && <p class="nothing">Nothing beyond the e-mail address.</p>}
      {sources.map((source) => (
        <div key={source} class="source">
          <h3>From the {source}</h3>
          <dl class="facts">
            {facts
              .filter((fact) => fact.source === source)
              .map(({ name, value, confidence, use }) => (
                <div key={`${name} ${use}`}>
                  <dt>{name}</dt>
                  <dd class={use === "other" || use === "late" ? "soft" : ""}>
                    {value}
                    {confidence !== undefined && ` (${Math.round(confidence * 100)} % sure${useWords[use ?? "used"]})`}
                  </dd>
                </div>
              ))}
          </dl>
        </div>
      ))}
    </Panel>
  );
}

/** What the form sent, masked where it could identify the person. */
export function SaidPanel({ inputs }: { readonly inputs: Receipt["inputs"] }) {
  const { answers, page, notes, timeZone, locale } = inputs;
  const from = page.host === null ? null : `${page.host}${page.path ?? ""}`;
  const around = { page: from, referrer: page.referrer, "time zone": timeZone, language: locale };
  return (
    <Panel id="said" title="What the form sent" note="Masked where it could identify the person.">
      <dl class="facts raw">
        {answers.map(({ name, value, masked }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class={masked ? "soft" : ""}>{value === "" ? "(empty)" : value}</dd>
          </div>
        ))}
      </dl>
      <dl class="facts">
        {Object.entries(around).map(([name, value]) =>
          value === null || value === "" ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {notes.length > 0 && (
        <>
          <h3>Odd in the form</h3>
          <ul class="evidence">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
