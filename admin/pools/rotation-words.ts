const words: Readonly<Record<string, string>> = {
  weighted: "Turns by share: whoever is owed the most is next.",
  strict: "Strict turns: higher priority first, then whoever waited longest.",
  leastLoaded: "The least loaded first: open leads and meetings ahead, for the weight.",
};

/** How a pool shares its leads, in one sentence. */
export function rotationWords({ rotation, offer }: { readonly rotation: string; readonly offer: string }): string {
  if (offer === "any")
    return "Availability first: every free time is shown, and who is owed most of those who are free takes it.";
  if (offer === "all") return "The whole team takes part in each meeting.";
  return words[rotation] ?? rotation;
}
