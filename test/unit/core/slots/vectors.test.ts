import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import type { VectorRun } from "../../../support/run-slot-vectors.ts";
import { readSlotVectors } from "../../../support/run-slot-vectors.ts";
import { slots } from "../../../support/vector-slots.ts";

const program = fileURLToPath(new URL("../../../support/run-slot-vectors.ts", import.meta.url));

async function runIn(timeZone: string): Promise<VectorRun> {
  const { stdout } = await promisify(execFile)(process.execPath, [program], {
    env: { ...process.env, TZ: timeZone, NODE_OPTIONS: "" },
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout) as VectorRun;
}

describe("the slot vectors", () => {
  it.each([
    ["UTC", 0],
    ["America/New_York", -300],
    ["Asia/Kolkata", 330],
    ["Australia/Sydney", 660],
    ["America/Santiago", -180],
  ] as const)("are answered as agreed, quirks and pinned policies too, on a machine in %s", async (timeZone, januaryOffset) => {
    const run = await runIn(timeZone);
    console.log(`slot vectors in ${timeZone}: ${JSON.stringify(run.asked)}, left out: ${run.skipped}`);
    expect(run.januaryOffset).toBe(januaryOffset);
    expect(run.wrong).toEqual([]);
    expect(run.asked).toEqual({ agreed: 163, quirk: 38, policy: 19 });
  });

  it("would be missed by a slot more or less: an answer with other times is not equal", () => {
    const [vector] = readSlotVectors();
    expect(slots({ ...vector!.input, now: "2026-06-15T10:00:00Z" })).not.toEqual(vector!.expected);
  });
});
