import type { LeadRow } from "../../server/contract/leads.ts";
import { Avatar } from "../parts/avatar.tsx";
import { OutcomeChip } from "../parts/outcome-chip.tsx";
import { When } from "../parts/when.tsx";
import { leadPath } from "../router.ts";
import { arrived } from "./lead-store.ts";

const placeholders = Array.from({ length: 6 }, (_, i) => i);

/** The leads as rows that lead to their receipts; grey bars while they are loaded (null). */
export function LeadTable({ leads }: { readonly leads: readonly LeadRow[] | null }) {
  return (
    <div class="card">
      <table class="leads" aria-busy={leads === null}>
        <caption class="unseen">Leads, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Lead</th>
            <th scope="col">Company</th>
            <th scope="col">Outcome</th>
            <th scope="col">Rep</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {leads === null
            ? placeholders.map((i) => <Placeholder key={i} />)
            : leads.map((lead) => <Row key={lead.id} lead={lead} />)}
        </tbody>
      </table>
    </div>
  );
}

/** A time that was only held, or went to another rep, says nothing here. */
const meetingWords: Readonly<Record<string, string>> = {
  booked: "Booked",
  confirmed: "Booked",
  completed: "Met",
  no_show: "Did not come",
  cancelled: "Cancelled",
};

function Row({ lead }: { readonly lead: LeadRow }) {
  const { id, name, email, company, outcome, booking, rep, createdAt } = lead;
  return (
    <tr class={arrived.value.has(id) ? "arrived" : ""}>
      <td class="who">
        <a data-row href={leadPath(id)}>
          {name ?? email ?? "Somebody without a name"}
        </a>
        {name !== null && email !== null && <span class="soft">{email}</span>}
      </td>
      <td class="company">{company ?? <None />}</td>
      <td class="outcome">
        <OutcomeChip outcome={outcome} />
        {booking !== null && booking in meetingWords && <span class="soft">{meetingWords[booking]}</span>}
      </td>
      <td class="rep">
        {rep === null ? (
          <None />
        ) : (
          <span class="person">
            <Avatar name={rep} />
            {rep}
          </span>
        )}
      </td>
      <td class="at">
        <When at={createdAt} />
      </td>
    </tr>
  );
}

function None() {
  return (
    <span class="none">
      <span aria-hidden="true">–</span>
      <span class="unseen">none</span>
    </span>
  );
}

function Placeholder() {
  return (
    <tr class="placeholder">
      <td colSpan={5}>
        <span />
      </td>
    </tr>
  );
}
