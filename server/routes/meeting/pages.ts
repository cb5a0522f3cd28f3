import { html, raw } from "hono/html";
import { fullTime } from "../../core/notify/meeting-time.ts";
import type { RepMeeting } from "../../flows/bookings/rep-meeting.ts";
import type { Html } from "../connect/layout.ts";

/** Takes the token out of the fragment, so that it stands in no history, and hands it over by POST. */
const takeToken = `
const token = location.hash.slice(1);
history.replaceState(null, "", location.pathname);
if (token) { document.forms[0].token.value = token; document.forms[0].submit(); }
else document.getElementById("no-token").hidden = false;
`;

export const openerBody = (nonce: string): Html => html`<p class="soft">One moment…</p>
<form method="post" action="/meeting"><input type="hidden" name="token"></form>
<p id="no-token" hidden>This address lacks its last part. Open the link as it stands in your mail.</p>
<noscript><p>Please allow JavaScript for this page: it takes your personal link apart.</p></noscript>
<script nonce="${nonce}">${raw(takeToken)}</script>`;

export const goneBody = (): Html =>
  html`<p>The link is not complete, or the meeting went to another rep. Your newest mail about it has the link that works.</p>`;

export const handedOverBody = (): Html =>
  html`<p class="good">Your colleague and the visitor were told, and your time is free again.</p>`;

const words: Readonly<Record<RepMeeting["status"], string>> = {
  held: "It is held.",
  booked: "It is booked, and on its way into your calendar.",
  confirmed: "It is booked and confirmed.",
  completed: "It took place.",
  no_show: "The visitor did not come.",
  cancelled: "It is called off. The visitor knows.",
  reassigned: "It went to another rep.",
  expired: "It was let go.",
};

/** The meeting, and what its rep may do now: each is a button of its own form. */
export const meetingBody = (meeting: RepMeeting, token: string, problem: string | null): Html => {
  const time = fullTime(meeting, { timeZone: meeting.rep.timeZone, locale: "en" });
  return html`${problem === null ? "" : html`<p class="problem" role="alert">${problem}</p>`}
<p class="soft">${meeting.typeName} with ${meeting.visitor}</p>
<p><strong>${time.day}</strong><br>${time.span}</p>
<p>${words[meeting.status]}</p>
${meeting.canPassOn ? passOn(meeting, token) : ""}
${meeting.canMark ? mark(meeting, token) : ""}`;
};

const hidden = (token: string): Html => html`<input type="hidden" name="token" value="${token}">`;

const passOn = ({ colleagues }: RepMeeting, token: string): Html => html`<h2>You cannot be there?</h2>
<form method="post" action="/meeting/reassign">${hidden(token)}
<div class="field"><label for="to">Who takes it</label>
<select id="to" name="to"><option value="">Whoever is next and free</option>
${colleagues.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></div>
<button type="submit">Give it to a colleague</button></form>
<h2>It cannot take place?</h2>
<form method="post" action="/meeting/cancel">${hidden(token)}
<div class="field"><label for="why">What the visitor should read (optional)</label>
<textarea id="why" name="why" rows="3" maxlength="1000"></textarea></div>
<button type="submit">Call the meeting off</button></form>`;

const mark = ({ status }: RepMeeting, token: string): Html =>
  status === "no_show"
    ? html`<form method="post" action="/meeting/complete">${hidden(token)}<button type="submit">The visitor came after all</button></form>`
    : html`<form method="post" action="/meeting/no-show">${hidden(token)}<button type="submit">The visitor did not come</button></form>`;
