import { expect, test } from "vitest";
import type { LeadList } from "../../../server/contract/leads.ts";
import { openTestWorld, readJson } from "../../support/test-world.ts";

const token = "operator-token-0123456789abcdef";
const headers = { authorization: `Bearer ${token}` };

test("leads that came in one millisecond are listed page by page, none skipped and none twice", async () => {
  const world = await openTestWorld({ env: { HANDRAISE_ADMIN_TOKEN: token } });
  // The clock of a test stands still.
  const sent = await Promise.all(Array.from({ length: 70 }, (_, n) => world.submit({ email: `ada@firm${n}.example` })));
  const seen: string[] = [];
  const pages: number[] = [];
  for (let next: string | null = ""; next !== null; ) {
    const query: string = next === "" ? "" : `?before=${encodeURIComponent(next)}`;
    const page: LeadList = await readJson<LeadList>(await world.app.request(`/v1/admin/leads${query}`, { headers }));
    seen.push(...page.leads.map(({ id }) => id));
    pages.push(page.leads.length);
    next = page.next;
  }
  expect(pages).toEqual([50, 20]);
  expect(seen.toSorted()).toEqual(sent.map(({ leadId }) => leadId).toSorted());
  const odd = ["0", "1.lead_x", "x.lead_AAAAAAAAAAAAAAAAAAAAAA"].map(async (before) =>
    world.app.request(`/v1/admin/leads?before=${before}`, { headers }),
  );
  expect((await Promise.all(odd)).map(({ status }) => status)).toEqual([422, 422, 422]);
  await world.close();
});
