import type { Receipt } from "../../server/contract/receipt.ts";
import { Icon } from "../parts/icon.tsx";
import { Panel } from "../parts/panel.tsx";
import type { Rule } from "./receipt-types.ts";
import { TraceTree } from "./trace-tree.tsx";

const truths = {
  yes: { icon: "check", word: "matched" },
  no: { icon: "cross", word: "did not match" },
  unknown: { icon: "question", word: "could not be answered, a field was missing" },
} as const;

/** The rules that were asked, in order, and the conditions of the one that decided with what they saw. */
export function RulesPanel({ receipt: { rules, decidedBy, nodes } }: { readonly receipt: Receipt }) {
  if (decidedBy.kind === "verdict")
    return (
      <Panel id="rules" title="Rules">
        <p class="nothing">No rule was asked: qualification had the answer.</p>
      </Panel>
    );
  return (
    <Panel id="rules" title="Rules" note="Asked in this order until one matched.">
      <ol class="rules">
        {rules.map((rule) => (
          <RuleRow key={rule.id} rule={rule} decided={decidedBy.kind === "rule" && decidedBy.rule.id === rule.id} />
        ))}
        {decidedBy.kind === "catchAll" && (
          <li class="yes decided">
            <Icon name="check" />
            <div>
              <strong>Catch-all</strong> <span class="soft">decided, because no rule matched</span>
            </div>
          </li>
        )}
      </ol>
      {nodes.length > 0 && (
        <ol class="rules" aria-label="The way from there">
          {nodes.map((node) => (
            <NodeRow key={node.at} node={node} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

const nodeWords: Readonly<Record<string, string>> = {
  able: "there is one who can be offered",
  away: "there is one, who cannot be offered",
  none: "there is none",
  yes: "the condition held",
  no: "the condition did not hold",
  unknown: "it could not be answered, a field was missing",
};

/** A decision on the way from the rule to the outcome. */
function NodeRow({ node: { kind, answer, asks, because } }: { readonly node: Receipt["nodes"][number] }) {
  const heads = { when: "Condition", match: `Owner (${asks})`, split: `Parted by ${asks}` };
  const icon = answer === "no" || answer === "none" || answer === "away" ? "cross" : answer === "unknown" ? "question" : "check";
  return (
    <li class={icon === "check" ? "yes" : "no"}>
      <Icon name={icon} />
      <div>
        <strong>{heads[kind]}</strong> <span class="soft">{nodeWords[answer] ?? answer}</span>
        {because !== null && <TraceTree trace={because} />}
      </div>
    </li>
  );
}

function RuleRow({ rule, decided }: { readonly rule: Rule; readonly decided: boolean }) {
  const { icon, word } = truths[rule.answer];
  return (
    <li class={`${rule.answer} ${decided ? "decided" : ""}`}>
      <Icon name={icon} />
      <div>
        <strong>{rule.name}</strong> <span class="soft">{decided ? "matched and decided" : word}</span>
        {decided && rule.because !== null && <TraceTree trace={rule.because} />}
      </div>
    </li>
  );
}
