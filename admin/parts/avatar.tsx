const hues = 8;

/** Initials in a colour of the name's own; the name always stands beside it. */
export function Avatar({ name }: { readonly name: string }) {
  const letters = name.split(/[\s@.]+/).flatMap((word) => word.match(/^\p{L}/u) ?? []);
  const initials = `${letters[0] ?? "?"}${letters.length > 1 ? letters.at(-1) : ""}`;
  return (
    <span class={`avatar hue-${hueOf(name)}`} aria-hidden="true">
      {initials.toUpperCase()}
    </span>
  );
}

function hueOf(name: string): number {
  let sum = 7;
  for (let i = 0; i < name.length; i++) sum = (sum * 31 + name.charCodeAt(i)) % 9_973;
  return sum % hues;
}
