/** A network of IPv4 or IPv6: an address without the bits that its hosts choose. */
export interface Network {
  readonly family: 4 | 6;
  /** The bits that count, and how many are left aside. */
  readonly value: bigint;
  readonly rest: bigint;
}

const bitsOf = { 4: 32, 6: 128 } as const;
/** Of an IPv6 client only the first half of the address is known: the rest is its own to choose. */
const knownBits = { 4: 32, 6: 64 } as const;

/** `203.0.113.0/24`, `2001:db8::/32`, or one address; null when it is none. */
export function readNetwork(text: string): Network | null {
  const [address = "", bits, more] = text.split("/");
  const found = address.includes(":") ? readIpv6(address) : readIpv4(address);
  if (found === null || more !== undefined || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return null;
  const whole = bitsOf[found.family];
  const asked = bits === undefined ? whole : Number(bits);
  if (asked > whole) return null;
  const rest = BigInt(whole - Math.min(asked, knownBits[found.family]));
  return { family: found.family, value: found.value >> rest, rest };
}

/** Whether an address, read as a network of its own, is part of another. */
export function isWithin(address: Network, network: Network): boolean {
  const aside = network.rest - address.rest;
  return address.family === network.family && aside >= 0n && address.value >> aside === network.value;
}

type Address = Pick<Network, "family" | "value">;

function readIpv4(text: string): Address | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return null;
  return { family: 4, value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
}

function readIpv6(text: string): Address | null {
  const [head = "", tail, more] = text.split("::");
  const groups = (half: string) => (half === "" ? [] : half.split(":"));
  const [before, after] = [groups(head), groups(tail ?? "")];
  const missing = 8 - before.length - after.length;
  if (more !== undefined || (tail === undefined ? missing !== 0 : missing < 1)) return null;
  const all = [...before, ...Array.from({ length: missing }, () => "0"), ...after];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return { family: 6, value: BigInt(`0x${all.map((group) => group.padStart(4, "0")).join("")}`) };
}
