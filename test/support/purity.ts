import { Visitor } from "oxc-parser";
import type { ParsedFile } from "./read-imports.ts";

/** Names that reach the machine, the clock or chance. */
const machine = new Set([
  "process",
  "globalThis",
  "crypto",
  "performance",
  "fetch",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "Buffer",
  "require",
]);

/** `object.property` that answers differently at another moment. */
const impureMembers = new Set(["Date.now", "Math.random", "DateTime.now", "DateTime.local", "DateTime.utc"]);

/** What core may not do: wait, read a clock, roll dice, or touch the machine. One line of text for each offence. */
export function findImpurities(path: string, file: ParsedFile): string[] {
  const found: string[] = [];
  const say = (start: number, what: string): void =>
    void found.push(`${path}:${file.lineOf(start)} core is pure, and this is not: ${what}`);
  const asyncFunction = (node: { async?: boolean; start: number }): void => {
    if (node.async) say(node.start, "async function");
  };
  const declared = new Set<string>();
  const mentioned: { name: string; start: number }[] = [];
  new Visitor({
    AwaitExpression: (node) => say(node.start, "await"),
    FunctionDeclaration: asyncFunction,
    FunctionExpression: asyncFunction,
    ArrowFunctionExpression: asyncFunction,
    NewExpression: (node) => {
      const clock = node.callee.type === "Identifier" && node.callee.name === "Date" && node.arguments.length === 0;
      if (clock) say(node.start, "new Date()");
    },
    CallExpression: (node) => {
      if (node.callee.type === "Identifier") mentioned.push({ name: node.callee.name, start: node.start });
    },
    MemberExpression: (node) => {
      if (node.object.type !== "Identifier") return;
      mentioned.push({ name: node.object.name, start: node.start });
      const member = node.property.type === "Identifier" ? `${node.object.name}.${node.property.name}` : "";
      if (impureMembers.has(member)) say(node.start, member);
    },
    ImportSpecifier: (node) => void declared.add(node.local.name),
    VariableDeclarator: (node) => {
      if (node.id.type === "Identifier") declared.add(node.id.name);
    },
  }).visit(file.program);
  for (const { name, start } of mentioned) if (machine.has(name) && !declared.has(name)) say(start, name);
  return found;
}
