import { stringify } from "yaml";
import { setupDefaults } from "../../contract/setup/defaults.ts";
import { weekdayNames } from "../../contract/weekdays.ts";
import type { Rep, WeeklyHours } from "../../core/availability/rep.ts";
import type { Ladder } from "../../core/escalate/ladder.ts";
import type { Pool, PoolMember } from "../../core/route/pools/pool.ts";
import type { Router } from "../../core/route/router.ts";
import type { FormShape, Setup } from "../../core/setup.ts";
import type { MeetingType } from "../../core/slots/meeting-type.ts";

/** A setup as YAML that `parseSetup` reads back as the same setup; what the defaults say is left out. */
export function formatSetup(setup: Setup): string {
  return stringify(setupFile(setup), { lineWidth: 110, aliasDuplicateObjects: false });
}

/** As `formatSetup`, as the value that JSON is made of. */
export function setupFile(setup: Setup): object {
  return {
    company: setup.company,
    ...(setup.sites.length === 0 ? {} : { sites: setup.sites.map((site) => site.origin) }),
    reps: setup.reps.map((rep) => fileRep(rep, setup.company.timeZone)),
    ...(setup.pools.length === 0 ? {} : { pools: setup.pools.map(filePool) }),
    meetingTypes: setup.meetingTypes.map(fileMeetingType),
    ...(setup.guards === undefined ? {} : { guards: setup.guards }),
    ...(setup.forms === undefined ? {} : { forms: setup.forms.map(fileForm) }),
    ...(setup.scores === undefined ? {} : { scores: setup.scores.map(fileNamed) }),
    ...(setup.territories === undefined ? {} : { territories: setup.territories.map(fileNamed) }),
    ...(setup.ladders === undefined ? {} : { ladders: setup.ladders.map((one) => fileLadder(one, setup.company.timeZone)) }),
    ...unless(false, "returning", setup.returning),
    ...(setup.enrich === undefined ? {} : { enrich: setup.enrich }),
    ...(setup.spam === undefined ? {} : { spam: setup.spam }),
    router: fileRouter(setup.router),
  };
}

type Keys = Readonly<Record<string, unknown>>;

/** `value` under `key`, unless it is the default. */
function unless(isDefault: boolean, key: string, value: unknown): Keys {
  return isDefault || value === undefined ? {} : { [key]: value };
}

function fileForm({ id, name, fields }: FormShape): Keys {
  const shown = fields.map((field) => (field.options === undefined ? field.name : field));
  return { id, ...unless(name === id, "name", name), fields: shown };
}

/** Without the name that is the id anyway. */
function fileNamed<T extends { readonly id: string; readonly name: string }>({ id, name, ...rest }: T): Keys {
  return { id, ...unless(name === id, "name", name), ...rest };
}

function fileRep(rep: Rep, companyZone: string): Keys {
  return {
    id: rep.id,
    name: rep.name,
    email: rep.email,
    ...unless(false, "title", rep.title),
    ...unless(false, "photoUrl", rep.photoUrl),
    ...unless(rep.timeZone === companyZone, "timeZone", rep.timeZone),
    hours: rep.hours.map(fileHours),
    ...unless(rep.overrides.length === 0, "overrides", rep.overrides),
    ...unless(rep.absences.length === 0, "absences", rep.absences),
    ...unless(rep.travel.length === 0, "travel", rep.travel),
    ...unless(rep.active, "active", rep.active),
    ...unless(false, "skills", rep.skills),
    ...unless(false, "attributes", rep.attributes),
    ...unless(false, "caps", rep.caps),
    ...unless(false, "holidays", rep.holidays),
    ...unless(rep.calendar.kind === "builtin", "calendar", rep.calendar),
  };
}

function fileHours({ days, start, end }: WeeklyHours): Keys {
  const [first = 0] = days;
  const last = days.at(-1) ?? first;
  const isRange = days.length > 2 && last - first === days.length - 1;
  return { days: isRange ? `${weekdayNames[first]}-${weekdayNames[last]}` : days.map((day) => weekdayNames[day]), start, end };
}

function fileLadder({ id, pools, clock, hours, timeZone, steps }: Ladder, companyZone: string): Keys {
  return {
    id,
    ...unless(false, "pools", pools),
    ...unless(clock === "both", "clock", clock),
    ...unless(false, "hours", hours?.map(fileHours)),
    ...unless(timeZone === companyZone, "timeZone", timeZone),
    ...steps,
  };
}

function filePool(pool: Pool): Keys {
  return {
    id: pool.id,
    ...unless(pool.name === pool.id, "name", pool.name),
    ...unless(pool.rotation === "weighted", "rotation", pool.rotation),
    ...unless(pool.offer === "rep", "offer", pool.offer),
    members: pool.members.map(fileMember),
    ...unless(false, "requires", pool.requires),
    ...unless(false, "giveBack", pool.giveBack),
    everybodyAway: pool.everybodyAway,
  };
}

function fileMember({ repId, weight, priority, joinedOn, ramp }: PoolMember): string | Keys {
  const rest = {
    ...unless(weight === setupDefaults.weight, "weight", weight),
    ...unless(priority === setupDefaults.priority, "priority", priority),
    ...unless(false, "joinedOn", joinedOn),
    ...unless(false, "ramp", ramp),
  };
  return Object.keys(rest).length === 0 ? repId : { repId, ...rest };
}

function fileMeetingType(type: MeetingType): Keys {
  const { horizon } = type;
  return {
    id: type.id,
    name: type.name,
    durationMinutes: type.durationMinutes,
    ...unless(type.slotIntervalMinutes === type.durationMinutes, "slotIntervalMinutes", type.slotIntervalMinutes),
    minimumNoticeMinutes: type.minimumNoticeMinutes,
    ...unless(type.bufferBeforeMinutes === 0, "bufferBeforeMinutes", type.bufferBeforeMinutes),
    ...unless(type.bufferAfterMinutes === 0, "bufferAfterMinutes", type.bufferAfterMinutes),
    ...unless(type.offsetStartMinutes === 0, "offsetStartMinutes", type.offsetStartMinutes),
    horizon,
    ...unless(Object.keys(type.meetingLimits).length === 0, "meetingLimits", type.meetingLimits),
    ...unless(Object.keys(type.minuteLimits).length === 0, "minuteLimits", type.minuteLimits),
    location: type.location,
    ...given(type, "description", "lengths", "joinedBy", "questions", "guests", "reminders", "event", "afterBooking"),
    ...given(type, "reschedule", "cancel", "whenRepDeclines"),
  };
}

/** What a type says of these; what it does not say stays out. */
function given(type: MeetingType, ...keys: readonly (keyof MeetingType)[]): Keys {
  return Object.fromEntries(keys.flatMap((key) => (type[key] === undefined ? [] : [[key, type[key]]])));
}

function fileRouter(router: Router): Keys {
  return {
    ...unless(router.id === setupDefaults.routerId, "id", router.id),
    ...unless(router.name === router.id, "name", router.name),
    qualify: router.qualify,
    rules: router.rules.map((rule) => ({
      id: rule.id,
      ...unless(rule.name === rule.id, "name", rule.name),
      when: rule.when,
      then: rule.then,
    })),
    catchAll: router.catchAll,
  };
}
