import type { Language } from "./language.ts";
import type { MailContent } from "./mail-content.ts";

const defaultAccent = "#3a4fd0";
const font = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Mail readers ignore most of CSS: tables and inline styles carry the look, and the style block only turns it dark. */
export function mailHtml(mail: { readonly content: MailContent; readonly language: Language; readonly accent: string }): string {
  const { content, language } = mail;
  const accent = /^#[0-9a-f]{6}$/i.test(mail.accent) ? mail.accent : defaultAccent;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(content.heading)}</title>
<style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #14161c !important; }
  .card { background: #1e212a !important; border-color: #343846 !important; }
  .text { color: #eceef4 !important; }
  .quiet { color: #a9afbf !important; }
  .rule { border-color: #343846 !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f3f4f8">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f4f8">
<tr><td align="center" style="padding:32px 16px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #e2e4ec;border-radius:12px">
<tr><td style="height:6px;background:${accent};border-radius:12px 12px 0 0;font-size:0;line-height:0">&nbsp;</td></tr>
<tr><td style="padding:32px">
<h1 class="text" style="margin:0 0 16px;${font};font-size:22px;line-height:1.3;font-weight:650;color:#171a23">${escapeHtml(content.heading)}</h1>
${paragraph(content.hello)}${paragraph(content.lead)}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:8px 0 16px">
${content.rows.map(row).join("\n")}
</table>
${paragraph(content.about)}${content.actions.map((action) => button(action, action.hint === "" ? accent : null)).join("")}</td></tr>
</table>
<p class="quiet" style="margin:16px 0 0;${font};font-size:13px;line-height:1.5;color:#666c7d">${escapeHtml(content.footer)}</p>
</td></tr>
</table>
</body>
</html>
`;
}

/** Text as HTML text or a quoted attribute value. */
function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function paragraph(text: string): string {
  if (text === "") return "";
  const lines = text.split("\n").map(escapeHtml).join("<br>");
  return `<p class="text" style="margin:0 0 16px;${font};font-size:16px;line-height:1.55;color:#171a23">${lines}</p>\n`;
}

function row({ label, lines, href }: MailContent["rows"][number]): string {
  const value = lines.map(escapeHtml).join("<br>");
  const shown = href === undefined ? value : `<a class="text" href="${escapeHtml(href)}" style="color:#171a23">${value}</a>`;
  const cell = `${font};font-size:15px;line-height:1.5;padding:12px 0;border-top:1px solid #e2e4ec;vertical-align:top`;
  return `<tr><td class="quiet rule" width="88" style="${cell};color:#666c7d">${escapeHtml(label)}</td><td class="text rule" style="${cell};color:#171a23;word-break:break-word">${shown}</td></tr>`;
}

function button({ label, hint, href }: MailContent["actions"][number], accent: string | null): string {
  const look =
    accent === null
      ? "border:1px solid #8a90a2;color:#171a23"
      : `border:1px solid ${accent};background:${accent};color:${inkOn(accent)}`;
  const textClass = accent === null ? ' class="text"' : "";
  const link = `<a${textClass} href="${escapeHtml(href)}" style="display:inline-block;padding:11px 20px;border-radius:8px;${look};${font};font-size:15px;font-weight:600;text-decoration:none">${escapeHtml(label)}</a>`;
  const above =
    hint === ""
      ? ""
      : `<p class="quiet" style="margin:16px 0 8px;${font};font-size:14px;line-height:1.5;color:#666c7d">${escapeHtml(hint)}</p>\n`;
  return `${above}<div>${link}</div>\n`;
}

/** White or near-black, whichever contrasts more by WCAG's relative luminance. */
function inkOn(accent: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(accent.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
  return luminance > 0.19 ? "#12141b" : "#ffffff";
}
