import type { TextPart } from "./conditions/condition-op.ts";

/** Names a part, so that rules can be looked up by those that a text has. */
export function partKey({ where, text }: TextPart): string {
  return `${where} ${text}`;
}

interface Node {
  readonly next: Map<number, Node>;
  /** Parts that end here, those of shorter endings too. */
  ends: readonly TextPart[];
  fail: Node | null;
  place: number;
}

const makeNode = (): Node => ({ next: new Map(), ends: [], fail: null, place: 0 });

/**
 * Finds which of many parts a text has, in one pass over it (Aho and Corasick): searching a thousand texts one after the other takes
 * forty times as long. Transitions are one table over the characters that occur in the parts.
 */
export function findParts(parts: readonly TextPart[]): (text: string) => readonly string[] {
  const nodes = linkNodes(makeTrie(parts));
  const classes = characterClasses(parts);
  const width = classes.count;
  const table = makeTable(nodes, classes.of, width);
  const ends = nodes.map((node) => node.ends.map((part) => ({ part, key: partKey(part) })));
  const { of } = classes;
  return (text) => {
    const found: string[] = [];
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      state = table[state * width + (of[text.charCodeAt(i)] ?? 0)] ?? 0;
      const here = ends[state];
      if (here === undefined || here.length === 0) continue;
      for (const { part, key } of here) if (stands(part, i, text.length) && !found.includes(key)) found.push(key);
    }
    return found;
  };
}

function stands({ where, text }: TextPart, last: number, length: number): boolean {
  return where === "anywhere" || (where === "start" ? last === text.length - 1 : last === length - 1);
}

function makeTrie(parts: readonly TextPart[]): Node {
  const root = makeNode();
  for (const part of parts) {
    let node = root;
    for (let i = 0; i < part.text.length; i++) {
      const code = part.text.charCodeAt(i);
      const next = node.next.get(code) ?? makeNode();
      node.next.set(code, next);
      node = next;
    }
    node.ends = [...node.ends, part];
  }
  return root;
}

/** Gives each node the longest ending of its text that is another node; the root first, then by length. */
function linkNodes(root: Node): readonly Node[] {
  const nodes = [root];
  for (const node of nodes) {
    for (const [code, child] of node.next) {
      let fail = node.fail;
      while (fail !== null && !fail.next.has(code)) fail = fail.fail;
      child.fail = fail?.next.get(code) ?? root;
      child.ends = [...child.ends, ...child.fail.ends];
      child.place = nodes.push(child) - 1;
    }
  }
  return nodes;
}

/** A small number for each character of the parts; 0 is every other one. */
function characterClasses(parts: readonly TextPart[]): { readonly of: Uint16Array; readonly count: number } {
  const of = new Uint16Array(65_536);
  let count = 1;
  for (const { text } of parts) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (of[code] === 0) of[code] = count++;
    }
  }
  return { of, count };
}

function makeTable(nodes: readonly Node[], of: Uint16Array, width: number): Int32Array {
  const table = new Int32Array(nodes.length * width);
  for (const { place, fail, next } of nodes) {
    // The row of a shorter ending is whole already, because nodes come by their length.
    if (fail !== null) table.copyWithin(place * width, fail.place * width, (fail.place + 1) * width);
    for (const [code, child] of next) table[place * width + (of[code] ?? 0)] = child.place;
  }
  return table;
}
