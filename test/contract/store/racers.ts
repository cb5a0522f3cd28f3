import type { Store } from "../../../db/store.ts";
import { aBooking } from "./samples.ts";

/** Ten half hours that touch, and for each of them clients that want it, or want to begin up to 29 minutes into it. */
export const halfHours = 10;
export const reps = 7;
/** Half hours of six reps, fifty each. */
export const manySlots = 300;

interface Heat {
  /** Number of the first client. */
  readonly from: number;
  readonly clients: number;
}

const race = async (heat: Heat, run: (client: number) => Promise<string | null>): Promise<string[]> => {
  const ids = await Promise.all(Array.from({ length: heat.clients }, (_, i) => run(heat.from + i)));
  return ids.filter((id) => id !== null);
};

/** Each client's unit wants one time; resolves with the ids of the bookings that were acknowledged. */
export const racers = {
  /** One rep: client n wants half hour `n mod 10`. */
  slots: (store: Store, heat: Heat) =>
    race(heat, async (client) => {
      const start = (client % halfHours) * 30;
      const booking = aBooking("rep-a", [start, start + 30]);
      return (await store.write((repos) => repos.bookings.insert(booking))) ? booking.id : null;
    }),
  /** Six reps: client n wants half hour `n mod 300`, counted over all of them. */
  many: (store: Store, heat: Heat) =>
    race(heat, async (client) => {
      const slot = client % manySlots;
      const start = Math.floor(slot / 6) * 30;
      const booking = aBooking(`rep-${slot % 6}`, [start, start + 30]);
      return (await store.write((repos) => repos.bookings.insert(booking))) ? booking.id : null;
    }),
  /** One time: every client tries rep after rep in the same unit, and leaves a job when it has one. */
  reps: (store: Store, heat: Heat) =>
    race(heat, (client) =>
      store.write(async (repos) => {
        for (let i = 0; i < reps; i++) {
          const booking = aBooking(`rep-${(client + i) % reps}`, [0, 30]);
          if (!(await repos.bookings.insert(booking))) continue;
          await repos.jobs.enqueue({
            id: `job_${booking.id}`,
            kind: "invite",
            uniqueKey: booking.id,
            payload: {},
            runAt: booking.createdAt,
          });
          return booking.id;
        }
        return null;
      }),
    ),
  /** One rep: client n wants half an hour that starts at minute `7 n mod 450`, so that times overlap in every way. */
  overlaps: (store: Store, heat: Heat) =>
    race(heat, async (client) => {
      const start = (client * 7) % 450;
      const booking = aBooking("rep-a", [start, start + 30]);
      return (await store.write((repos) => repos.bookings.insert(booking))) ? booking.id : null;
    }),
};
