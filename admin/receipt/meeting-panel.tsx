import type { Receipt } from "../../server/contract/receipt.ts";
import { count, meetingTime } from "../format.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Panel } from "../parts/panel.tsx";

type Booking = Receipt["bookings"][number];

const words: Readonly<Record<Booking["status"], { readonly text: string; readonly tone: string }>> = {
  held: { text: "Held", tone: "message" },
  booked: { text: "Booked, the invite is on its way", tone: "offered" },
  confirmed: { text: "Booked, the invite is out", tone: "offered" },
  cancelled: { text: "Cancelled", tone: "disqualified" },
  replaced: { text: "Moved", tone: "disqualified" },
};

/** What became of the offer; nothing when nothing was booked. */
export function MeetingPanel({ bookings }: { readonly bookings: readonly Booking[] }) {
  if (bookings.length === 0) return null;
  return (
    <Panel id="meeting" title={bookings.length === 1 ? "Meeting" : "Meetings"}>
      <ul class="meetings">
        {bookings.map(({ id, status, rep, meetingType, startAt, endAt, changes }) => (
          <li key={id}>
            <strong>{meetingTime(Date.parse(startAt), Date.parse(endAt))}</strong>
            <span class="person">
              <Avatar name={rep.name} />
              {meetingType.name} with {rep.name}
            </span>
            <span class={`chip ${words[status].tone}`}>{words[status].text}</span>
            {changes > 0 && <span class="soft">changed {changes === 1 ? "once" : count(changes, "time")}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
