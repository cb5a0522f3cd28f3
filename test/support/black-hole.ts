import { createServer } from "node:net";
import { onTestFinished } from "vitest";

/** The address of a machine that takes every connection and says nothing, until the test is over. */
export async function startBlackHole(): Promise<string> {
  const hole = createServer(() => {});
  const sockets = new Set<{ destroy(): void }>();
  hole.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => hole.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => hole.close(resolve));
  });
  const address = hole.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}/`;
}
