/** How much of a domain's label words spell, and with what. */
export interface Spelling {
  /** Letters of the label that are spelt, 0 to 1. */
  readonly share: number;
  /** Letters of it that are in whole words of three letters or more, 0 to 1. */
  readonly whole: number;
  /** Which words were used, one bit each. */
  readonly used: number;
}

interface Path {
  readonly score: number;
  readonly letters: number;
  readonly whole: number;
  readonly used: number;
}

const start: Path = { score: 0, letters: 0, whole: 0, used: 0 };
const nothing: Spelling = { share: 0, whole: 0, used: 0 };
const longest = 24;
const mostWords = 10;

/** A beginning of a word counts less than the whole, and each a little less for being one more. */
const scoreOf = (size: number, isWhole: boolean) => (isWhole ? size : size * 0.8 - 0.5);

/**
 * Spells a label with the beginnings of words, in order, each at most once: `hmisd` with Harrow Mills Independent School
 * District. Letters that no word begins with are passed over. A label of more than 24 letters is not spelt.
 */
export function spellLabel(label: string, words: readonly string[]): Spelling {
  const { length } = label;
  if (length < 2 || length > longest) return nothing;
  // The best way to each place; a word goes on from places before it is put, so that it is there once.
  const best = Array.from({ length: length + 1 }, () => start);
  for (let at = 0; at < words.length && at < mostWords; at++) {
    const word = words[at] ?? "";
    if (!label.includes(word.slice(0, 1))) continue;
    for (let from = length - 1; from >= 0; from--) putWord(best, { label, word, from, bit: 1 << at });
    for (let end = 1; end <= length; end++) {
      const [here = start, left = start] = [best[end], best[end - 1]];
      if (left.score > here.score) best[end] = left;
    }
  }
  const { letters, whole, used } = best[length] ?? start;
  return { share: letters / length, whole: whole / length, used };
}

interface Put {
  readonly label: string;
  readonly word: string;
  readonly from: number;
  readonly bit: number;
}

function putWord(best: Path[], { label, word, from, bit }: Put): void {
  const before = best[from] ?? start;
  for (let size = 1; size <= word.length && label[from + size - 1] === word[size - 1]; size++) {
    const isWhole = size === word.length && size >= 3;
    const score = before.score + scoreOf(size, isWhole);
    if (score <= (best[from + size]?.score ?? 0)) continue;
    best[from + size] = {
      score,
      letters: before.letters + size,
      whole: before.whole + (isWhole ? size : 0),
      used: before.used | bit,
    };
  }
}
