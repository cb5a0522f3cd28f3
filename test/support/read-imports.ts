import { parseSync, Visitor } from "oxc-parser";

/** One arrow out of a file. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** `types`: gone at run time; `lazy`: by `import()`; `value`: when the file loads. */
  readonly kind: "types" | "lazy" | "value";
}

type Program = ReturnType<typeof parseSync>["program"];

/** A parsed source file with everything that it imports. */
export interface ParsedFile {
  readonly imports: readonly Import[];
  readonly program: Program;
  readonly lineOf: (offset: number) => number;
}

function lineCounter(source: string): (offset: number) => number {
  return (offset) => source.slice(0, offset).split("\n").length;
}

/** Parses TypeScript and lists its imports, re-exports, `import()` and `import("…")` types. Throws on a syntax error. */
export function readImports(path: string, source: string): ParsedFile {
  const parsed = parseSync(path, source);
  if (parsed.errors.length > 0) throw new Error(`${path}: ${parsed.errors[0]?.message ?? "cannot be parsed"}`);
  const lineOf = lineCounter(source);
  const imports: Import[] = [];
  for (const { moduleRequest, entries, start } of parsed.module.staticImports) {
    const types = entries.length > 0 && entries.every((entry) => entry.isType);
    imports.push({ specifier: moduleRequest.value, line: lineOf(start), kind: types ? "types" : "value" });
  }
  for (const { start, entries } of parsed.module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest) imports.push({ specifier: moduleRequest.value, line: lineOf(start), kind: isType ? "types" : "value" });
    }
  }
  const add = (node: { type: string; value?: unknown; start: number }, kind: Import["kind"]): void => {
    const specifier = node.type === "Literal" && typeof node.value === "string" ? node.value : "(computed)";
    imports.push({ specifier, line: lineOf(node.start), kind });
  };
  new Visitor({
    ImportExpression: (node) => add(node.source, "lazy"),
    TSImportType: (node) => add(node.source, "types"),
  }).visit(parsed.program);
  return { imports, program: parsed.program, lineOf };
}
