/** Minutes of the day of a time such as `9:30` or `17:00`; undefined when it is none. */
export function readMinutes(text: string): number | undefined {
  const found = /^\s*(\d{1,2}):(\d\d)\s*$/.exec(text);
  if (found === null) return undefined;
  const minutes = Number(found[1]) * 60 + Number(found[2]);
  return Number(found[2]) < 60 && minutes < 1_440 ? minutes : undefined;
}
