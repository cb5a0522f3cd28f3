import { type Context, Hono } from "hono";
import { accountsBody, aliasesBody, contactsBody, correctionBody, type ImportAnswer } from "../../contract/accounts.ts";
import { AppError } from "../../core/errors.ts";
import { readBatchRow } from "../../core/import/batch-row.ts";
import type { ImportKind } from "../../core/import/patch.ts";
import { correctMatch } from "../../flows/accounts/correct-match.ts";
import { exportTable } from "../../flows/accounts/export-table.ts";
import { followAccounts } from "../../flows/accounts/follow-accounts.ts";
import { importBatch } from "../../flows/accounts/import-batch.ts";
import { importFile } from "../../flows/accounts/import-file.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { bodyStream } from "../../http/body-stream.ts";
import { readBody } from "../../http/read-body.ts";
import { parseBody } from "../public/parse-body.ts";
import type { AdminParts } from "./index.ts";
import { requireLeadId } from "./require-lead-id.ts";

const kinds: readonly ImportKind[] = ["accounts", "contacts", "aliases"];
/** A batch of 500 rows with their facts. */
const batchBytes = 4 * 1024 * 1024;
const author = "operator";

function parseKind(text: string): ImportKind {
  const kind = kinds.find((one) => one === text);
  if (!kind) throw new AppError("not_found");
  return kind;
}

type ImportRow = Awaited<ReturnType<typeof importFile>>;

function answerOf({ id, kind, state, report }: ImportRow): ImportAnswer {
  return { id, kind, state, ...report };
}

/** Accounts, contacts and aliases: in and out as CSV, in small batches as JSON, and the correction of a match. */
export function accountRoutes({ world, headers }: Pick<AdminParts, "world" | "headers">): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: headers.api(null) });
  const told = (row: ImportRow) => json(answerOf(row), row.state === "refused" && row.report.problemCount > 0 ? 422 : 200);

  routes.post("/v1/admin/imports/:kind", async (c) => {
    const ask = {
      kind: parseKind(c.req.param("kind")),
      author,
      bytes: bodyStream(c),
      checkOnly: c.req.query("check") !== undefined,
    };
    const row = await importFile(world, ask);
    await followAccounts(world);
    return told(row);
  });
  routes.get("/v1/admin/imports/:id", async (c) => {
    const id = c.req.param("id");
    const row = id.startsWith("imp_") ? await world.store.read.imports.find(`imp_${id.slice("imp_".length)}`) : null;
    if (!row) throw new AppError("not_found");
    return json(answerOf(row));
  });
  routes.get("/v1/admin/exports/:kind", (c) => {
    const kind = parseKind(c.req.param("kind"));
    const extra = { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="${kind}.csv"` };
    return new Response(streamOf(exportTable(world.store, kind)), { headers: headers.api(null, extra) });
  });
  const body = (c: Context<AppEnv>) => readBody(c, batchBytes);
  routes.put("/v1/admin/accounts", async (c) => {
    const { accounts } = parseBody(accountsBody, await body(c));
    return told(
      await importBatch(world, { kind: "accounts", author, rows: accounts.map((row) => readBatchRow("accounts", row)) }),
    );
  });
  routes.put("/v1/admin/contacts", async (c) => {
    const { contacts } = parseBody(contactsBody, await body(c));
    return told(
      await importBatch(world, { kind: "contacts", author, rows: contacts.map((row) => readBatchRow("contacts", row)) }),
    );
  });
  routes.put("/v1/admin/aliases", async (c) => {
    const { aliases } = parseBody(aliasesBody, await body(c));
    return told(await importBatch(world, { kind: "aliases", author, rows: aliases.map((row) => readBatchRow("aliases", row)) }));
  });
  const removed = async (kind: "accounts" | "contacts", row: Readonly<Record<string, string | boolean>>) => {
    const answer = await importBatch(world, { kind, author, rows: [readBatchRow(kind, { ...row, deleted: true })] });
    if (answer.report.changed === 0) throw new AppError("not_found");
    return told(answer);
  };
  routes.delete("/v1/admin/accounts/:id", (c) => removed("accounts", { id: c.req.param("id") }));
  routes.delete("/v1/admin/contacts/:email", (c) => removed("contacts", { email: c.req.param("email") }));
  routes.post("/v1/admin/leads/:id/match", async (c) => {
    const asked = parseBody(correctionBody, await readBody(c));
    return json(await correctMatch(world, { author, ...asked, leadId: requireLeadId(c.req.param("id")) }));
  });
  return routes;
}

/** Pulled page by page, so that a slow reader costs no memory. */
function streamOf(pieces: AsyncGenerator<string, void, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return();
    },
  });
}
