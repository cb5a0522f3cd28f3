#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { loadProgram } from "./cli/load-program.ts";

// For the few packages that are loaded as they are.
enableCompileCache();
void loadProgram(import.meta.dirname).entry.runProcess();
