import { Outline } from "./icons.tsx";

const paths = {
  check: "M5 12.5l4.5 4.5L19 7.5",
  calendar: "M4 7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM4 10h16M8 3v4M16 3v4",
} as const;

/** For what comes after the times. */
export const LaterIcon = ({ name }: { readonly name: keyof typeof paths }) => <Outline name={name} path={paths[name]} />;
