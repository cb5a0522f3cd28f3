import { BlockList, isIP } from "node:net";

/** Says which client a request came from, so far as that can be known. */
export interface ClientIps {
  /**
   * The peer, or the last address of `X-Forwarded-For` that no trusted proxy has. Whatever stands left of that was written
   * by the client and is not believed.
   */
  clientIp(peer: string | undefined, forwardedFor: string | undefined): string;
}

/** `trustedProxies`: addresses and CIDR ranges; configuration has checked their form. */
export function createClientIps(trustedProxies: readonly string[]): ClientIps {
  const trusted = new BlockList();
  for (const entry of trustedProxies) {
    const [address = "", bits] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (ip: string) => trusted.check(ip, isIP(ip) === 6 ? "ipv6" : "ipv4");
  return {
    clientIp(peer, forwardedFor) {
      let client = plainIp(peer ?? "") ?? "unknown";
      if (forwardedFor === undefined || trustedProxies.length === 0) return client;
      const hops = forwardedFor.split(",");
      while (client !== "unknown" && isTrusted(client)) {
        const before = plainIp(hops.pop()?.trim() ?? "");
        if (before === null) break;
        client = before;
      }
      return client;
    },
  };
}

/** One key a client: an IPv4 address, or the /64 that one IPv6 customer has whole. */
export function clientKey(ip: string): string {
  if (isIP(ip) !== 6) return ip;
  const [head = "", tail] = ip.toLowerCase().split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: missing }, () => "0"), ...right].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}

/** The address without port, brackets, zone or IPv4-in-IPv6 wrapping; null when it is none. */
function plainIp(text: string): string | null {
  if (isIP(text) === 4) return text;
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const unzoned = bare.split("%")[0] ?? "";
  const ip = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(unzoned)?.[1] ?? unzoned;
  return isIP(ip) === 0 ? null : ip;
}
