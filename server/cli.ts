#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// What was compiled once is kept under the system's folder for temporary files: a command begins in half the time.
enableCompileCache();
const { runProcess } = await import("./cli/run-process.ts");
await runProcess();
