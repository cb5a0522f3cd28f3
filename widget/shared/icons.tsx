/** An outline on a 24 grid, drawn in the text's colour. */
export const Outline = ({ name, path }: { readonly name: string; readonly path: string }) => (
  <svg class={`icon ${name}`} viewBox="0 0 24 24" aria-hidden="true">
    <path d={path} />
  </svg>
);

const paths = {
  clock: "M12 7v5l3 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0",
  link: "M4 8a2 2 0 0 1 2-2h7a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM15 11l5-3v8l-5-3",
  phone: "M7 5a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2zM11 18h2",
  address: "M12 21c-3-4-7-8-7-11a7 7 0 0 1 14 0c0 3-4 7-7 11M12 10v.1",
  globe: "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0M3 12h18M12 3c5 6 5 12 0 18-5-6-5-12 0-18",
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  alert: "M12 8v5M12 16.5v.1M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0",
} as const;
export type IconName = keyof typeof paths;

/** What the first paint may need; the rest is `LaterIcon`. */
export const Icon = ({ name }: { readonly name: IconName }) => <Outline name={name} path={paths[name]} />;
