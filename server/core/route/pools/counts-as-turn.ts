/** What became of a meeting, as far as fairness cares. */
export interface MeetingFate {
  readonly accepted: boolean;
  readonly missedByRep: boolean;
  readonly missedByVisitor: boolean;
}

/**
 * Whether a meeting counts as a turn of its rep. One that the visitor missed brought the rep nothing and counts only when
 * the pool says so; one that the rep missed always counts, or missing meetings would earn more of them.
 */
export function countsAsTurn(meeting: MeetingFate, countNoShows: boolean): boolean {
  if (!meeting.accepted) return false;
  return countNoShows || meeting.missedByRep || !meeting.missedByVisitor;
}
