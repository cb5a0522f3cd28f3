import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSetup } from "../../../../server/core/check-setup.ts";
import type { Lead } from "../../../../server/core/lead/lead.ts";
import type { Account } from "../../../../server/core/match/account.ts";
import { compileTerritories } from "../../../../server/core/route/compile-territories.ts";
import type { Area, Territory } from "../../../../server/core/route/territory.ts";
import type { Setup } from "../../../../server/core/setup.ts";
import { askRoute } from "../../../support/ask-route.ts";
import { somePool, someRep, someSetup } from "../../../support/some-setup.ts";
import { someMatch, someSubject } from "../../../support/some-subject.ts";

const territory = (id: string, areas: readonly Area[], given: Partial<Territory> = { repId: "ann" }): Territory => ({
  id,
  name: id,
  areas,
  ...given,
});
const find = (territories: readonly Territory[], lead: Partial<Lead>, account?: Partial<Account>) =>
  compileTerritories(territories)(someSubject(lead, account === undefined ? {} : { match: someMatch(account) }))?.territory.id ??
  null;

describe("an area", () => {
  const areas: readonly [string, Area, Partial<Lead>, boolean][] = [
    ["has a country of its region", { countries: ["DACH"] }, { country: "CH" }, true],
    ["has no other country", { countries: ["DACH"] }, { country: "FR" }, false],
    ["has a state by its code", { countries: ["US"], states: ["CA", "OR"] }, { country: "US", state: "California" }, true],
    ["has a state by its ISO code", { states: ["Bavaria", "US-OR"] }, { state: "oregon" }, true],
    ["has a state in another language", { countries: ["DE"], states: ["Bavaria"] }, { country: "DE", state: "Bayern" }, true],
    [
      "has not the state of that code in another country",
      { countries: ["US", "DE"], states: ["CA"] },
      { country: "DE", state: "CA" },
      false,
    ],
    ["has another spelling of a state", { states: ["Île-de-France"] }, { state: "ile de france" }, true],
    ["has a postal range", { countries: ["DE"], postalCodes: ["80000-87999"] }, { country: "DE", postalCode: "81543" }, true],
    [
      "has not the same code of another country",
      { countries: ["DE"], postalCodes: ["80000-87999"] },
      { country: "AT", postalCode: "81543" },
      false,
    ],
    ["has an industry", { industries: ["Software", "Internet"] }, { industry: "software" }, true],
    ["has an industry by another word", { industries: ["Software"] }, { industry: "SaaS" }, true],
    ["has the twigs of its branch", { industries: ["technology"] }, { industry: "SaaS" }, true],
    ["has no other industry", { industries: ["Software"] }, { industry: "Bank" }, false],
    ["has a size", { sizeFrom: 50, sizeTo: 199 }, { companySize: 199 }, true],
    ["has not a size beyond", { sizeFrom: 50, sizeTo: 199 }, { companySize: 200 }, false],
    ["has nobody of whom that is not known", { sizeFrom: 50 }, {}, false],
    ["has a named account by its domain", { accounts: ["acme.com"] }, { emailDomain: "acme.com" }, true],
    ["has no free mail for a domain", { accounts: ["gmail.com"] }, { emailDomain: "gmail.com", freeMail: true }, false],
  ];
  it.each(areas)("%s", (...[, area, lead, is]) => {
    expect(find([territory("t", [area])], lead)).toBe(is ? "t" : null);
  });
  it("takes from the account what the lead did not say, and what the lead said before that", () => {
    const south = territory("south", [{ countries: ["DE"], postalCodes: ["8"], sizeFrom: 100 }]);
    const account = { country: "Germany", companySize: 500, facts: { postalCode: "80331" } };
    expect(find([south], {}, account)).toBe("south");
    expect(find([south], { country: "FR" }, account)).toBe(null);
  });
  it("names an account by its id or name", () => {
    expect(find([territory("named", [{ accounts: ["acc_1"] }])], {}, {})).toBe("named");
    expect(find([territory("named", [{ accounts: ["ACME"] }])], {}, {})).toBe("named");
  });
});

it("the first territory in the setup's order has the lead", () => {
  const all = [
    territory("named", [{ accounts: ["acme.com"] }]),
    territory("dach", [{ countries: ["DACH"] }]),
    territory("eu", [{ countries: ["EU"] }]),
  ];
  expect(find(all, { country: "DE", emailDomain: "acme.com" })).toBe("named");
  expect(find(all, { country: "DE" })).toBe("dach");
  expect(find(all, { country: "FR" })).toBe("eu");
  expect(find(all, { country: "US" })).toBe(null);
});

it("the index answers as asking every area in turn would", () => {
  const postal = fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 9 })).map(([from, more]) => {
    const low = String(from).padStart(2, "0");
    const high = String(Math.min(99, from + more)).padStart(2, "0");
    return low === high ? low : `${low}000-${high}999`;
  });
  const area = fc.record({
    countries: fc.subarray(["DE", "AT", "FR", "US"], { minLength: 1 }),
    postalCodes: fc.array(postal, { minLength: 1, maxLength: 3 }),
  });
  const code = fc.integer({ min: 0, max: 99_999 }).map((number) => String(number).padStart(5, "0"));
  fc.assert(
    fc.property(
      fc.array(area, { minLength: 1, maxLength: 30 }),
      fc.constantFrom("DE", "AT", "FR", "US"),
      code,
      (areas, country, postalCode) => {
        const territories = areas.map((one, i) => territory(`t${i}`, [one]));
        const alone = territories.find((one) => find([one], { country, postalCode }) !== null);
        expect(find(territories, { country, postalCode })).toBe(alone?.id ?? null);
      },
    ),
  );
});

describe("in a router", () => {
  const pools = [somePool("west", ["bo"])];
  const setup: Setup = {
    ...someSetup({
      pools,
      reps: [someRep("ann")],
      rules: [
        {
          id: "south",
          name: "South",
          when: { field: "territory", op: "equals", value: "south" },
          then: { kind: "offerTerritory", meetingTypeId: "intro", otherwise: { kind: "message", text: "later" } },
        },
      ],
      catchAll: { kind: "offerTerritory", meetingTypeId: "intro", otherwise: { kind: "message", text: "nowhere" } },
    }),
    territories: [
      territory("south", [{ countries: ["DE"], postalCodes: ["8"] }], { repId: "ann" }),
      territory("rest", [{ countries: ["DE"] }], { poolId: "west" }),
    ],
  };
  const ask = (lead: Partial<Lead>, away: readonly string[] = []) =>
    askRoute(setup, { subject: someSubject(lead), states: Object.fromEntries(away.map((repId) => [repId, "away"])) });
  it("its rep or its pool is offered, and conditions may ask for it", () => {
    expect(ask({ country: "DE", postalCode: "80331" })).toMatchObject({ ruleId: "south", repId: "ann" });
    expect(ask({ country: "DE", postalCode: "10115" })).toMatchObject({ ruleId: null, repId: "bo", poolId: "west" });
    expect(ask({ country: "FR" })).toMatchObject({ outcome: "message", text: "nowhere" });
    expect(ask({ country: "DE", postalCode: "80331" }, ["ann"])).toMatchObject({ outcome: "message", text: "later" });
  });
  it("the check says what is wrong with a territory", () => {
    const wrong = [
      territory("a", [{ countries: ["Atlantis"] }], { repId: "ann", poolId: "west" }),
      territory("a", [{ postalCodes: ["1-22"], sizeFrom: 9, sizeTo: 3 }, {}], { repId: "nobody" }),
    ];
    expect(
      checkSetup({
        ...setup,
        meetingTypes: [],
        territories: wrong,
        router: { ...setup.router, rules: [], catchAll: { kind: "message", text: "x" } },
      }),
    ).toEqual([
      { path: "territories[1].id", message: "a is the id of territories[0] already" },
      { path: "territories[0]", message: "needs an owner: either repId or poolId" },
      { path: "territories[0].areas[0].countries[0]", message: "there is no country or region Atlantis" },
      { path: "territories[1].repId", message: "there is no rep nobody" },
      { path: "territories[1].areas[0].postalCodes[0]", message: "takes a beginning such as 75, or a range such as 10000-19999" },
      { path: "territories[1].areas[0].sizeFrom", message: "is more than sizeTo, 3" },
      { path: "territories[1].areas[1]", message: "says nothing, so no lead would be in it" },
    ]);
  });
});
