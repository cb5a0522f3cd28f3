/** The look of the console, for pages of one column that need no script. Each pair of colours is readable at 4.5 : 1. */
export const connectStyle = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f6f7f9, #0d0f12);
  --surface: light-dark(#fff, #15181d);
  --sunk: light-dark(#f3f4f7, #1c2027);
  --line: light-dark(#e4e7ec, #272c35);
  --strong-line: light-dark(#cfd4dc, #3a414d);
  --ink: light-dark(#14171d, #edeff3);
  --soft: light-dark(#5a6271, #9ca5b4);
  --accent: light-dark(#2f5bea, #8aa6ff);
  --on-accent: light-dark(#fff, #0d1430);
  --good: light-dark(#0a6a42, #63d59c);
  --good-tint: light-dark(#e5f6ed, #11291e);
  --bad: light-dark(#b3261e, #ff9a8f);
  --bad-tint: light-dark(#fdecea, #3a1815);
  --sans: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, Inter, "Helvetica Neue", sans-serif;
}
* { box-sizing: border-box; margin: 0; }
body { min-inline-size: 320px; background: var(--page); color: var(--ink); font: 15px / 1.5 var(--sans); overflow-wrap: anywhere; }
header, main { max-inline-size: 600px; margin-inline: auto; }
header { display: flex; align-items: center; gap: 9px; padding: 40px 16px 18px; font-weight: 650; letter-spacing: -0.015em; }
header span { color: var(--soft); font-weight: 400; }
.mark { flex: none; inline-size: 24px; block-size: 24px; }
.mark rect { fill: #2f5bea; }
.mark path { fill: none; stroke: #fff; stroke-width: 3; stroke-linecap: round; }
main { margin-block-end: 64px; padding: clamp(20px, 6vw, 36px); border: 1px solid var(--line); border-radius: 16px; background: var(--surface); box-shadow: light-dark(0 1px 2px #10182814, 0 1px 2px #0008); }
h1 { margin-block-end: 8px; font-size: 22px; font-weight: 650; line-height: 1.3; letter-spacing: -0.015em; text-wrap: balance; }
h2 { margin-block: 28px 8px; font-size: 15px; font-weight: 620; }
p + p, p + form, p + ul { margin-block-start: 16px; }
.soft, .hint { color: var(--soft); }
.hint { margin-block-start: 4px; font-size: 13px; }
.problem, .good { margin-block: 16px; padding: 12px 14px; border-radius: 10px; }
.problem { background: var(--bad-tint); color: var(--bad); }
.good { background: var(--good-tint); color: var(--good); }
form { display: grid; gap: 16px; }
label, legend { font-weight: 550; }
.field > :is(input, select, textarea) { display: block; inline-size: 100%; min-block-size: 42px; margin-block-start: 6px; padding: 8px 12px; border: 1px solid var(--strong-line); border-radius: 8px; background: var(--surface); color: var(--ink); font: 16px / 1.4 var(--sans); }
.field > input[aria-invalid="true"] { border-color: var(--bad); }
fieldset { min-inline-size: 0; padding: 0; border: 0; }
fieldset label { display: flex; align-items: center; gap: 10px; padding-block: 8px; border-block-end: 1px solid var(--line); font-weight: 400; }
fieldset label:last-child { border: 0; }
fieldset input { flex: none; inline-size: 18px; block-size: 18px; accent-color: var(--accent); }
.button { display: inline-flex; align-items: center; justify-content: center; min-block-size: 44px; padding: 8px 18px; border: 1px solid var(--strong-line); border-radius: 10px; background: var(--surface); color: var(--ink); font: 550 15px / 1.4 var(--sans); text-decoration: none; cursor: pointer; }
.button:hover { background: var(--sunk); }
.primary { border-color: transparent; background: var(--accent); color: var(--on-accent); }
.primary:hover { background: color-mix(in srgb, var(--accent) 88%, var(--ink)); }
.danger { color: var(--bad); }
.providers { display: grid; gap: 10px; padding: 0; list-style: none; }
.providers .button { inline-size: 100%; }
.actions { display: flex; flex-wrap: wrap; gap: 10px; margin-block-start: 24px; }
details { margin-block-start: 16px; }
summary { inline-size: fit-content; padding-block: 6px; color: var(--soft); cursor: pointer; }
details[open] > summary { margin-block-end: 8px; }
.week { display: block; inline-size: 100%; block-size: auto; margin-block-start: 16px; font: 11px var(--sans); }
.week .day { fill: var(--sunk); }
.week .busy { fill: var(--accent); }
.week text { fill: var(--soft); }
.week line { stroke: var(--line); }
.times { padding: 0; list-style: none; font-size: 14px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
a { color: inherit; }
`;
