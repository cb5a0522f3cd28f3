interface Shortened {
  readonly seed: number;
  readonly text: string;
  readonly first: number;
}

const prime = 0x01000193;

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** 32 bits of a text and of the seed that stands for what the text is. Two texts may share them: who looks up by it compares the texts. */
export function hashText(seed: number, text: string): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), prime);
  return finish(hash);
}

/**
 * The same of every text that is this one without one of its letters from `first` on, none of which is made. Without either of two equal
 * neighbours it is the same text, which is told once.
 */
export function hashesWithout({ seed, text, first }: Shortened, tell: (hash: number) => void): void {
  let before = seed;
  for (let skip = 0; skip < text.length; skip++) {
    const code = text.charCodeAt(skip);
    if (skip >= first && (skip === first || code !== text.charCodeAt(skip - 1))) {
      let hash = before;
      for (let at = skip + 1; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), prime);
      tell(finish(hash));
    }
    before = Math.imul(before ^ code, prime);
  }
}
