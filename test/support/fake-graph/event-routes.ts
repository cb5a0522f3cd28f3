import type { Context } from "hono";
import { DateTime } from "luxon";
import { z } from "zod";
import { eventJson, type Shape } from "./event-json.ts";
import { Refusal } from "./graph-error.ts";
import type { GraphEvent, GraphMailbox } from "./graph-mailbox.ts";
import { occurrences, preferredZone } from "./graph-occurrences.ts";

const timeInZone = z.object({ dateTime: z.string(), timeZone: z.string() });
const changes = z.object({
  subject: z.string().optional(),
  body: z.object({ contentType: z.enum(["text", "html"]), content: z.string() }).optional(),
  start: timeInZone.optional(),
  end: timeInZone.optional(),
  location: z.object({ displayName: z.string() }).optional(),
  showAs: z.enum(["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"]).optional(),
  isOnlineMeeting: z.boolean().optional(),
  onlineMeetingProvider: z.enum(["teamsForBusiness", "skypeForBusiness", "skypeForConsumer"]).optional(),
  attendees: z.array(z.object({ emailAddress: z.object({ address: z.string() }) })).optional(),
  singleValueExtendedProperties: z.array(z.object({ id: z.string(), value: z.string() })).optional(),
});
const creation = changes.extend({ start: timeInZone, end: timeInZone, transactionId: z.string().optional() });

function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (!result.success) throw new Refusal({ status: 400, code: "RequestBodyRead", message: result.error.message });
  return result.data;
}

/** `$select`, `$expand` and the zone of a request. */
function shapeOf(c: Context): Shape {
  const expand = c.req.query("$expand");
  const within = /^singleValueExtendedProperties\(\$filter=(.*)\)$/.exec(expand ?? "")?.[1];
  if (expand !== undefined && within === undefined) throw new Refusal({ status: 400, code: "BadRequest" });
  return {
    zone: preferredZone(c.req.header("prefer")),
    select: c.req.query("$select")?.split(",") ?? null,
    marks: [...(within ?? "").matchAll(/id eq '([^']+)'/g)].map(([, id = ""]) => id),
  };
}

/** A page as Graph cuts it: ten items unless `$top` says otherwise, and a link to the rest that holds the whole question. */
function page(c: Context, items: readonly unknown[]): Response {
  const top = Number(c.req.query("$top") ?? 10);
  const skip = Number(c.req.query("$skip") ?? 0);
  if (!(top >= 1 && top <= 1000)) throw new Refusal({ status: 400, code: "ErrorInvalidUrlQuery" });
  const next = new URL(c.req.url);
  next.searchParams.set("$skip", String(skip + top));
  return c.json({
    value: items.slice(skip, skip + top),
    ...(skip + top < items.length ? { "@odata.nextLink": next.href } : {}),
  });
}

/** GET …/calendarView */
export function calendarView(c: Context, mailbox: GraphMailbox, calendarId: string): Response {
  const range = { start: Date.parse(c.req.query("startDateTime") ?? ""), end: Date.parse(c.req.query("endDateTime") ?? "") };
  if (!(range.start < range.end)) throw new Refusal({ status: 400, code: "ErrorInvalidParameter" });
  const shape = shapeOf(c);
  return page(
    c,
    occurrences(mailbox, calendarId, range).map((occurrence) => eventJson(occurrence, shape)),
  );
}

/** GET …/calendarView/delta: everything in the window, and then what changed, page after page. Other options of a query are refused. */
export function deltaView(c: Context, mailbox: GraphMailbox, calendarId: string): Response {
  const known = ["startDateTime", "endDateTime", "$skiptoken", "$deltatoken"];
  if (Object.keys(c.req.query()).some((name) => !known.includes(name)))
    throw new Refusal({ status: 400, code: "ErrorInvalidUrlQuery" });
  const [startText, endText, from, skip] = (c.req.query("$skiptoken") ?? c.req.query("$deltatoken") ?? "").split("_");
  const start = Date.parse(c.req.query("startDateTime") ?? "") || Number(startText);
  const end = Date.parse(c.req.query("endDateTime") ?? "") || Number(endText);
  if (!(start < end)) throw new Refusal({ status: 400, code: "ErrorInvalidParameter" });
  const place = Number(from ?? -1);
  if (place >= 0 && place < mailbox.forgottenBefore) throw new Refusal({ status: 410, code: "SyncStateNotFound" });
  const found = occurrences(mailbox, calendarId, { start, end });
  const changed = new Set(
    mailbox.log.slice(Math.max(0, place)).flatMap((row) => (row.calendarId === calendarId ? [row.id] : [])),
  );
  const shape = { zone: "UTC", select: null, marks: [] };
  const items =
    place < 0
      ? found.map((one) => eventJson(one, shape))
      : [...changed].flatMap((id) => {
          const there = found.filter(({ event }) => event.id === id);
          return there.length > 0
            ? there.map((one) => eventJson(one, shape))
            : [{ "@odata.type": "#microsoft.graph.event", id, "@removed": { reason: "deleted" } }];
        });
  const size = Number(/odata\.maxpagesize=(\d+)/.exec(c.req.header("prefer") ?? "")?.[1] ?? 10);
  const at = Number(skip ?? 0);
  const link = (name: string, state: readonly number[]) => {
    const next = new URL(c.req.url);
    next.search = new URLSearchParams({ [name]: state.join("_") }).toString();
    return next.href;
  };
  return c.json({
    value: items.slice(at, at + size),
    ...(at + size < items.length
      ? { "@odata.nextLink": link("$skiptoken", [start, end, place, at + size]) }
      : { "@odata.deltaLink": link("$deltatoken", [start, end, mailbox.log.length]) }),
  });
}

/** GET …/events, filtered by one extended property. The value's case does not matter, as documented. */
export function listEvents(c: Context, mailbox: GraphMailbox, calendarId: string): Response {
  const filter = c.req.query("$filter");
  const match = /^singleValueExtendedProperties\/Any\(ep: ep\/id eq '((?:[^']|'')+)' and ep\/value eq '((?:[^']|'')*)'\)$/.exec(
    filter ?? "",
  );
  if (filter !== undefined && !match) throw new Refusal({ status: 400, code: "ErrorInvalidUrlQueryFilter" });
  const [, id = "", value = ""] = match ?? [];
  const wanted = value.replaceAll("''", "'").toLowerCase();
  const shape = shapeOf(c);
  const events = [...mailbox.events.values()].filter(
    (event) => event.calendarId === calendarId && (!match || event.marks.get(id)?.toLowerCase() === wanted),
  );
  return page(
    c,
    events.map((event) => asJson(event, shape)),
  );
}

function asJson(event: GraphEvent, shape: Shape) {
  const time = (text: string) => DateTime.fromISO(text, { zone: "utc" });
  return eventJson({ event, start: time(event.start), end: time(event.end) }, shape);
}

function isoOf({ dateTime, timeZone }: z.output<typeof timeInZone>): string {
  return DateTime.fromISO(dateTime, { zone: timeZone }).toUTC().toISO() ?? "";
}

function apply(mailbox: GraphMailbox, event: GraphEvent, body: z.output<typeof changes>): void {
  event.subject = body.subject ?? event.subject;
  event.body = body.body?.content ?? event.body;
  event.location = body.location?.displayName ?? event.location;
  event.showAs = body.showAs ?? event.showAs;
  event.isOnlineMeeting = body.isOnlineMeeting ?? event.isOnlineMeeting;
  if (body.start) event.start = isoOf(body.start);
  if (body.end) event.end = isoOf(body.end);
  for (const { id, value } of body.singleValueExtendedProperties ?? []) event.marks.set(id, value);
  event.attendees = body.attendees?.map(({ emailAddress }) => emailAddress.address) ?? event.attendees;
  mailbox.mails += event.attendees.length;
  mailbox.touch(event);
}

/** POST …/events. Of two with one `transactionId` and the same content, the second finds the first; with other content it is another event. */
export async function createEvent(c: Context, mailbox: GraphMailbox, calendarId: string): Promise<Response> {
  const body = parsed(creation, await c.req.json());
  const shape = shapeOf(c);
  const same = [...mailbox.events.values()].find(
    (event) =>
      body.transactionId !== undefined &&
      event.transactionId === body.transactionId &&
      event.subject === body.subject &&
      event.start === isoOf(body.start) &&
      event.end === isoOf(body.end),
  );
  if (same) return c.json(asJson(same, shape), 201);
  const event = mailbox.put({ calendarId, start: "", end: "", subject: "", transactionId: body.transactionId ?? null });
  apply(mailbox, event, body);
  if (event.isOnlineMeeting) event.body += "\n________________\nJoin the meeting: https://teams.microsoft.com/l/meetup-join/1";
  return c.json(asJson(event, shape), 201);
}

function eventOf(c: Context, mailbox: GraphMailbox): GraphEvent {
  const id = c.req.param("event") ?? "";
  if (!id.startsWith("AAMk")) throw new Refusal({ status: 400, code: "ErrorInvalidIdMalformed" });
  const event = mailbox.events.get(id);
  if (!event) throw new Refusal({ status: 404, code: "ErrorItemNotFound" });
  return event;
}

/** GET …/events/{id} */
export function getEvent(c: Context, mailbox: GraphMailbox): Response {
  return c.json(asJson(eventOf(c, mailbox), shapeOf(c)));
}

/** PATCH …/events/{id} */
export async function updateEvent(c: Context, mailbox: GraphMailbox): Promise<Response> {
  const event = eventOf(c, mailbox);
  checkCondition(c, event);
  apply(mailbox, event, parsed(changes, await c.req.json()));
  return c.json(asJson(event, shapeOf(c)));
}

/** DELETE …/events/{id} */
export function deleteEvent(c: Context, mailbox: GraphMailbox): Response {
  const event = eventOf(c, mailbox);
  checkCondition(c, event);
  mailbox.remove(event.id);
  mailbox.mails += event.attendees.length;
  return c.body(null, 204);
}

function checkCondition(c: Context, event: GraphEvent): void {
  const condition = c.req.header("if-match");
  if (condition !== undefined && condition !== `W/"${event.changeKey}"`)
    throw new Refusal({ status: 412, code: "ErrorIrresolvableConflict" });
}
