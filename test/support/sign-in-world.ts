import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { instant } from "../../server/core/time.ts";
import { connectLink } from "../../server/flows/calendars/connect-link.ts";
import { createLogger } from "../../server/http/log.ts";
import { type FakeGoogle, startFakeGoogle } from "./fake-google/start-fake-google.ts";
import { type FakeGraph, startFakeGraph } from "./fake-graph/start-fake-graph.ts";
import { type FakeSignIn, startFakeSignIn } from "./fake-sign-in.ts";
import { connectedSetup, origin, repsBrowser } from "./reps-browser.ts";
import { mondayMorning, openTestWorld, type TestWorld } from "./test-world.ts";

type Provider = "google" | "microsoft";

export const person = "anna@acme.example";

/** A rep's browser, signed in by the link. */
async function openRepsBrowser(world: TestWorld) {
  const browser = repsBrowser(world);
  const ticket = connectLink(world.context.world, { repId: "anna" }).url.split("#")[1] ?? "";
  await browser.post("/connect/open", { ticket });
  return browser;
}

type Browser = Awaited<ReturnType<typeof openRepsBrowser>>;

/** Goes to the provider and comes back to where it sends us, as a path of ours. */
export async function goThere(browser: Browser, provider: Provider): Promise<string> {
  const started = await browser.get(`/connect/${provider}/start`);
  expect(started.status).toBe(303);
  const there = await fetch(started.headers.get("location") ?? "", { redirect: "manual" });
  expect(there.status).toBe(302);
  const back = there.headers.get("location") ?? "";
  expect(back.startsWith(`${origin}/connect/${provider}/callback?`)).toBe(true);
  return back.slice(origin.length);
}

/**
 * A server at whose providers Anna can sign in: the fake calendars are there for the whole test file, the place where she signs
 * in and the server are new for each test.
 */
export function signInWorld() {
  let google: FakeGoogle;
  let graph: FakeGraph;
  let signIn: FakeSignIn;
  let world: TestWorld;
  let logged: string[];

  beforeAll(async () => {
    [google, graph] = await Promise.all([startFakeGoogle({ people: [person] }), startFakeGraph(() => mondayMorning)]);
    graph.addMailbox(person);
  });
  afterAll(() => Promise.all([google.stop(), graph.stop()]));
  beforeEach(async () => {
    google.clear();
    const onToken = (token: string) => {
      google.admit(person, token);
      graph.admit(token);
    };
    signIn = await startFakeSignIn({ email: person, onToken });
    world = await openWorld();
  });
  afterEach(async () => {
    await world.close();
    await signIn.stop();
  });

  function openWorld(store?: TestWorld["context"]["world"]["store"]): Promise<TestWorld> {
    logged = [];
    const { id, secret } = signIn.client;
    return openTestWorld({
      setup: store ? null : connectedSetup,
      env: {
        HANDRAISE_CALENDAR_DEADLINE_MS: "5000",
        HANDRAISE_GOOGLE_CLIENT_ID: id,
        HANDRAISE_GOOGLE_CLIENT_SECRET: secret,
        HANDRAISE_MICROSOFT_CLIENT_ID: id,
        HANDRAISE_MICROSOFT_CLIENT_SECRET: secret,
        HANDRAISE_MICROSOFT_TENANT: "acme.example",
      },
      overrides: {
        ...(store ? { store } : {}),
        logger: createLogger("debug", { write: (line) => logged.push(line) }),
        endpoints: { ...google.endpoints, ...graph.endpoints },
        issuers: { google: signIn.issuer, microsoft: signIn.issuer },
      },
    });
  }

  return {
    google: () => google,
    graph: () => graph,
    signIn: () => signIn,
    world: () => world,
    /** Everything that the server logged. */
    logged: (): readonly string[] => logged,
    /** Another server on the same database. */
    openOther: () => openWorld(world.context.world.store),
    repsBrowser: () => openRepsBrowser(world),
    /** Signs in and has the calendars connected. */
    async connect(provider: Provider = "google"): Promise<Browser> {
      const browser = await openRepsBrowser(world);
      const done = await browser.get(await goThere(browser, provider));
      expect([done.status, done.headers.get("location")]).toEqual([303, "/connect/calendars"]);
      return browser;
    },
    rowOf: () => world.context.world.state.connections.of("anna"),
    reasonOfAnna() {
      const { state, now } = world.context.world;
      return state.calendars.reason("anna", state.setup().meetingTypes.get("demo")!, now());
    },
    later: (minutes: number) => world.setNow(instant(mondayMorning + minutes * 60_000)),
  };
}
