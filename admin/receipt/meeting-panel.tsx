import type { Receipt } from "../../server/contract/receipt.ts";
import { count, meetingTime } from "../format.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Panel } from "../parts/panel.tsx";
import { When } from "../parts/when.tsx";
import { MeetingDeeds } from "./meeting-deeds.tsx";

type Booking = Receipt["bookings"][number];

const words: Readonly<Record<Booking["status"], { readonly text: string; readonly tone: string }>> = {
  held: { text: "Held", tone: "message" },
  booked: { text: "Booked, the invite is on its way", tone: "offered" },
  confirmed: { text: "Booked, the invite is out", tone: "offered" },
  cancelled: { text: "Cancelled", tone: "disqualified" },
  completed: { text: "Took place", tone: "offered" },
  no_show: { text: "The visitor did not come", tone: "disqualified" },
  reassigned: { text: "Went to another rep", tone: "message" },
  expired: { text: "Held, then let go", tone: "message" },
};

type Step = Booking["history"][number];

const did: Readonly<Record<Step["action"], string>> = {
  hold: "Held",
  expire: "Let go, as the hold ran out",
  release: "Let go",
  book: "Booked",
  confirm: "Confirmed",
  reschedule: "Moved",
  reassign: "Given to another rep",
  cancel: "Cancelled",
  no_show: "Marked as missed by the visitor",
  complete: "Completed",
};

const doer: Readonly<Record<Step["by"], string>> = {
  visitor: "by the visitor",
  rep: "by the rep",
  operator: "by an operator",
  calendar: "in the rep’s calendar",
  server: "by the server",
};

/** Who did what to the meeting, when and why. */
function History({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol class="history">
      {steps.map(({ at, action, by, why }, i) => (
        <li key={i}>
          <When at={at} /> {did[action]} {doer[by]}
          {why !== null && <q>{why}</q>}
        </li>
      ))}
    </ol>
  );
}

/** What became of the offer; nothing when nothing was booked. */
export function MeetingPanel({ receipt, changed }: { readonly receipt: Receipt; readonly changed: () => void }) {
  const { bookings } = receipt;
  const reps = new Map(receipt.pools.flatMap((pool) => pool.reps).map(({ id, name }) => [id, { id, name }]));
  if (bookings.length === 0) return null;
  return (
    <Panel id="meeting" title={bookings.length === 1 ? "Meeting" : "Meetings"}>
      <ul class="meetings">
        {bookings.map((booking) => {
          const { id, status, rep, meetingType, startAt, endAt, changes, answers, guests, history } = booking;
          return (
            <li key={id}>
              <strong>{meetingTime(Date.parse(startAt), Date.parse(endAt))}</strong>
              <span class="person">
                <Avatar name={rep.name} />
                {meetingType.name} with {rep.name}
              </span>
              <span class={`chip ${words[status].tone}`}>{words[status].text}</span>
              {changes > 0 && <span class="soft">changed {changes === 1 ? "once" : count(changes, "time")}</span>}
              {answers.map(({ name, value }) => (
                <span key={name} class="soft">
                  {name}: {value}
                </span>
              ))}
              {guests > 0 && <span class="soft">with {count(guests, "guest")}</span>}
              <History steps={history} />
              <MeetingDeeds booking={booking} reps={[...reps.values()]} changed={changed} />
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
