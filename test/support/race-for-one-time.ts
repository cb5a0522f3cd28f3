import type { BookingAnswer, BookingBody, SubmissionAnswer, Times } from "../../server/contract/public.ts";
import { readJson, submissionOf } from "./test-world.ts";

/** Five reps with the same hours in one pool, and one meeting type. */
export const fiveReps = `
company: { name: Acme Robots, timeZone: Europe/Berlin }
reps:
  - { id: rep1, name: Rep 1, email: rep1@acme.example }
  - { id: rep2, name: Rep 2, email: rep2@acme.example }
  - { id: rep3, name: Rep 3, email: rep3@acme.example }
  - { id: rep4, name: Rep 4, email: rep4@acme.example }
  - { id: rep5, name: Rep 5, email: rep5@acme.example }
pools:
  - { id: sales, members: [rep1, rep2, rep3, rep4, rep5], everybodyAway: { kind: message, text: We will call you. } }
meetingTypes:
  - { id: demo, name: Demo, durationMinutes: 60, minimumNoticeMinutes: 120, horizon: { kind: days, days: 10 } }
router:
  qualify: { message: Only for companies., rules: [] }
  rules: []
  catchAll: { kind: offerPool, poolId: sales, meetingTypeId: demo }
`;

/** An answer over HTTP with its status. */
export interface Reply<T> {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly answer: T;
}

/** Sends one body as a page does. */
export async function postTo<T>(origin: string, path: string, body: object): Promise<Reply<T>> {
  const response = await fetch(origin + path, { method: "POST", body: JSON.stringify(body) });
  return { status: response.status, retryAfter: response.headers.get("retry-after"), answer: await readJson<T>(response) };
}

export const submitTo = (
  origin: string,
  fields: Readonly<Record<string, string>>,
  id?: string,
): Promise<Reply<SubmissionAnswer>> => postTo(origin, "/v1/submissions", submissionOf(fields, id));

/** Epoch minutes of all times that an offer shows. */
export function minutesOf({ firstMinute, deltas }: Times): readonly number[] {
  if (firstMinute === null) return [];
  let last = firstMinute;
  return [firstMinute, ...deltas.map((delta) => (last += delta))];
}

/** The wish for one of an offer's times, by its place among them. */
export function bookingOf(offered: SubmissionAnswer | undefined, place: number): BookingBody {
  if (offered?.outcome !== "offered") throw new TypeError(`not offered but ${offered?.outcome}`);
  const start = new Date((minutesOf(offered.offer.times)[place] ?? 0) * 60_000).toISOString();
  const visitor = { timeZone: "Europe/Berlin", locale: "en", name: "Person", email: "person@firm.example" };
  return { token: offered.offer.token, start, ...visitor };
}

/** Clients who all want the same time of one pool, spread over the servers in turn. */
export async function raceForOneTime(origins: readonly string[], clients: number) {
  const originOf = (client: number) => origins[client % origins.length] ?? "";
  const offers = await Promise.all(
    Array.from({ length: clients }, (_, client) =>
      submitTo(originOf(client), { email: `person@firm${client}.example`, name: `Person ${client}` }),
    ),
  );
  const { start } = bookingOf(offers[0]?.answer, 3);
  const answers = await Promise.all(
    offers.map(({ answer }, client) =>
      postTo<BookingAnswer>(originOf(client), "/v1/bookings", { ...bookingOf(answer, 0), start }),
    ),
  );
  return { offers, answers, minute: Date.parse(start) / 60_000 };
}
