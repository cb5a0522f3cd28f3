import { describe, expect, test } from "vitest";
import { clientKey, createClientIps } from "../../../server/http/client-ip.ts";

describe("the client behind a request", () => {
  const trusted = ["10.0.0.0/8", "::1", "fd00::/8"];
  test.each([
    ["no proxy is trusted, whatever the header says", [], "203.0.113.7", "1.2.3.4", "203.0.113.7"],
    ["a stranger's header is not believed", trusted, "203.0.113.7", "1.2.3.4", "203.0.113.7"],
    ["a trusted proxy names the client", trusted, "10.0.0.1", "203.0.113.7", "203.0.113.7"],
    ["what the client wrote itself is not believed", trusted, "10.0.0.1", "1.2.3.4, 203.0.113.7", "203.0.113.7"],
    ["through two proxies", trusted, "10.0.0.1", "1.2.3.4, 203.0.113.7, 10.9.9.9", "203.0.113.7"],
    ["only proxies: the first of them", trusted, "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
    ["no header", trusted, "10.0.0.1", undefined, "10.0.0.1"],
    ["an empty header", trusted, "10.0.0.1", "", "10.0.0.1"],
    ["rubbish ends the chain", trusted, "10.0.0.1", "203.0.113.7, unknown", "10.0.0.1"],
    ["a port is not part of it", trusted, "10.0.0.1", "203.0.113.7:4711", "203.0.113.7"],
    ["brackets are not part of it", trusted, "10.0.0.1", "[2001:db8::1]:4711", "2001:db8::1"],
    ["IPv4 inside IPv6 is IPv4", trusted, "::ffff:10.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"],
    ["an IPv6 proxy", trusted, "fd00::5", "203.0.113.7", "203.0.113.7"],
    ["a peer that is not known", trusted, undefined, "203.0.113.7", "unknown"],
  ] as const)("%s", (...[, proxies, peer, forwarded, client]) => {
    expect(createClientIps(proxies).clientIp(peer, forwarded)).toBe(client);
  });
});

describe("the key of a client", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002:ffff::", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::", "0:0:0:0::/64"],
    ["1::", "1:0:0:0::/64"],
    ["unknown", "unknown"],
  ])("of %s is %s", (ip, key) => {
    expect(clientKey(ip)).toBe(key);
  });
});
