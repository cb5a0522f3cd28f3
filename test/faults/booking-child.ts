import { readFileSync } from "node:fs";
import { instant } from "../../server/core/time.ts";
import { openTestWorld, smallSetup } from "../support/test-world.ts";

/** A server that does what its parent asks, until it is killed: submits a lead, books, and tells what is in the database. */
const [databaseUrl = "", googleApi = "", keyFile = "", role = "first"] = process.argv.slice(2);

const calendar = "{ kind: google, account: anna@acme.example, serviceAccountEnv: HANDRAISE_SECRET_VENDOR }";
const setup = smallSetup
  .replace("email: anna@acme.example", `email: anna@acme.example, calendar: ${calendar}`)
  .replace("members: [anna, ben]", "members: [anna, { repId: ben, weight: 0 }]")
  .replace("days: 3", "days: 10");

const world = await openTestWorld({
  databaseUrl,
  setup: role === "first" ? setup : null,
  env: { HANDRAISE_SECRET_VENDOR: readFileSync(keyFile, "utf8"), HANDRAISE_CALENDAR_DEADLINE_MS: "20000" },
  overrides: {
    now: () => instant(Date.now()),
    endpoints: { googleApi, googleToken: `${googleApi}token` },
    jobs: { leaseMs: 1_500 },
  },
});
// The first look at the calendar, so that Anna is offered.
await world.context.rounds.once();
world.context.jobs.start();

async function state() {
  const { bookings, messages, jobs } = world.context.world.store.read;
  const [active, mails, counts] = [await bookings.listActive(instant(Date.now())), await messages.list(50), await jobs.counts()];
  return {
    bookings: active.map(({ repId, status }) => `${repId} ${status}`),
    visitorMails: mails.filter(({ to }) => to === "vera@firm.example").length,
    unfinished: counts.ready + counts.leased + counts.dead,
  };
}

process.on("message", (asked: { readonly do: string; readonly answer?: Awaited<ReturnType<typeof world.submit>> }) => {
  const work = async () => {
    if (asked.do === "submit") return world.submit({ email: "vera@firm.example" });
    if (asked.do === "book" && asked.answer) return world.book(asked.answer);
    return state();
  };
  void work().then((value) => process.send?.(value));
});
process.send?.("ready");
