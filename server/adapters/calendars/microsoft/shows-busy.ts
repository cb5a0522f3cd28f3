/** Whether an event with this `showAs`, or this status of a schedule item, makes its person busy. What we do not know is busy. */
export function showsBusy(status: string | null, tentativeIsBusy: boolean): boolean {
  if (status === null) return true;
  const known = status.toLowerCase();
  if (known === "free" || known === "workingelsewhere") return false;
  return known === "tentative" ? tentativeIsBusy : true;
}
