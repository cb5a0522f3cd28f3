import type { AppContext } from "../context.ts";
import { firstStopSignal, startServer } from "../main.ts";
import { Refusal } from "./command.ts";

/** Why a port could not be had, by the system's code. */
const portProblems: Readonly<Record<string, string>> = {
  EADDRINUSE: "something else listens there",
  EACCES: "this user may not listen there",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "there is no such host",
};

function toldWithPort(error: unknown, { host, port }: AppContext["config"]): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const problem = portProblems[code];
  return problem
    ? new Refusal(`Cannot listen on ${host} port ${port}: ${problem}. Set HANDRAISE_HOST or HANDRAISE_PORT.`)
    : error;
}

/** Serves until a signal; resolves to the exit status when everything is finished and closed. */
export async function serve(
  open: () => Promise<AppContext>,
  greet: (context: AppContext, port: number) => void,
): Promise<number> {
  const stopSignal = firstStopSignal();
  const context = await open();
  const server = await startServer(context).catch(async (error: unknown) => {
    await context.stop(0);
    throw toldWithPort(error, context.config);
  });
  greet(context, server.port);
  const signal = await stopSignal;
  context.logger.info({ signal }, "stopping");
  await server.stop();
  return 0;
}
