import type { Rep } from "../availability/rep.ts";
import { checkDate, checkDates, checkHours, checkZone } from "./check-dates.ts";
import { checkUnique, checkWebUrl, faultIf, type SetupFault } from "./setup-fault.ts";

const emailShape = /^[^\s@<>]{1,64}@[^\s@<>]+\.[^\s@<>]{2,}$/;

export function checkReps(reps: readonly Rep[]): readonly SetupFault[] {
  return [...checkUnique(reps, "reps"), ...checkEmails(reps), ...reps.flatMap((rep, i) => checkRep(rep, `reps[${i}]`))];
}

/** Two reps with one address would have one calendar, and so be booked twice. */
function checkEmails(reps: readonly Rep[]): readonly SetupFault[] {
  const first = new Map<string, string>();
  return reps.flatMap(({ email, id }, i) => {
    const path = `reps[${i}].email`;
    const before = first.get(email.toLowerCase());
    if (before === undefined) first.set(email.toLowerCase(), id);
    return [
      ...faultIf(!emailShape.test(email), path, "takes an e-mail address"),
      ...faultIf(before !== undefined && before !== id, path, `is the e-mail of ${before} already`),
    ];
  });
}

function checkRep(rep: Rep, path: string): readonly SetupFault[] {
  return [
    ...checkZone(rep.timeZone, `${path}.timeZone`),
    ...(rep.photoUrl === undefined ? [] : checkWebUrl(rep.photoUrl, `${path}.photoUrl`)),
    ...rep.hours.flatMap((hours, i) => [
      ...checkHours(hours, `${path}.hours[${i}]`),
      ...faultIf(hours.days.length === 0, `${path}.hours[${i}].days`, "has no day"),
    ]),
    ...checkOverrides(rep, `${path}.overrides`),
    ...rep.absences.flatMap((absence, i) => checkDates(absence, `${path}.absences[${i}]`)),
    ...checkTravel(rep, `${path}.travel`),
    ...(rep.calendar.kind === "caldav" ? checkWebUrl(rep.calendar.url, `${path}.calendar.url`) : []),
  ];
}

function checkOverrides({ overrides }: Rep, path: string): readonly SetupFault[] {
  const off = new Set(overrides.filter((one) => "unavailable" in one).map((one) => one.date));
  return overrides.flatMap((one, i) => {
    const dated = checkDate(one.date, `${path}[${i}].date`);
    if ("unavailable" in one) return dated;
    const both = faultIf(off.has(one.date), `${path}[${i}].date`, `${one.date} has hours and is unavailable too`);
    return [...dated, ...checkHours(one, `${path}[${i}]`), ...both];
  });
}

/** On one day a rep is in one zone. */
function checkTravel({ travel }: Rep, path: string): readonly SetupFault[] {
  return travel.flatMap((trip, i) => {
    const clash = travel.findIndex(
      (other, j) => j < i && trip.start <= (other.end ?? "9999") && other.start <= (trip.end ?? "9999"),
    );
    return [
      ...checkDates(trip, `${path}[${i}]`),
      ...checkZone(trip.timeZone, `${path}[${i}].timeZone`),
      ...faultIf(clash >= 0, `${path}[${i}].start`, `overlaps ${path}[${clash}]`),
    ];
  });
}
