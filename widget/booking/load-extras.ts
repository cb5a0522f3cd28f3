import type { ComponentChildren } from "preact";
import type { State } from "./state.ts";
import type { StepProps } from "./view.tsx";

/** What goes with a booking besides. */
export interface ExtraWish {
  readonly answers: readonly { readonly id: string; readonly value: string }[];
  readonly guests: readonly string[];
}

/** The chunk for meeting types that ask, or have several lengths, or guests, or an end of their own. */
export interface Extras {
  readonly Lengths: (props: StepProps) => ComponentChildren;
  readonly Fields: (props: StepProps) => ComponentChildren;
  readonly After: (props: StepProps) => ComponentChildren;
  readonly collect: (state: State) => ExtraWish | { readonly invalid: string };
  /** The name of the field that the server means; null when it means none of these. */
  readonly fieldOf: (param: string) => string | null;
}

let arrived: Extras | null = null;

const needs = ({ state }: StepProps): boolean => {
  const { lengths, questions, guests } = state.offer?.meetingType ?? {};
  return Boolean(lengths || questions || guests || state.booked?.after);
};

/** Resolves to the chunk where it is needed; null where it is not, or does not arrive. */
export const loadExtras = async (props: StepProps): Promise<Extras | null> => {
  if (!needs(props)) return null;
  arrived ??= await import("./extras.tsx").then(
    ({ extras }) => extras,
    () => null,
  );
  return arrived;
};

/** The chunk as soon as it is there: it is asked for when it is first needed, and paints then. */
export const extrasNow = (props: StepProps): Extras | null => {
  if (!needs(props)) return null;
  if (!arrived) void loadExtras(props).then((extras) => extras && props.paint());
  return arrived;
};
