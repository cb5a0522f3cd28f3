import { z } from "zod";
import type { Rep, WeeklyHours } from "../core/availability/rep.ts";
import type { Pool } from "../core/route/pool.ts";
import type { ConditionValue, Outcome, QualifyRule, Router, Rule, When } from "../core/route/router.ts";
import type { Setup } from "../core/setup.ts";
import type { MeetingType } from "../core/slots/meeting-type.ts";
import { definedOnly } from "./defined-only.ts";
import { weekdays } from "./weekdays.ts";

/** What a setup file may leave out. */
export const setupDefaults = {
  weight: 100,
  priority: 2,
  durationMinutes: 30,
  minimumNoticeMinutes: 60,
  horizonDays: 14,
  days: "mon-fri",
  start: "09:00",
  end: "17:00",
  routerId: "main",
  disqualifiedMessage: "Thank you for your interest. We will be in touch.",
} as const;

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, "takes 1 to 64 letters, digits, - and _");
const line = z.string().trim().min(1, "is empty").max(200);
const text = z.string().trim().min(1, "is empty").max(2_000);
const wallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'takes a time such as "09:00", up to "24:00"');
const localDate = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'takes a date such as "2026-12-24"');
const minutes = z
  .number()
  .int()
  .min(0)
  .max(366 * 1440);
const webUrl = z.string().regex(/^https?:\/\/[^\s/?#]+\S*$/i, "takes an http or https address");

/** Graph's ids of calendars have some 150 characters. */
const calendarId = z.string().regex(/^[\w=+/-]{1,512}$/, "takes the id of a calendar, as Graph gives it");

const microsoftCalendar = z.strictObject({
  kind: z.literal("microsoft"),
  mailbox: z.email("takes the address of a mailbox"),
  tenantId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/, "takes a directory (tenant) id, or a domain of the tenant"),
  clientId: z.guid("takes an application (client) id"),
  clientSecretEnv: z.string().regex(/^[A-Z_][A-Z0-9_]*$/, "takes the name of an environment variable, never the secret"),
  tentativeIsBusy: z.boolean().optional(),
  teams: z.boolean().optional(),
  meetingCalendar: calendarId.optional(),
  busyCalendars: z.array(calendarId).max(100).optional(),
});

const googleCalendar = z.strictObject({
  kind: z.literal("google"),
  account: z.email("takes the e-mail address of the calendars' owner"),
  serviceAccountEnv: z.string().regex(/^[A-Z_][A-Z0-9_]*$/, "takes the name of an environment variable, never the key"),
  busyCalendars: z.array(line).optional(),
  meetingCalendar: line.optional(),
  notifyAttendees: z.boolean().optional(),
  meet: z.boolean().optional(),
});

const rep = z.strictObject({
  id,
  name: line,
  email: z.email("takes an e-mail address"),
  photoUrl: webUrl.optional(),
  title: line.optional(),
  timeZone: line.optional(),
  hours: z
    .array(
      z.strictObject({
        days: weekdays.default(() => weekdays.parse(setupDefaults.days)),
        start: wallTime.default(setupDefaults.start),
        end: wallTime.default(setupDefaults.end),
      }),
    )
    .default(() => [{ days: weekdays.parse(setupDefaults.days), start: setupDefaults.start, end: setupDefaults.end }]),
  overrides: z
    .array(
      z.union([
        z.strictObject({ date: localDate, unavailable: z.literal(true) }),
        z.strictObject({ date: localDate, start: wallTime, end: wallTime }),
      ]),
    )
    .default([]),
  absences: z.array(z.strictObject({ start: localDate, end: localDate })).default([]),
  travel: z.array(z.strictObject({ start: localDate, end: localDate.optional(), timeZone: line })).default([]),
  active: z.boolean().default(true),
  calendar: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("builtin") }),
      z.strictObject({ kind: z.literal("connected") }),
      z.strictObject({
        kind: z.literal("caldav"),
        url: webUrl,
        username: line,
        passwordEnv: z.string().regex(/^[A-Z_][A-Z0-9_]*$/, "takes the name of an environment variable, never the password"),
        busyCalendars: z.array(line).optional(),
        meetingCalendar: line.optional(),
      }),
      microsoftCalendar,
      googleCalendar,
    ])
    .default({ kind: "builtin" }),
});

const member = z.union([
  id,
  z.strictObject({
    repId: id,
    weight: z.number().min(0).max(10_000).default(setupDefaults.weight),
    priority: z.number().int().min(0).max(100).default(setupDefaults.priority),
    joinedOn: localDate.optional(),
  }),
]);

const pool = z.strictObject({
  id,
  name: line.optional(),
  rotation: z.enum(["weighted", "strict"]).default("weighted"),
  offer: z.enum(["rep", "any", "all"]).default("rep"),
  members: z.array(member).min(1, "has nobody in it").max(5_000),
  everybodyAway: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("pool"), poolId: id }),
    z.strictObject({ kind: z.literal("message"), text }),
  ]),
});

const count = z.number().int().min(1).max(100_000).optional();
const periodLimits = z.strictObject({ day: count, week: count, month: count }).default({});

const meetingType = z.strictObject({
  id,
  name: line,
  durationMinutes: z.number().int().min(5).max(1440).default(setupDefaults.durationMinutes),
  slotIntervalMinutes: z.number().int().min(5).max(1440).optional(),
  minimumNoticeMinutes: minutes.default(setupDefaults.minimumNoticeMinutes),
  bufferBeforeMinutes: minutes.max(1440).default(0),
  bufferAfterMinutes: minutes.max(1440).default(0),
  offsetStartMinutes: minutes.max(1440).default(0),
  horizon: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("days"), days: z.number().int().min(1).max(366) }),
      z.strictObject({ kind: z.literal("workingDays"), days: z.number().int().min(1).max(260) }),
      z.strictObject({ kind: z.literal("range"), start: localDate, end: localDate }),
    ])
    .default({ kind: "days", days: setupDefaults.horizonDays }),
  meetingLimits: periodLimits,
  minuteLimits: periodLimits,
  location: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("link"), url: webUrl }),
      z.strictObject({ kind: z.literal("phone") }),
      z.strictObject({ kind: z.literal("address"), text }),
    ])
    .default({ kind: "phone" }),
  description: text.optional(),
});

const value: z.ZodType<ConditionValue> = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.array(z.number())]);

const when: z.ZodType<When> = z.lazy(() =>
  z.union([
    z.strictObject({ field: line, op: line, value: value.optional() }).transform(definedOnly),
    z.strictObject({ all: z.array(when) }),
    z.strictObject({ any: z.array(when) }),
    z.strictObject({ not: when }),
  ]),
);

const outcome: z.ZodType<Outcome> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("offerOwner"), meetingTypeId: id, otherwise: outcome }),
    z.strictObject({ kind: z.literal("offerPool"), poolId: id, meetingTypeId: id }),
    z.strictObject({ kind: z.literal("redirect"), url: z.string() }),
    z.strictObject({ kind: z.literal("message"), text }),
    z.strictObject({ kind: z.literal("disqualify"), text }),
  ]),
);

const qualifyRule = z.strictObject({
  id,
  when,
  reason: text,
  points: z.number().min(-1_000_000).max(1_000_000).optional(),
  verdict: z.enum(["disqualified", "spam"]).optional(),
});

const router = z.strictObject({
  id: id.default(setupDefaults.routerId),
  name: line.optional(),
  qualify: z
    .strictObject({
      rules: z.array(qualifyRule).default([]),
      qualifiedAt: z.number().optional(),
      message: text.default(setupDefaults.disqualifiedMessage),
    })
    .default({ rules: [], message: setupDefaults.disqualifiedMessage }),
  rules: z.array(z.strictObject({ id, name: line.optional(), when, then: outcome })).default([]),
  catchAll: outcome,
});

const origin = z
  .string()
  .regex(/^https?:\/\/[^\s/?#@]+$/i, "takes an origin alone, such as https://www.example.com")
  .transform((site) => site.toLowerCase());

/** The setup file as people write it: strict, and with defaults so that a small file is enough. */
const setupFile = z.strictObject({
  company: z.strictObject({
    name: line,
    accent: z
      .string()
      .regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i, 'takes a colour such as "#3355ff"')
      .optional(),
    timeZone: line.default("UTC"),
  }),
  sites: z.array(z.union([origin, z.strictObject({ origin })])).default([]),
  reps: z.array(rep).min(1, "has nobody in it").max(10_000),
  pools: z.array(pool).max(2_000).default([]),
  meetingTypes: z.array(meetingType).min(1, "has nothing in it").max(2_000),
  router,
});

/** The setup file's shape → the domain's document. Throws nothing by itself; use it through `safeParse`. */
export const setupSchema: z.ZodType<Setup> = setupFile.transform(
  (file): Setup => ({
    company: definedOnly(file.company),
    sites: file.sites.map((site) => (typeof site === "string" ? { origin: site } : site)),
    reps: file.reps.map((one) => toRep(one, file.company.timeZone)),
    pools: file.pools.map(toPool),
    meetingTypes: file.meetingTypes.map(toMeetingType),
    router: toRouter(file.router),
  }),
);

function toRep(file: z.output<typeof rep>, companyZone: string): Rep {
  const hours: readonly WeeklyHours[] = file.hours;
  const { calendar } = file;
  return definedOnly({
    ...file,
    timeZone: file.timeZone ?? companyZone,
    hours,
    travel: file.travel.map(definedOnly),
    calendar: definedOnly(calendar),
  });
}

function toPool(file: z.output<typeof pool>): Pool {
  return {
    ...file,
    name: file.name ?? file.id,
    members: file.members.map((one) =>
      typeof one === "string" ? { repId: one, weight: setupDefaults.weight, priority: setupDefaults.priority } : definedOnly(one),
    ),
  };
}

function toMeetingType(file: z.output<typeof meetingType>): MeetingType {
  return definedOnly({
    ...file,
    slotIntervalMinutes: file.slotIntervalMinutes ?? file.durationMinutes,
    meetingLimits: definedOnly(file.meetingLimits),
    minuteLimits: definedOnly(file.minuteLimits),
  });
}

function toRouter(file: z.output<typeof router>): Router {
  const rules: Rule[] = file.rules.map((one) => ({ ...one, name: one.name ?? one.id }));
  const asked: QualifyRule[] = file.qualify.rules.map(definedOnly);
  return { ...file, name: file.name ?? file.id, qualify: definedOnly({ ...file.qualify, rules: asked }), rules };
}
