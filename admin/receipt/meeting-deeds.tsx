import { type Signal, useSignal } from "@preact/signals";
import type { DeskAnswer } from "../../server/contract/bookings.ts";
import type { Receipt } from "../../server/contract/receipt.ts";
import { post } from "../api.ts";
import { now } from "../fresh.ts";
import { watched } from "../session.ts";

type Booking = Receipt["bookings"][number];
type Reps = readonly { readonly id: string; readonly name: string }[];

interface DeedsProps {
  readonly booking: Booking;
  /** Who may take it, besides whoever routing gives next. */
  readonly reps: Reps;
  readonly changed: () => void;
}

/** Does it; what went wrong in words, or nothing. */
async function act(id: string, deed: string, body: object): Promise<string> {
  const got = watched(await post<DeskAnswer>(`/v1/admin/bookings/${id}/${deed}`, body));
  if (got.kind === "failed") return got.message;
  if (got.kind !== "ok") return "It could not be done. Reload the page.";
  return got.value.outcome === "nobody_free" ? "Nobody who may take it is free then. Nothing was changed." : "";
}

interface WishProps {
  readonly to: Signal<string>;
  readonly why: Signal<string>;
  readonly reps: Reps;
}

function Wish({ to, why, reps }: WishProps) {
  return (
    <>
      <label>
        Who takes it
        <select
          value={to.value}
          onChange={(event) => {
            to.value = event.currentTarget.value;
          }}
        >
          <option value="">Whoever is next and free</option>
          {reps.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Why; the visitor reads it when the meeting is called off
        <textarea
          rows={2}
          maxLength={1_000}
          value={why.value}
          onInput={(event) => {
            why.value = event.currentTarget.value;
          }}
        />
      </label>
    </>
  );
}

/** What can be done with a meeting in this state, at this time. */
function deedsOf({ status, startAt }: Booking): readonly { readonly deed: string; readonly text: string }[] {
  const begun = Date.parse(startAt) <= now.value;
  const open = status === "booked" || status === "confirmed";
  if (open && !begun) {
    return [
      { deed: "reassign", text: "Give it to another rep" },
      { deed: "cancel", text: "Call it off" },
    ];
  }
  if (!begun || !(open || status === "completed" || status === "no_show")) return [];
  return [
    ...(status === "no_show" ? [] : [{ deed: "no-show", text: "The visitor did not come" }]),
    ...(status === "completed" ? [] : [{ deed: "complete", text: "It took place" }]),
  ];
}

/** What an operator may do with a meeting now: pass it on, call it off, or say who came. */
export function MeetingDeeds({ booking, reps, changed }: DeedsProps) {
  const why = useSignal("");
  const to = useSignal("");
  const problem = useSignal("");
  const busy = useSignal(false);
  const deeds = deedsOf(booking);
  if (deeds.length === 0) return null;
  const press = async (deed: string): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    const reason = why.value.trim() === "" ? {} : { why: why.value.trim() };
    problem.value = await act(booking.id, deed, deed === "reassign" && to.value !== "" ? { ...reason, repId: to.value } : reason);
    busy.value = false;
    if (problem.value === "") changed();
  };
  return (
    <details class="deeds">
      <summary>Change this meeting</summary>
      {problem.value !== "" && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {deeds.some(({ deed }) => deed === "cancel") && (
        <Wish {...{ to, why }} reps={reps.filter(({ id }) => id !== booking.rep.id)} />
      )}
      <div class="row">
        {deeds.map(({ deed, text }) => (
          <button key={deed} type="button" class="button" aria-disabled={busy.value} onClick={() => void press(deed)}>
            {text}
          </button>
        ))}
      </div>
    </details>
  );
}
