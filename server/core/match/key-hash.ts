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

/** The same of the text without its letter at `skip`, which is not made. */
export function hashWithout(seed: number, text: string, skip: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) if (at !== skip) hash = Math.imul(hash ^ text.charCodeAt(at), prime);
  return finish(hash);
}
