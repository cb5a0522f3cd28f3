import type { MeetingType } from "../slots/meeting-type.ts";
import { checkDates } from "./check-dates.ts";
import { checkUnique, checkWebUrl, faultIf, type SetupFault } from "./setup-fault.ts";

export function checkMeetingTypes(types: readonly MeetingType[]): readonly SetupFault[] {
  return [...checkUnique(types, "meetingTypes"), ...types.flatMap((type, i) => checkMeetingType(type, `meetingTypes[${i}]`))];
}

function checkMeetingType(type: MeetingType, path: string): readonly SetupFault[] {
  const { horizon, location, durationMinutes, minuteLimits } = type;
  return [
    ...(horizon.kind === "range" ? checkDates(horizon, `${path}.horizon`) : []),
    ...(location.kind === "link" ? checkWebUrl(location.url, `${path}.location.url`) : []),
    ...(["day", "week", "month"] as const).flatMap((period) => {
      const limit = minuteLimits[period];
      const tooLow = limit !== undefined && limit < durationMinutes;
      return faultIf(tooLow, `${path}.minuteLimits.${period}`, `is less than one meeting of ${durationMinutes} minutes`);
    }),
  ];
}
