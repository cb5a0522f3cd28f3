const silent = "aeiouyh";

/** What letters sound like when nothing special follows; the others stand for themselves. */
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

/** The letters that a letter swallows after it. */
const swallows: Readonly<Record<string, string>> = {
  s: "hz",
  c: "hzk",
  z: "h",
  t: "szh",
  p: "h",
  k: "h",
  g: "h",
  q: "u",
  d: "h",
  b: "h",
};
/** Those with which it hisses. */
const hisses: Readonly<Record<string, string>> = { c: "hz", t: "sz" };

/**
 * The sound of a name in some consonants: what is left the same by most transliterations and slips. A vowel at the start is
 * `a`, others go, alike consonants are one, and none stands twice in a row.
 */
export function skeletonOf(letters: string): string {
  let skeleton = "";
  let last = "";
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? "";
    if (silent.includes(letter)) {
      if (at === 0) skeleton = last = letter === "h" ? "h" : "a";
      continue;
    }
    const next = letters[at + 1] ?? "";
    let sound = sounds[letter] ?? letter;
    if (letter === "s" && next === "c" && letters[at + 2] === "h") at += 2;
    else if (next !== "" && swallows[letter]?.includes(next) === true) {
      at += 1;
      if (hisses[letter]?.includes(next) === true) sound = "s";
    }
    if (sound === last) continue;
    last = sound;
    skeleton += sound;
  }
  return skeleton;
}
