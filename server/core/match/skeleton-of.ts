const silent = "aeiouyh";

/** What a letter sounds like when nothing special follows; the others stand for themselves. */
const sounds: Readonly<Record<string, string>> = {
  c: "k",
  d: "t",
  f: "b",
  g: "k",
  j: "s",
  l: "r",
  p: "b",
  q: "k",
  v: "b",
  w: "b",
  x: "s",
  z: "s",
};

/** Letters that sound otherwise with the next one, and swallow it; `sch` swallows two. */
const pairs = new Set(["sh", "sz", "ch", "cz", "ck", "zh", "ts", "tz", "th", "ph", "kh", "gh", "qu", "dh", "bh"]);
const hissing = new Set(["ch", "cz", "ts", "tz"]);

/**
 * The sound of a name in some consonants: what is left the same by most transliterations and slips. A vowel at the start is
 * `a`, others go, alike consonants are one, and none stands twice in a row.
 */
export function skeletonOf(letters: string): string {
  let skeleton = "";
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? "";
    if (silent.includes(letter)) {
      if (at === 0) skeleton = letter === "h" ? "h" : "a";
      continue;
    }
    const pair = letters.slice(at, at + 2);
    let sound = sounds[letter] ?? letter;
    if (pair === "sc" && letters[at + 2] === "h") at += 2;
    else if (pairs.has(pair)) {
      at += 1;
      if (hissing.has(pair)) sound = "s";
    }
    if (!skeleton.endsWith(sound)) skeleton += sound;
  }
  return skeleton;
}
