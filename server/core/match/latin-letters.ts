import { hanLetters } from "./han-letters.ts";

/**
 * Letters of other scripts as Latin ones, the way that companies spell their own names abroad. One letter, an equals sign,
 * what it becomes; nothing after it drops the letter.
 */
const tables = [
  // Latin that Unicode does not take apart.
  "ß=ss ø=o ł=l đ=d æ=ae œ=oe ı=i ð=d þ=th ə=a ŋ=ng ħ=h ŧ=t ĸ=k ſ=s ʻ= ʼ= ’= ‘= '= `= ´=",
  // Cyrillic: Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, Kazakh, Mongolian.
  "а=a б=b в=v г=g ґ=g д=d е=e ё=e є=ye ж=zh з=z и=i і=i ї=yi й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh",
  "ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ў=u ђ=dj ј=j љ=lj њ=nj ћ=c џ=dz ѓ=g ќ=k ѕ=dz ә=a ғ=g қ=k ң=n ө=o ұ=u ү=u һ=h",
  // Greek.
  "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o",
  // Georgian.
  "ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=zh რ=r ს=s ტ=t უ=u ფ=p ქ=k ღ=gh ყ=q შ=sh ჩ=ch ც=ts ძ=dz წ=ts ჭ=ch ხ=kh ჯ=j ჰ=h",
  // Armenian.
  "ա=a բ=b գ=g դ=d ե=e զ=z է=e ը=y թ=t ժ=zh ի=i լ=l խ=kh ծ=ts կ=k հ=h ձ=dz ղ=gh ճ=ch մ=m յ=y ն=n շ=sh ո=o չ=ch պ=p ջ=j ռ=r ս=s վ=v տ=t ր=r ց=ts ւ=v փ=p ք=k օ=o ֆ=f և=ev",
  // Hebrew.
  "א=a ב=b ג=g ד=d ה=h ו=o ז=z ח=h ט=t י=i כ=k ך=k ל=l מ=m ם=m נ=n ן=n ס=s ע=a פ=p ף=p צ=ts ץ=ts ק=k ר=r ש=sh ת=t",
  // Arabic, Persian and Urdu.
  "ا=a أ=a إ=a آ=a ٱ=a ب=b ت=t ث=th ج=j ح=h خ=kh د=d ذ=dh ر=r ز=z س=s ش=sh ص=s ض=d ط=t ظ=z ع=a غ=gh ف=f ق=q ك=k ک=k ل=l م=m",
  "ن=n ه=h ة=a و=w ي=y ى=a ی=y ئ=e ؤ=o ء= پ=p چ=ch ژ=zh گ=g ڤ=v ٹ=t ڈ=d ڑ=r ں=n ہ=h ھ=h ے=e ـ=",
  // Thai, consonants and vowels in their written order.
  "ก=k ข=kh ค=kh ฆ=kh ง=ng จ=ch ฉ=ch ช=ch ซ=s ฌ=ch ญ=y ฎ=d ฏ=t ฐ=th ฑ=th ฒ=th ณ=n ด=d ต=t ถ=th ท=th ธ=th น=n บ=b ป=p ผ=ph ฝ=f พ=ph ฟ=f ภ=ph",
  "ม=m ย=y ร=r ล=l ว=w ศ=s ษ=s ส=s ห=h ฬ=l อ=o ฮ=h ะ=a า=a เ=e แ=ae โ=o ใ=ai ไ=ai ำ=am ฤ=rue ๆ= ฯ=",
] as const;

/** Marks of Thai that sit on letters: vowels are written, tones are not. */
const thaiMarks = "ั=a ิ=i ี=i ึ=ue ื=ue ุ=u ู=u";

/** Devanagari; the other scripts of India are laid out alike, each in its own block of 128. */
const indic =
  "अ=a आ=a इ=i ई=i उ=u ऊ=u ऋ=ri ऍ=e ऎ=e ए=e ऐ=ai ऑ=o ऒ=o ओ=o औ=au क=k ख=kh ग=g घ=gh ङ=n च=ch छ=ch ज=j झ=jh ञ=n ट=t ठ=th ड=d ढ=dh ण=n " +
  "त=t थ=th द=d ध=dh न=n ऩ=n प=p फ=ph ब=b भ=bh म=m य=y र=r ऱ=r ल=l ळ=l ऴ=l व=v श=sh ष=sh स=s ह=h ा=a ि=i ी=i ु=u ू=u ृ=ri ॅ=e ॆ=e े=e ै=ai " +
  "ॉ=o ॊ=o ो=o ौ=au ं=n ँ=n ः=h ्= ़= ड़=r ढ़=rh फ़=f ज़=z क़=q";
const devanagari = 0x900;
const indicBlocks = [0x900, 0x980, 0xa00, 0xa80, 0xb00, 0xb80, 0xc00, 0xc80, 0xd00];

/** Japanese syllables in hiragana; katakana stands 0x60 above. */
const kana =
  "あ=a い=i う=u え=e お=o か=ka き=ki く=ku け=ke こ=ko が=ga ぎ=gi ぐ=gu げ=ge ご=go さ=sa し=shi す=su せ=se そ=so ざ=za じ=ji ず=zu ぜ=ze ぞ=zo " +
  "た=ta ち=chi つ=tsu て=te と=to だ=da ぢ=ji づ=zu で=de ど=do な=na に=ni ぬ=nu ね=ne の=no は=ha ひ=hi ふ=fu へ=he ほ=ho ば=ba び=bi ぶ=bu べ=be ぼ=bo " +
  "ぱ=pa ぴ=pi ぷ=pu ぺ=pe ぽ=po ま=ma み=mi む=mu め=me も=mo や=ya ゆ=yu よ=yo ら=ra り=ri る=ru れ=re ろ=ro わ=wa ゐ=i ゑ=e を=o ん=n ゔ=vu";
const katakanaShift = 0x60;

const pairsOf = (text: string): readonly (readonly [string, string])[] =>
  text.split(" ").map((pair) => [pair.slice(0, pair.lastIndexOf("=")), pair.slice(pair.lastIndexOf("=") + 1)] as const);

function buildLetters(): Map<string, string> {
  const letters = new Map<string, string>();
  for (const table of [...tables, thaiMarks]) for (const [from, to] of pairsOf(table)) letters.set(from, to);
  for (const [from, to] of pairsOf(indic)) {
    const offset = (from.codePointAt(0) ?? 0) - devanagari;
    for (const block of indicBlocks) {
      const letter = String.fromCodePoint(block + offset);
      if (from.length === 1 && !letters.has(letter)) letters.set(letter, to);
    }
  }
  for (const [from, to] of pairsOf(kana)) {
    letters.set(from, to);
    letters.set(String.fromCodePoint((from.codePointAt(0) ?? 0) + katakanaShift), to);
  }
  return letters;
}

const letters: ReadonlyMap<string, string> = buildLetters();

const hangulFirst = 0xac00;
const hangulLast = 0xd7a3;
const initials = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ");
const medials = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ");
const finals = " k k ks n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ");

/** A Korean syllable by the Revised Romanization, letter by letter. */
function hangul(code: number): string {
  const index = code - hangulFirst;
  const initial = initials[Math.floor(index / 588)] ?? "";
  const medial = medials[Math.floor((index % 588) / 28)] ?? "";
  return `${initial}${medial}${finals[index % 28] ?? ""}`;
}

const small = new Map(
  pairsOf("ゃ=ya ゅ=yu ょ=yo ぁ=a ぃ=i ぅ=u ぇ=e ぉ=o").flatMap(([from, to]) => [
    [from, to] as const,
    [String.fromCodePoint((from.codePointAt(0) ?? 0) + katakanaShift), to] as const,
  ]),
);
const doubling = new Set(["っ", "ッ"]);

/** A small syllable takes the vowel of the one before it: `ki` + small `ya` is `kya`, `fu` + small `a` is `fa`. */
function joinSmall(before: string, vowel: string): string {
  const stem = before.replace(/[aiueo]$/, "");
  if (vowel.length > 1) return `${stem}${/(?:sh|ch|j)$/.test(stem) ? vowel.slice(1) : vowel}`;
  return `${stem}${vowel}`;
}

const ascii = /^[\x20-\x7e]*$/;
const combining = /\p{M}/u;

/**
 * A text in lower-case Latin letters without accents. Scripts are spelt letter by letter; Chinese
 * characters by their pinyin; what has no such spelling stays. Text in ASCII is only made lower case.
 */
export function toLatin(text: string): string {
  const lower = text.toLowerCase();
  if (ascii.test(lower)) return lower;
  let out = "";
  let doubled = false;
  let before = 0;
  for (const char of lower.normalize("NFKC")) {
    const code = char.codePointAt(0) ?? 0;
    if ((isUnspaced(before) && isPlain(code)) || (isPlain(before) && isUnspaced(code))) out += " ";
    before = code;
    const vowel = small.get(char);
    if (vowel !== undefined) {
      out = joinSmall(out, vowel);
      continue;
    }
    if (doubling.has(char)) {
      doubled = true;
      continue;
    }
    if (char === "ー") continue;
    const latin = letterOf(char);
    out += doubled ? latin.slice(0, 1) + latin : latin;
    doubled = false;
  }
  return out;
}

const isHan = (code: number) => code >= 0x4e00 && code <= 0x9fff;
/** Of a script without spaces: Chinese characters, Japanese syllables, Korean. */
const isUnspaced = (code: number) =>
  isHan(code) || (code >= 0x3040 && code <= 0x30ff) || (code >= hangulFirst && code <= hangulLast);
/** A Latin letter or a digit. */
const isPlain = (code: number) => (code >= 97 && code <= 122) || (code >= 48 && code <= 57);

function letterOf(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) return char;
  const known = letters.get(char);
  if (known !== undefined) return known;
  if (code >= hangulFirst && code <= hangulLast) return hangul(code);
  if (isHan(code)) return hanLetters(char) ?? char;
  if (combining.test(char)) return "";
  const parts = char.normalize("NFKD").toLowerCase();
  if (parts === char) return char;
  let out = "";
  for (const part of parts) if (!combining.test(part)) out += letters.get(part) ?? part;
  return out;
}
