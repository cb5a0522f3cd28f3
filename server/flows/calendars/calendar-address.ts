/**
 * The address that somebody typed, as one to ask: `dav.example.com`, a whole URL, or an e-mail address, whose domain then
 * says where. Null when it is none of them, or carries a password.
 */
export function calendarAddress(typed: string): string | null {
  const text = typed.trim();
  const mail = /^[^\s@/:]+@([^\s@/:]+)$/.exec(text);
  const url = mail ? `https://${mail[1]}/` : /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (text === "" || !URL.canParse(url)) return null;
  const { protocol, username, password, href } = new URL(url);
  return (protocol === "https:" || protocol === "http:") && username === "" && password === "" ? href : null;
}
