import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { Path } from "./path.ts";

/** The line of a value, or of the nearest thing around it that the file has. */
export type LineFinder = (path: Path) => number;

/** `lineAt` tells the line of an offset in the text. */
export function createLineFinder(document: Document, lineAt: (offset: number) => number): LineFinder {
  return (path) => {
    let line = 1;
    let node: unknown = document.contents;
    for (const part of path) {
      const holder = isAlias(node) ? node.resolve(document) : node;
      const step = isMap(holder)
        ? intoMap(findPair(holder.items, part))
        : isSeq(holder)
          ? intoList(holder.items[Number(part)])
          : null;
      if (step === null) return line;
      line = step.offset === null ? line : lineAt(step.offset);
      node = step.node;
    }
    return line;
  };
}

interface Step {
  readonly node: unknown;
  readonly offset: number | null;
}

function findPair(pairs: readonly Pair[], key: string | number): Pair | undefined {
  return pairs.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
}

/** The line of a key, rather than of its value, which may begin below. */
function intoMap(pair: Pair | undefined): Step | null {
  return pair === undefined ? null : { node: pair.value, offset: start(pair.key) };
}

function intoList(item: unknown): Step | null {
  return item === undefined ? null : { node: item, offset: start(item) };
}

function start(node: unknown): number | null {
  return isNode(node) ? startOf(node) : null;
}

function startOf(node: Node): number | null {
  return node.range?.[0] ?? null;
}
