import type { ChangeMark } from "../../db/store/accounts.ts";
import type { Store } from "../../db/store.ts";
import type { Rep } from "../core/availability/rep.ts";
import { AppError } from "../core/errors.ts";
import { type Instant, instant } from "../core/time.ts";
import { type AccountIndex, createAccountIndex } from "./account-index.ts";
import { type Connections, createConnections } from "./connections.ts";
import { createFactMemory, type FactMemory } from "./fact-memory.ts";
import { compileSetup, type LiveSetup } from "./live-setup.ts";
import { createPoolBooks, type PoolBooks } from "./pool-books.ts";
import { createRepCalendars, type RepCalendars } from "./rep-calendars.ts";
import type { Freshness } from "./rep-entry.ts";
import { createRepStanding, type RepStanding } from "./rep-standing.ts";
import { createSubmitRates, type SubmitRates } from "./submit-rates.ts";

/** What is held in memory for speed. Every part has `load` and an incremental change; the store stays the truth. */
export interface State {
  /** The live setup; throws `setup_missing` before the first one was applied. */
  setup(): LiveSetup;
  /** The live setup, or null before the first one was applied. */
  setupOrNull(): LiveSetup | null;
  readonly accounts: AccountIndex;
  /** How far changes of accounts and contacts were seen. */
  readonly accountMarks: { accounts: ChangeMark; contacts: ChangeMark };
  readonly factMemory: FactMemory;
  readonly submitRates: SubmitRates;
  readonly books: PoolBooks;
  readonly calendars: RepCalendars;
  readonly standing: RepStanding;
  readonly connections: Connections;
  /** Reads everything from the store. */
  load(store: Store, now: Instant): Promise<void>;
  /** Reads the setup and what hangs on it again, when another version became live. */
  reloadSetup(store: Store, now: Instant): Promise<void>;
}

/** Monthly limits count meetings that are over, too. */
const limitReachMs = 32 * 86_400_000;

export function createState(options: { readonly freshness: Freshness; readonly isLocal: (rep: Rep) => boolean }): State {
  const accounts = createAccountIndex();
  const books = createPoolBooks();
  const calendars = createRepCalendars(options.freshness);
  const connections = createConnections();
  const accountMarks = { accounts: { change: 0, key: "" }, contacts: { change: 0, key: "" } };
  const standing = createRepStanding();
  let live: LiveSetup | null = null;

  const reloadSetup = async (store: Store, now: Instant) => {
    const row = await store.read.setups.active();
    if (!row) return;
    const next = compileSetup(row);
    const recent = () => store.read.bookings.listActive(instant(now - limitReachMs));
    const { reps, pools } = next.setup;
    const capped = reps.some((rep) => rep.caps?.leads !== undefined);
    const [taken, pauses, open] = await Promise.all([
      capped ? store.read.leads.takenSince(instant(now - limitReachMs)) : [],
      store.read.pauses.all(),
      pools.some(({ rotation }) => rotation === "leastLoaded") ? store.read.leads.openByRep() : [],
    ]);
    const [putBooks, readings, bookings] = await Promise.all([books.load(store, pools), store.read.busy.all(), recent()]);
    // All in one tick: nobody sees the rules of one setup with the pools of another.
    putBooks();
    calendars.load({ reps, pools, isLocal: options.isLocal, readings, bookings });
    standing.load(next.setup, taken);
    standing.putPauses(pauses);
    standing.putOpenLeads(open);
    live = next;
    // What was booked or moved while these were read.
    const read = new Map(bookings.map(({ id, sequence }) => [id, sequence]));
    for (const booking of await recent()) if (read.get(booking.id) !== booking.sequence) calendars.applyBooking(booking);
  };

  return {
    setup() {
      if (!live) throw new AppError("setup_missing");
      return live;
    },
    setupOrNull: () => live,
    accounts,
    accountMarks,
    factMemory: createFactMemory(),
    submitRates: createSubmitRates(),
    books,
    calendars,
    connections,
    standing,
    reloadSetup,
    async load(store, now) {
      // Before what it stands for: what is changed meanwhile is read once more.
      const change = await store.read.accounts.lastChange();
      accountMarks.accounts = { change: change + 1, key: "" };
      accountMarks.contacts = { change: change + 1, key: "" };
      accounts.load(await store.read.accounts.all(), await store.read.contacts.all());
      connections.load(await store.read.connections.all());
      await reloadSetup(store, now);
    },
  };
}
