import { isWithin, type Network, readNetwork } from "./network.ts";

interface ReadList {
  /** Addresses and domains. */
  readonly names: ReadonlySet<string>;
  readonly networks: readonly Network[];
}

/** Lists are part of a setup and never change, so that each is read once. */
const read = new WeakMap<readonly string[], ReadList>();

function readList(list: readonly string[]): ReadList {
  const known = read.get(list);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const networks: Network[] = [];
  for (const raw of list) {
    const entry = raw.trim().toLowerCase().replace(/^@/, "");
    const network = readNetwork(entry);
    if (network === null) names.add(entry);
    else networks.push(network);
  }
  const found = { names, networks };
  read.set(list, found);
  return found;
}

/** Whether a list of addresses, domains (with what is below them) and networks or addresses of IPv4 and IPv6 names this one. */
export function inList(list: readonly string[], { email, ip }: { readonly email?: string; readonly ip?: string }): boolean {
  const { names, networks } = readList(list);
  if (email !== undefined && isNamed(names, email)) return true;
  const address = ip === undefined || networks.length === 0 ? null : readNetwork(ip);
  return address !== null && networks.some((network) => isWithin(address, network));
}

/** The address itself, its domain, or a domain above that. */
function isNamed(names: ReadonlySet<string>, email: string): boolean {
  if (names.has(email)) return true;
  for (let at = email.lastIndexOf("@"); at >= 0; at = email.indexOf(".", at + 1)) if (names.has(email.slice(at + 1))) return true;
  return false;
}
