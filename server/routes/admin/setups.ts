import { Hono } from "hono";
import { z } from "zod";
import { checkSetup } from "../../core/check-setup.ts";
import { AppError } from "../../core/errors.ts";
import type { SetupVersionId } from "../../core/id.ts";
import type { Setup } from "../../core/setup.ts";
import { findingsOf } from "../../core/static-checks/index.ts";
import { formatInstant } from "../../core/time.ts";
import { previewRoute } from "../../flows/leads/preview-route.ts";
import { backtestPast } from "../../flows/setup/backtest.ts";
import { draftSetup } from "../../flows/setup/draft-setup.ts";
import { listVersions } from "../../flows/setup/list-versions.ts";
import { publishVersion, rollBack } from "../../flows/setup/publish-version.ts";
import { verifyAudit } from "../../flows/setup/verify-audit.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { readBody } from "../../http/read-body.ts";
import { readEnvelope } from "../public/read-envelope.ts";
import type { AdminParts } from "./index.ts";

const by = z.object({ author: z.string().trim().min(1).max(200).default("operator"), note: z.string().max(2_000).default("") });
const draftBody = by.extend({ setup: z.unknown() });
const publishBody = by.extend({ force: z.boolean().default(false) });
const backtestBody = z.object({
  days: z.number().int().min(1).max(366).default(30),
  limit: z.number().int().min(1).max(20_000).default(5_000),
});
const auditPage = 100;
/** A setup of many reps and territories is larger than a form. */
const setupLimit = 4 * 1_048_576;

type Context = Parameters<typeof readBody>[0];

async function parseBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const { bytes, tooLarge } = await readBody(c, setupLimit);
  if (tooLarge) throw new AppError("body_too_large");
  try {
    return schema.parse(bytes.length === 0 ? {} : JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new AppError("body_malformed", {}, { cause });
  }
}

/** A version's id as the address has it; throws `not_found` for anything else. */
function parseVersionId(text: string): SetupVersionId {
  if (!/^sv_[A-Za-z0-9_-]{22}$/.test(text)) throw new AppError("not_found");
  return `sv_${text.slice("sv_".length)}`;
}

/** A setup out of JSON of the file's shape, or everything that is wrong with it. */
async function readSetup(value: unknown): Promise<{ readonly setup: Setup | null; readonly problems: readonly object[] }> {
  // Its schemas are a fifth of what a start would evaluate.
  const { setupSchema } = await import("../../contract/setup/setup.ts");
  const parsed = setupSchema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ level: "error", path: path.join("."), message }));
    return { setup: null, problems };
  }
  const faults = checkSetup(parsed.data).map((fault) => ({ level: "error", ...fault }));
  if (faults.length > 0) return { setup: null, problems: faults };
  return { setup: parsed.data, problems: findingsOf(parsed.data).map((finding) => ({ level: "warning", ...finding })) };
}

/** Versions of the setup: drafts, trying them, publishing, and who did what. */
export function setupRoutes({ world, headers }: Pick<AdminParts, "world" | "headers">): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const json = (answer: unknown) => new Response(JSON.stringify(answer), { headers: headers.api(null) });
  const versionOf = async (text: string) => {
    const version = await world.store.read.setups.find(parseVersionId(text));
    if (version === null) throw new AppError("not_found");
    return version;
  };

  routes.get("/v1/admin/setup/versions", async () => {
    const versions = await listVersions(world);
    return json({
      versions: versions.map(({ createdAt, activatedAt, ...rest }) => ({
        ...rest,
        createdAt: formatInstant(createdAt),
        activatedAt: activatedAt === null ? null : formatInstant(activatedAt),
      })),
    });
  });
  routes.get("/v1/admin/setup/versions/:id", async (c) => {
    const { id, hash, setup, author, note, createdAt } = await versionOf(c.req.param("id"));
    return json({ id, hash, author, note, createdAt: formatInstant(createdAt), setup });
  });
  routes.post("/v1/admin/setup/check", async (c) => {
    const { problems } = await readSetup((await parseBody(c, draftBody)).setup);
    return json({ ok: problems.length === 0, problems });
  });
  routes.post("/v1/admin/setup/drafts", async (c) => {
    const { setup: given, author, note } = await parseBody(c, draftBody);
    const { setup, problems } = await readSetup(given);
    if (setup === null) throw new AppError("setup_invalid", { problems: JSON.stringify(problems.slice(0, 20)) });
    return json({ ...(await draftSetup(world, { setup, author, note })), problems });
  });
  routes.post("/v1/admin/setup/versions/:id/simulate", async (c) => {
    const version = await versionOf(c.req.param("id"));
    const { bytes, tooLarge } = await readBody(c);
    const { envelope } = readEnvelope(bytes, tooLarge);
    if (envelope instanceof AppError) throw envelope;
    return json(await previewRoute(world, { ...envelope, receivedAt: world.now() }, version));
  });
  routes.post("/v1/admin/setup/versions/:id/backtest", async (c) => {
    const version = await versionOf(c.req.param("id"));
    const asked = await parseBody(c, backtestBody);
    return json(await backtestPast(world, { before: world.state.setup().setup, after: version.setup }, asked));
  });
  routes.post("/v1/admin/setup/versions/:id/publish", async (c) => {
    const { id } = await versionOf(c.req.param("id"));
    return json(await publishVersion(world, { id, ...(await parseBody(c, publishBody)) }));
  });
  routes.post("/v1/admin/setup/rollback", async (c) => json(await rollBack(world, await parseBody(c, by))));
  routes.get("/v1/admin/setup/drift", async () => {
    const row = await world.store.read.formMemory.read();
    return json({ drift: row?.drift ?? [], updatedAt: row === null ? null : formatInstant(row.updatedAt) });
  });
  routes.get("/v1/admin/audit", async () => {
    const entries = await world.store.read.audit.newest(auditPage);
    return json({ entries: entries.map((entry) => ({ ...entry, at: formatInstant(entry.at) })) });
  });
  routes.get("/v1/admin/audit/verify", async () => json(await verifyAudit(world)));
  return routes;
}
