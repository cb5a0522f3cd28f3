import { templateVariables, unknownVariables } from "../book/template.ts";
import type { Pool } from "../route/pools/pool.ts";
import type { Setup } from "../setup.ts";
import type { MeetingType, Question } from "../slots/meeting-type.ts";
import { checkDates } from "./check-dates.ts";
import { checkUnique, checkWebUrl, faultIf, type SetupFault } from "./setup-fault.ts";

export function checkMeetingTypes({ meetingTypes: types, pools }: Setup): readonly SetupFault[] {
  return [
    ...checkUnique(types, "meetingTypes"),
    ...types.flatMap((type, i) => [
      ...checkMeetingType(type, `meetingTypes[${i}]`),
      ...checkJoined(type, pools, `meetingTypes[${i}].joinedBy`),
    ]),
  ];
}

function checkMeetingType(type: MeetingType, path: string): readonly SetupFault[] {
  const { horizon, location, durationMinutes, minuteLimits, lengths = [durationMinutes], afterBooking } = type;
  const longest = Math.max(...lengths);
  return [
    ...(horizon.kind === "range" ? checkDates(horizon, `${path}.horizon`) : []),
    ...(location.kind === "link" ? checkWebUrl(location.url, `${path}.location.url`) : []),
    ...(["day", "week", "month"] as const).flatMap((period) => {
      const limit = minuteLimits[period];
      const tooLow = limit !== undefined && limit < longest;
      return faultIf(tooLow, `${path}.minuteLimits.${period}`, `is less than one meeting of ${longest} minutes`);
    }),
    ...faultIf(!lengths.includes(durationMinutes), `${path}.lengths`, `lacks durationMinutes, which is ${durationMinutes}`),
    ...faultIf(new Set(lengths).size < lengths.length, `${path}.lengths`, "names a length twice"),
    ...(afterBooking?.kind === "redirect" ? checkWebUrl(afterBooking.url, `${path}.afterBooking.url`) : []),
    ...faultIf(
      location.kind === "phone" && location.caller === "visitor" && location.number === "",
      `${path}.location.number`,
      "is missing: the visitor calls",
    ),
    ...checkQuestions(type.questions ?? [], `${path}.questions`),
    ...checkTemplates(type, `${path}.event`),
  ];
}

/** Each pool sends one of its own, so a rep of two of them could be asked to come twice. */
function checkJoined({ joinedBy = [] }: MeetingType, pools: readonly Pool[], path: string): readonly SetupFault[] {
  const seen = new Set<string>();
  return joinedBy.flatMap((poolId, i) => {
    const pool = pools.find((one) => one.id === poolId);
    if (!pool) return faultIf(true, `${path}[${i}]`, `there is no pool ${poolId}`);
    const twice = pool.members.find(({ repId }) => seen.has(repId));
    for (const { repId } of pool.members) seen.add(repId);
    return faultIf(twice !== undefined, `${path}[${i}]`, `shares ${twice?.repId ?? ""} with a pool before it`);
  });
}

function checkQuestions(questions: readonly Question[], path: string): readonly SetupFault[] {
  return [
    ...checkUnique(questions, path),
    ...questions.flatMap(({ kind, options = [] }, i) => [
      ...faultIf(kind === "choice" && options.length === 0, `${path}[${i}].options`, "is missing: there is nothing to choose"),
      ...faultIf(kind !== "choice" && options.length > 0, `${path}[${i}].options`, "belongs to a choice alone"),
      ...faultIf(new Set(options).size < options.length, `${path}[${i}].options`, "names an option twice"),
    ]),
  ];
}

function checkTemplates({ event = {}, questions = [] }: MeetingType, path: string): readonly SetupFault[] {
  return (["title", "description"] as const).flatMap((part) =>
    unknownVariables(event[part] ?? "", questions).map((name) => ({
      path: `${path}.${part}`,
      message: `names {${name}}, which is no variable; there are ${templateVariables.join(", ")} and answer.<question>`,
    })),
  );
}
