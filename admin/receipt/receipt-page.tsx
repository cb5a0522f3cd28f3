import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ReceiptAnswer } from "../../server/contract/receipt.ts";
import { get } from "../api.ts";
import { useFresh } from "../fresh.ts";
import { MissingPage } from "../parts/missing-page.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { watched } from "../session.ts";
import { DecisionPath } from "./decision-path.tsx";
import { FactsPanel, SaidPanel } from "./facts-panel.tsx";
import { MatchPanel } from "./match-panel.tsx";
import { MeetingPanel } from "./meeting-panel.tsx";
import { PoolPanel } from "./pool-panel.tsx";
import { ReceiptHead } from "./receipt-head.tsx";
import { receiptUrl } from "./receipt-url.ts";
import { RulesPanel } from "./rules-panel.tsx";
import { SetupPanel } from "./setup-panel.tsx";
import { StoryPanel } from "./story-panel.tsx";
import { TimingPanel } from "./timing-panel.tsx";
import { VerdictPanel } from "./verdict-panel.tsx";

/** One lead's receipt: the answer at a glance, the story, and the evidence behind it. */
export function ReceiptPage({ leadId }: { readonly leadId: string }) {
  const answer = useSignal<ReceiptAnswer | null>(null);
  const problem = useSignal<string | null>(null);
  const missing = useSignal(false);
  const load = async (): Promise<void> => {
    const got = watched(await get<ReceiptAnswer>(receiptUrl(leadId)));
    if (got.kind === "ok") answer.value = got.value;
    missing.value = got.kind === "notFound";
    problem.value = got.kind === "failed" ? got.message : null;
  };
  // A receipt changes only with its meeting, so it is asked for again only until it is there.
  useFresh(load, { key: leadId, onFocusAlone: () => answer.value !== null });
  useEffect(() => {
    document.title = answer.value === null ? "Lead · Handraise" : `${answer.value.story.heading} · Handraise`;
  }, [answer.value]);
  if (missing.value)
    return <MissingPage title="There is no such lead" text="The address may be mistyped, or the lead has no decision yet." />;
  if (answer.value !== null) return <Told answer={answer.value} changed={() => void load()} />;
  if (problem.value !== null) return <ProblemNotice message={problem.value} retry={() => void load()} />;
  return <div class="waiting" aria-busy="true" />;
}

function Told({ answer, changed }: { readonly answer: ReceiptAnswer; readonly changed: () => void }) {
  const { receipt, story } = answer;
  return (
    <article>
      <ReceiptHead answer={answer} />
      <DecisionPath receipt={receipt} />
      <div class="columns">
        <div>
          <StoryPanel story={story} />
          {receipt.pools.map((pool) => (
            <PoolPanel key={pool.id} pool={pool} />
          ))}
          <RulesPanel receipt={receipt} />
          <TimingPanel receipt={receipt} />
        </div>
        <div>
          <MeetingPanel receipt={receipt} changed={changed} />
          <VerdictPanel verdict={receipt.verdict} />
          <MatchPanel match={receipt.match} />
          <FactsPanel facts={receipt.facts} />
          <SaidPanel inputs={receipt.inputs} />
          <SetupPanel answer={answer} />
        </div>
      </div>
    </article>
  );
}
