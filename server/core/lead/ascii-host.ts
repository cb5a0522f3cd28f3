const ascii = /^[\x21-\x7e]*$/;
const base = 36;
const tMax = 26;
const skew = 38;
const damp = 700;

/**
 * A lower-case host in ASCII, `münchen.de` → `xn--mnchen-3ya.de` (RFC 3492): browsers send the one, people type the other, and
 * mail goes to both.
 */
export function toAsciiHost(host: string): string {
  if (ascii.test(host)) return host;
  return host
    .normalize("NFKC")
    .split(/[.\u3002\uff0e\uff61]/)
    .map((label) => (ascii.test(label) ? label : `xn--${encodeLabel(Array.from(label, (letter) => letter.codePointAt(0) ?? 0))}`))
    .join(".");
}

function encodeLabel(points: readonly number[]): string {
  const basic = points.filter((point) => point < 0x80);
  let output = String.fromCharCode(...basic) + (basic.length > 0 ? "-" : "");
  let handled = basic.length;
  let bias = 72;
  let delta = 0;
  let reached = 0x80;
  while (handled < points.length) {
    const next = Math.min(...points.filter((point) => point >= reached));
    delta += (next - reached) * (handled + 1);
    reached = next;
    for (const point of points) {
      if (point < reached) delta += 1;
      if (point !== reached) continue;
      output += encodeNumber(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled += 1;
    }
    delta += 1;
    reached += 1;
  }
  return output;
}

function encodeNumber(number: number, bias: number): string {
  let text = "";
  let rest = number;
  for (let k = base; ; k += base) {
    const threshold = Math.max(1, Math.min(tMax, k - bias));
    if (rest < threshold) return text + digit(rest);
    text += digit(threshold + ((rest - threshold) % (base - threshold)));
    rest = Math.floor((rest - threshold) / (base - threshold));
  }
}

function digit(value: number): string {
  return String.fromCharCode(value < 26 ? value + 97 : value + 22);
}

function adapt(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? damp : 2));
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > ((base - 1) * tMax) / 2; k += base) rest = Math.floor(rest / (base - 1));
  return k + Math.floor((base * rest) / (rest + skew));
}
