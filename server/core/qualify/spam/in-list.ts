/** Whether a list of addresses, domains (with what is below them) and IPv4 networks or IP addresses names this one. */
export function inList(list: readonly string[], { email, ip }: { readonly email?: string; readonly ip?: string }): boolean {
  const host = email?.slice(email.lastIndexOf("@") + 1);
  return list.some((raw) => {
    const entry = raw.trim().toLowerCase();
    if (entry.includes("@") && !entry.startsWith("@")) return entry === email;
    const domain = entry.replace(/^@/, "");
    if (host !== undefined && (host === domain || host.endsWith(`.${domain}`))) return true;
    return ip !== undefined && inNetwork(ip, entry);
  });
}

function inNetwork(ip: string, entry: string): boolean {
  if (entry === ip.toLowerCase()) return true;
  const [net, bits] = entry.split("/");
  const [address, base] = [ipv4(ip), ipv4(net ?? "")];
  const length = Number(bits);
  if (address === null || base === null || bits === undefined || !(length >= 0 && length <= 32)) return false;
  // A shift by 32 would be a shift by 0.
  return length === 0 || address >>> (32 - length) === base >>> (32 - length);
}

function ipv4(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
