import { expect, it, test } from "vitest";
import { compileWhen } from "../../../../server/core/route/compile-when.ts";
import { fieldNames, subjectFields, subjectFieldsOf } from "../../../../server/core/route/fields.ts";
import type { When } from "../../../../server/core/route/router.ts";
import type { Subject } from "../../../../server/core/route/subject.ts";
import { instant } from "../../../../server/core/time.ts";
import { someMatch, someSubject } from "../../../support/some-subject.ts";

const answerOf = (when: When, subject: Partial<Omit<Subject, "lead">>) => compileWhen(when)(someSubject({}, subject));

test("every name is a field, and no field reads anything off a lead that said nothing", () => {
  expect(fieldNames.filter((name) => subjectFields(name) === null)).toEqual([]);
  const silent = someSubject();
  const found = fieldNames.filter((name) => subjectFields(name)?.read(silent) !== undefined);
  for (const name of found) expect(name).toMatch(/^(page|lead\.page|visitor|lead\.(timeZone|locale)|match|verdict|time)/);
});

test("what a source said is asked by its name, as the condition needs it", () => {
  const at = instant(0);
  const facts = { employees: { value: 120, source: "x", at }, tags: { value: ["saas", "b2b"], source: "x", at } };
  expect(answerOf({ field: "facts.employees", op: "greater", value: 100 }, { facts })).toBe("yes");
  expect(answerOf({ field: "facts.tags", op: "any_in", value: ["b2b"] }, { facts })).toBe("yes");
  expect(answerOf({ field: "facts.revenue", op: "greater", value: 100 }, { facts })).toBe("unknown");
});

test("which form a lead came by is asked by its id or name", () => {
  const asks = (lead: object, field: string) => compileWhen({ field, op: "equals", value: "Demo" })(someSubject(lead));
  expect(asks({ formId: "demo" }, "form.id")).toBe("yes");
  expect(asks({ formName: "newsletter" }, "form.name")).toBe("no");
  expect(asks({}, "form.id")).toBe("unknown");
});

test("what came earlier is asked by counts and dates", () => {
  const history = {
    personLeads: 2,
    domainLeads: 3,
    personBookings: 0,
    domainBookings: 1,
    personFirstLeadAt: instant(Date.UTC(2026, 0, 10)),
    personLastLeadAt: instant(Date.UTC(2026, 5, 10)),
  };
  expect(answerOf({ field: "history.personLeads", op: "greater", value: 1 }, { history })).toBe("yes");
  expect(answerOf({ field: "history.personBookings", op: "equals", value: 0 }, { history })).toBe("yes");
  expect(answerOf({ field: "history.personLastLeadAt", op: "within_last_days", value: 7 }, { history })).toBe("yes");
  expect(answerOf({ field: "history.personFirstLeadAt", op: "before", value: "2026-02-01" }, { history })).toBe("yes");
  expect(answerOf({ field: "history.domainFirstLeadAt", op: "before", value: "2026-02-01" }, { history })).toBe("unknown");
  expect(answerOf({ field: "history.domainLastLeadAt", op: "within_last_days", value: 7 }, { history })).toBe("unknown");
});

test("the parent is asked like the account", () => {
  const { account } = someMatch({ companySize: 9_000, facts: { tier: "gold" } });
  const match = { ...someMatch(), parent: account };
  expect(answerOf({ field: "parent.companySize", op: "greater", value: 5_000 }, { match })).toBe("yes");
  expect(answerOf({ field: "parent.facts.tier", op: "equals", value: "gold" }, { match })).toBe("yes");
  expect(answerOf({ field: "account.companySize", op: "greater", value: 5_000 }, { match })).toBe("unknown");
});

it("the time of the day is the company's, across a change of the clocks", () => {
  const berlin = subjectFieldsOf({ companyZone: "Europe/Berlin" });
  const read = (at: number) => berlin("time.ofDay")?.read(someSubject({}, { now: instant(at) }));
  expect(read(Date.UTC(2026, 2, 29, 0, 59))).toBe("01:59");
  expect(read(Date.UTC(2026, 2, 29, 1, 0))).toBe("03:00");
  expect(berlin("time.weekday")?.read(someSubject({}, { now: instant(Date.UTC(2026, 11, 31, 23)) }))).toBe("fri");
});
