import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore } from "../../../db/open-store.ts";
import { type CommandLine, openCommandLine } from "../../support/command-line.ts";
import { bookingOf, postTo, submitTo } from "../../support/race-for-one-time.ts";
import { type ServerProcess, startServerProcess } from "../../support/server-process.ts";
import { smallSetup, submissionId, submissionOf } from "../../support/test-world.ts";

let cli: CommandLine;
beforeEach(async () => {
  cli = openCommandLine({ HANDRAISE_SECRET: "p".repeat(43) });
  await cli.run(["apply", "-"], { input: smallSetup.replace("days: 3", "days: 10") });
});
afterEach(() => cli.remove());

const lead = { email: "ada@firm.example" };

/** A submission of which the server has the half, and gets the rest when it is told to. */
async function beginSubmission(origin: string) {
  const body = JSON.stringify(submissionOf(lead));
  const sending = request(`${origin}/v1/submissions`, { method: "POST", headers: { "content-length": Buffer.byteLength(body) } });
  const answered = new Promise<IncomingMessage | null>((resolve) => {
    sending.once("response", resolve);
    sending.once("error", () => resolve(null));
  });
  sending.write(body.slice(0, 20));
  await once(sending, "socket");
  // The server reads connections in their order: when it has answered a later one, it has this one.
  await expect.poll(() => notReady(origin), { timeout: 10_000 }).toBeNull();
  return {
    async finish(): Promise<IncomingMessage | null> {
      sending.end(body.slice(20));
      return answered;
    },
  };
}

/** How the process ended, without telling it anything. */
async function ended({ child }: ServerProcess): Promise<number | string | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode ?? child.signalCode;
}

/** The reasons for which the server is not ready; null when it is, `gone` when nobody answers. */
const notReady = (origin: string): Promise<unknown> =>
  fetch(`${origin}/readyz`, { headers: { connection: "close" } }).then(
    async (response) => (response.ok ? null : ((await response.json()) as { reasons: unknown }).reasons),
    () => "gone",
  );

describe("SIGTERM", () => {
  test("under load answers everything that was accepted, loses nothing that was acknowledged, and ends with 0", async () => {
    const server = await startServerProcess(cli.env);
    const statuses = new Set<number>();
    const acknowledged = new Set<string>();
    const submitUntilGone = async (): Promise<void> => {
      for (;;) {
        const id = submissionId();
        try {
          const response = await fetch(`${server.origin}/v1/submissions`, {
            method: "POST",
            body: JSON.stringify(submissionOf({ email: `ada@${id.toLowerCase().replaceAll(/[^a-z]/g, "x")}.example` }, id)),
          });
          statuses.add(response.status);
          await response.text();
          if (response.ok) acknowledged.add(id);
        } catch {
          return;
        }
      }
    };
    const clients = Array.from({ length: 32 }, submitUntilGone);
    await expect.poll(() => acknowledged.size, { interval: 5, timeout: 30_000 }).toBeGreaterThan(200);
    server.child.kill("SIGTERM");
    expect(await ended(server)).toBe(0);
    await Promise.all(clients);
    expect(statuses).toEqual(new Set([200]));

    const store = await openStore(cli.env.HANDRAISE_DATABASE_URL ?? "");
    const kept = await Promise.all([...acknowledged].map((id) => store.read.submissions.find(id, 0)));
    expect(kept.filter((submission) => submission?.state !== "decided")).toEqual([]);
    await store.close();
  });

  test("while a request is in flight: not ready any more, the request is answered and its connection closed, then the end", async () => {
    const server = await startServerProcess(cli.env);
    const submission = await beginSubmission(server.origin);
    server.child.kill("SIGTERM");
    await expect.poll(() => notReady(server.origin), { timeout: 10_000 }).toEqual(["stopping"]);
    await expect.poll(() => notReady(server.origin), { timeout: 30_000 }).toBe("gone");
    const response = await submission.finish();
    expect([response?.statusCode, response?.headers.connection]).toEqual([200, "close"]);
    expect(await ended(server)).toBe(0);
  });

  test("hands back the leases of jobs that do not end in time", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const connected = once(silent, "connection");
    const address = silent.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const mail = { HANDRAISE_SMTP_URL: `smtp://127.0.0.1:${port}`, HANDRAISE_MAIL_FROM: "meet@acme.example" };
    const server = await startServerProcess({ ...cli.env, ...mail });
    const { answer } = await submitTo(server.origin, lead);
    const booked = await postTo<{ outcome: string }>(server.origin, "/v1/bookings", bookingOf(answer, 0));
    expect(booked.answer.outcome).toBe("booked");
    await connected;
    const store = await openStore(cli.env.HANDRAISE_DATABASE_URL ?? "");
    // Both mails hang; the event, and what is learned of the form at its time, do not.
    await expect.poll(() => store.read.jobs.counts(), { timeout: 20_000 }).toMatchObject({ leased: 2, dead: 0 });
    expect(await server.stop()).toBe(0);
    silent.close();
    const counts = await store.read.jobs.counts();
    expect(counts).toMatchObject({ leased: 0, dead: 0 });
    expect(counts.ready).toBeGreaterThanOrEqual(2);
    await store.close();
  });
});

describe("a second signal ends the process at once", () => {
  test.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("%s, status %i", async (second, status) => {
    const server = await startServerProcess(cli.env);
    const submission = await beginSubmission(server.origin);
    server.child.kill("SIGTERM");
    await expect.poll(() => notReady(server.origin), { timeout: 10_000 }).toEqual(["stopping"]);
    const askedAt = performance.now();
    server.child.kill(second);
    expect(await ended(server)).toBe(status);
    expect(performance.now() - askedAt).toBeLessThan(5_000);
    expect(await submission.finish()).toBeNull();
  });
});
