import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { connectStyle } from "./style.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface Frame {
  readonly title: string;
  readonly company: string;
  readonly nonce: string;
  readonly body: Html;
}

/** A whole page around its body. */
export const layout = ({ title, company, nonce, body }: Frame): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title} · Handraise</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${raw(connectStyle)}</style>
</head>
<body>
<header>
<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><rect width="24" height="24" rx="6.5"/><path d="M8 11v7M8 14.5h8M16 6v12"/></svg>
Handraise ${company === "" ? "" : html`<span>for ${company}</span>`}
</header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>`;
