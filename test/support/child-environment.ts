import { resolve } from "node:path";

/**
 * What a program of ours that a test starts has of this process's environment: no variable that could configure it. It keeps the
 * compiled modules of the ones before it, which halves its start.
 */
export const childEnvironment: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? "",
  NODE_COMPILE_CACHE: resolve("node_modules/.cache/compiled"),
};
