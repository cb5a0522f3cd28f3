import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/** Why this server does not ask an address that somebody typed; null when it may. */
export type AddressProblem = "insecure" | "private" | "unknown_host" | null;

const blocked = (ranges: readonly (readonly [string, number, "ipv4" | "ipv6"])[]): BlockList => {
  const list = new BlockList();
  for (const [net, prefix, family] of ranges) list.addSubnet(net, prefix, family);
  return list;
};

/** Nobody's calendar is there: unspecified, link-local (and so every cloud's metadata), multicast, reserved. */
const never = blocked([
  ["0.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["224.0.0.0", 3, "ipv4"],
  ["::", 128, "ipv6"],
  ["fe80::", 10, "ipv6"],
  ["ff00::", 8, "ipv6"],
]);

const inside = blocked([
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["::1", 128, "ipv6"],
  ["fc00::", 7, "ipv6"],
]);

/** Looks where an address leads before a password goes there. `allowPrivate`: the own network and plain http are welcome, too. */
export async function addressProblem(url: string, allowPrivate: boolean): Promise<AddressProblem> {
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:" && !allowPrivate) return "insecure";
  const addresses = await addressesOf(hostname.replace(/^\[|\]$/g, ""));
  if (addresses.length === 0) return "unknown_host";
  return addresses.every((address) => isAskable(address, allowPrivate)) ? null : "private";
}

/** Whether this server may connect to an IP address. */
export function isAskable(ip: string, allowPrivate: boolean): boolean {
  const address = unwrapped(ip);
  const lies = (list: BlockList) => list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  return !lies(never) && (allowPrivate || !lies(inside));
}

/** The parser of URLs has turned every spelling of an IPv4 address into the usual one. */
async function addressesOf(host: string): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    // ENOTFOUND, EAI_AGAIN: the caller tells that the name leads nowhere.
    return [];
  }
}

/** An IPv4 address inside an IPv6 one (`::ffff:7f00:1`) is that IPv4 address. */
function unwrapped(address: string): string {
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address);
  if (!mapped) return address.replace(/^::ffff:(?=\d+\.)/i, "");
  const [high, low] = [mapped[1], mapped[2]].map((part) => Number.parseInt(part ?? "", 16));
  return [(high ?? 0) >> 8, (high ?? 0) & 255, (low ?? 0) >> 8, (low ?? 0) & 255].join(".");
}
