import { html, raw } from "hono/html";
import type { ConnectionProvider } from "../../core/connect/connection.ts";
import type { CalendarChoice } from "../../flows/calendars/choose-calendars.ts";
import type { ConnectionView } from "../../flows/calendars/view-connection.ts";
import type { Html } from "./layout.ts";
import { failureWords } from "./problem-words.ts";
import { weekSvg } from "./week-svg.ts";

const providerNames: Readonly<Record<ConnectionProvider, string>> = {
  google: "Google Calendar",
  microsoft: "Microsoft 365",
  caldav: "CalDAV",
  ics: "A published calendar",
};

/** Those where the rep types an address rather than signs in. */
const typedProviders: Readonly<Partial<Record<ConnectionProvider, string>>> = {
  caldav: "Another calendar (CalDAV: iCloud, Fastmail, Nextcloud …)",
  ics: "A calendar's secret address (iCal, read only)",
};

const problemBox = (problem: string | null): Html | string =>
  problem === null ? "" : html`<p class="problem" role="alert" id="problem">${problem}</p>`;

/** Takes the ticket out of the fragment, so that it stands in no history, and hands it over by POST. */
const takeTicket = `
const ticket = location.hash.slice(1);
history.replaceState(null, "", location.pathname);
if (ticket) { document.forms[0].ticket.value = ticket; document.forms[0].submit(); }
else document.getElementById("no-ticket").hidden = false;
`;

export const openerBody = (nonce: string): Html => html`<p class="soft">One moment…</p>
<form method="post" action="/connect/open"><input type="hidden" name="ticket"></form>
<p id="no-ticket" hidden>This address lacks its last part. Open the link as it was sent to you.</p>
<noscript><p>Please allow JavaScript for this page: it takes your personal link apart.</p></noscript>
<script nonce="${nonce}">${raw(takeTicket)}</script>`;

export const closedBody = (): Html =>
  html`<p>The link has expired or is not complete. Ask the person who sent it for a new one; your calendar, if it is connected, stays connected.</p>`;

export const notMineBody = (): Html =>
  html`<p>Your calendar is set up by your operator, so there is nothing to connect here.</p>`;

export interface Person {
  readonly name: string;
  readonly email: string;
}

/** Which kind of calendar; each signs in its own way. */
export const pickBody = (
  person: Person,
  { providers, problem }: { readonly providers: readonly ConnectionProvider[]; readonly problem: string | null },
): Html => html`${problemBox(problem)}
<p class="soft">For ${person.name} (${person.email}). We read when you are busy, never what you do, and put your meetings in.</p>
<h2>Where is your calendar?</h2>
<ul class="providers">
${providers.map((provider) => {
  const typed = typedProviders[provider];
  return typed
    ? html`<li><a class="button" href="/connect/${provider}">${typed}</a></li>`
    : html`<li><a class="button" href="/connect/${provider}/start">${providerNames[provider]}</a></li>`;
})}
</ul>`;

/** What the rep typed, to be shown again; a password never is. */
export interface CaldavForm {
  readonly address: string;
  readonly username: string;
  readonly problem: string | null;
}

export const caldavBody = ({ address, username, problem }: CaldavForm): Html => html`${problemBox(problem)}
<p class="soft">Your provider's help calls these the CalDAV settings. With two-factor sign-in, make an app password for Handraise.</p>
<form method="post" action="/connect/caldav">
<div class="field"><label for="address">Address of the server</label>
<input id="address" name="address" value="${address}" required autocomplete="url" spellcheck="false" placeholder="https://caldav.icloud.com/" aria-describedby="address-hint${problem === null ? "" : " problem"}">
<p class="hint" id="address-hint">iCloud: https://caldav.icloud.com/ · Fastmail: https://caldav.fastmail.com/ · Nextcloud: https://your.cloud/remote.php/dav/</p></div>
<div class="field"><label for="username">User name</label>
<input id="username" name="username" value="${username}" required autocomplete="username" spellcheck="false"></div>
<div class="field"><label for="password">Password or app password</label>
<input id="password" name="password" type="password" required autocomplete="current-password"></div>
<div class="actions"><button class="button primary" type="submit">Connect</button><a class="button" href="/connect">Back</a></div>
</form>`;

/** The address of a published calendar. It is a secret, so it is never shown again. */
export const feedBody = (problem: string | null): Html => html`${problemBox(problem)}
<p class="soft">We can read such a calendar, and not write to it: your meetings come to you by mail. Publishers renew their files rarely, so a sign-in is better where there is one.</p>
<form method="post" action="/connect/ics">
<div class="field"><label for="address">Secret address in iCal format</label>
<input id="address" name="address" required autocomplete="off" spellcheck="false" placeholder="https://… .ics" aria-describedby="address-hint${problem === null ? "" : " problem"}">
<p class="hint" id="address-hint">Google: Settings, your calendar, "Secret address in iCal format" · Outlook: Settings, Shared calendars, Publish, ICS</p></div>
<div class="actions"><button class="button primary" type="submit">Connect</button><a class="button" href="/connect">Back</a></div>
</form>`;

/** Which calendars count, and which one receives meetings. */
export const calendarsBody = (calendars: readonly CalendarChoice[], problem: string | null): Html => html`${problemBox(problem)}
<form method="post" action="/connect/calendars">
<fieldset><legend>These make me busy</legend>
${calendars.map(({ id, name, busy }) => html`<label><input type="checkbox" name="busy" value="${id}"${busy ? raw(" checked") : ""}>${name}</label>`)}
</fieldset>
<fieldset><legend>My meetings go into</legend>
${calendars
  .filter(({ canWrite }) => canWrite)
  .map(
    ({ id, name, meetings }) =>
      html`<label><input type="radio" name="meetings" value="${id}" required${meetings ? raw(" checked") : ""}>${name}</label>`,
  )}
</fieldset>
<div class="actions"><button class="button primary" type="submit">Save</button></div>
</form>`;

/** The connection as it is, with a test reading of the coming week. */
export const connectionBody = (
  { provider, account, week }: ConnectionView,
  { timeZone, saved }: { readonly timeZone: string; readonly saved: boolean },
): Html => html`${saved && week.ok ? html`<p class="good" role="status">Saved. This is what we read from it just now.</p>` : ""}
<p class="soft">${providerNames[provider]}, ${account}</p>
${
  week.ok
    ? html`<h2>Your next seven days</h2>${weekSvg(week.days, timeZone)}`
    : html`<p class="problem" role="alert">${(provider === "google" || provider === "microsoft") && week.failure.kind === "auth_lost" ? `${providerNames[provider]} has ended what you allowed. Connect it again.` : failureWords(week.failure)} Until it can be read, nobody can book you.</p>`
}
<div class="actions">
${week.ok && provider !== "ics" ? html`<a class="button primary" href="/connect/calendars">Choose calendars</a>` : ""}
<a class="button${week.ok ? "" : " primary"}" href="/connect/providers">Connect again</a>
</div>
<details>
<summary>Disconnect</summary>
<form method="post" action="/connect/disconnect">
<p>Nobody can book you then, until you connect a calendar again. Meetings that are in your calendar stay there.</p>
<div><button class="button danger" type="submit">Disconnect this calendar</button></div>
</form>
</details>`;
