import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { count } from "../format.ts";
import { useFresh } from "../fresh.ts";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { FirstLead } from "./first-lead.tsx";
import { arrived, list, loadOlder, problem, refreshLeads } from "./lead-store.ts";
import { LeadTable } from "./lead-table.tsx";

/** Every lead, newest first, kept fresh while it is looked at. */
export function LeadsPage() {
  useFresh(refreshLeads, { key: "leads" });
  useEffect(() => {
    document.title = "Leads · Handraise";
  }, []);
  const known = list.value;
  return (
    <>
      <div class="page-head">
        <div>
          <h1 tabIndex={-1}>Leads</h1>
          <p class="lede">Every lead, and why it went where it went.</p>
        </div>
        {known !== null && <Liveness />}
      </div>
      <Leads />
    </>
  );
}

function Leads() {
  const known = list.value;
  if (known === null && problem.value !== null)
    return <ProblemNotice message={problem.value} retry={() => void refreshLeads()} />;
  if (known === null) return <LeadTable leads={null} />;
  if (known.leads.length === 0) return <FirstLead />;
  return (
    <>
      <LeadTable leads={known.leads} />
      {known.next === null ? <p class="end">That is every lead.</p> : <Older />}
    </>
  );
}

function Older() {
  const busy = useSignal(false);
  const more = async (): Promise<void> => {
    busy.value = true;
    await loadOlder();
    busy.value = false;
  };
  return (
    <p class="end">
      <button class="button" type="button" aria-disabled={busy.value} onClick={() => void more()}>
        {busy.value ? "Loading…" : "Show older leads"}
      </button>
    </p>
  );
}

/** Whether the list is up to date; new leads are told to screen readers as well. */
function Liveness() {
  const late = problem.value !== null;
  const many = arrived.value.size;
  return (
    <p class={`liveness ${late ? "late" : ""}`}>
      {late ? "Not up to date" : "Live"}
      <span class="unseen" role="status">
        {late ? problem.value : many > 0 ? count(many, "new lead") : ""}
      </span>
    </p>
  );
}
