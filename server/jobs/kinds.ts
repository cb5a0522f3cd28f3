import type { JobRow } from "../../db/store/jobs.ts";
import type { BookingId, ConnectionId, Id, ImportId, LeadId } from "../core/id.ts";
import { leadMailKinds } from "../core/notify/render-lead-mail.ts";
import type { MailKind } from "../core/notify/words.ts";
import { instant } from "../core/time.ts";
import { finishImport } from "../flows/accounts/apply-import.ts";
import { type EventChange, eventChanged } from "../flows/bookings/event-changed.ts";
import { writeEvent } from "../flows/bookings/write-event.ts";
import type { Push } from "../flows/calendars/note-push.ts";
import { syncPushed } from "../flows/calendars/sync-pushed.ts";
import type { JobAnswer } from "../flows/job-answer.ts";
import { sendQueueAlert } from "../flows/leads/queue-alerts.ts";
import { rerouteLate } from "../flows/leads/reroute-late.ts";
import { sendConnectionLost } from "../flows/mails/send-connection-lost.ts";
import { type LeadMailJob, sendLeadMail } from "../flows/mails/send-lead-mail.ts";
import { type MailJob, sendMail } from "../flows/mails/send-mail.ts";
import { sendOperatorLost } from "../flows/mails/send-operator-lost.ts";
import { learnForms } from "../flows/setup/learn-forms.ts";
import type { World } from "../flows/world.ts";

type Payload = JobRow["payload"];

/** The guarantee: payloads are written by our own flows alone, next to the code that reads them. */
function bookingId(payload: Payload): BookingId {
  return String(payload.bookingId) as Id<"bk">;
}

function leadId(payload: Payload): LeadId {
  return String(payload.leadId) as Id<"lead">;
}

function connectionId(payload: Payload): ConnectionId {
  return String(payload.connectionId) as Id<"con">;
}

function importId(payload: Payload): ImportId {
  return String(payload.importId) as Id<"imp">;
}

function previousTime(payload: Payload): Pick<MailJob, "previous"> {
  const { previousStartAt, previousEndAt } = payload;
  if (previousStartAt === undefined) return {};
  return { previous: { startAt: instant(Number(previousStartAt)), endAt: instant(Number(previousEndAt)) } };
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The guarantee: the kinds of mails are written by our own flows alone; an older version's are among them. */
function mailKind(payload: Payload): MailKind {
  return String(payload.change) as MailKind;
}

function mailJob(payload: Payload): MailJob {
  const { audience } = payload;
  const [guest, otherRep, note, again] = [payload.guest, payload.otherRep, payload.note, payload.again].map(text);
  return {
    bookingId: bookingId(payload),
    sequence: Number(payload.sequence),
    kind: mailKind(payload),
    audience: audience === "rep" || audience === "guest" ? audience : "visitor",
    ...(guest === undefined ? {} : { guest }),
    ...(otherRep === undefined ? {} : { otherRep }),
    ...(note === undefined ? {} : { note }),
    ...(again === undefined ? {} : { again }),
    ...previousTime(payload),
  };
}

function leadMail(payload: Payload): LeadMailJob {
  const kind = leadMailKinds.find((known) => known === payload.kind) ?? "remind";
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  const { state, repId, formerRepId } = payload;
  return {
    leadId: leadId(payload),
    to: String(payload.to),
    kind,
    key: String(payload.key),
    state: text(state),
    repId: text(repId),
    formerRepId: text(formerRepId),
  };
}

function eventChange({ change, startAt, endAt }: Payload): EventChange {
  if (change === "declined" || change === "deleted") return { kind: change };
  const kind = change === "moved" ? change : "overlaps";
  return { kind, startAt: instant(Number(startAt)), endAt: instant(Number(endAt)) };
}

function pushOf({ push }: Payload): Push {
  return push === "missed" || push === "ending" ? push : "changed";
}

export type JobKinds = Readonly<Record<string, (world: World, payload: Payload, attempts: number) => Promise<JobAnswer>>>;

/** Every kind of job and the flow that it runs. */
export const jobKinds: JobKinds = {
  write_event: (world, payload, attempts) =>
    writeEvent(world, { bookingId: bookingId(payload), sequence: Number(payload.sequence), attempts }),
  send_mail: (world, payload) => sendMail(world, mailJob(payload)),
  "calendar.event_changed": (world, payload) =>
    eventChanged(world, {
      bookingId: bookingId(payload),
      sequence: Number(payload.sequence),
      change: eventChange(payload),
    }),
  learn_forms: (world) => learnForms(world),
  queue_alert: (world, payload) => sendQueueAlert(world, { leadId: leadId(payload), address: String(payload.address) }),
  ladder_mail: (world, payload) => sendLeadMail(world, leadMail(payload)),
  finish_import: (world, payload) => finishImport(world, importId(payload)),
  operator_lost: (world, payload) => sendOperatorLost(world, { repId: String(payload.repId), since: Number(payload.since) }),
  reroute_late: (world, payload) => rerouteLate(world, leadId(payload)),
  sync_calendar: (world, payload) => syncPushed(world, { repId: String(payload.repId), push: pushOf(payload) }),
  connection_lost: (world, payload) => sendConnectionLost(world, connectionId(payload)),
};
