/** Relative luminance of a computed colour, 0 to 1; null for what lets the ground through or is no plain `rgb()`. */
const luminanceOf = (color: string): number | null => {
  const [red, green, blue, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
  if (!color.startsWith("rgb") || red === undefined || green === undefined || blue === undefined || alpha < 0.5) return null;
  // WCAG's curve, within a hundredth.
  const part = (channel: number): number => (channel / 255) ** 2.2;
  return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
};

/** Whether the page is dark where the booker will stand: by its background, else by what it says it supports. */
const isDarkPage = (theme: string): boolean => {
  if (theme === "dark" || theme === "light") return theme === "dark";
  for (const element of [document.body, document.documentElement]) {
    const luminance = luminanceOf(getComputedStyle(element).backgroundColor);
    if (luminance !== null) return luminance < 0.2;
  }
  return (
    getComputedStyle(document.documentElement).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches
  );
};

/** Sets the accent on the host, with black or white on it, whichever is read more easily. */
export const dress = (host: HTMLElement, accent: string | null, theme: string): void => {
  host.classList.toggle("dark", isDarkPage(theme));
  host.style.color = `var(--handraise-accent,${accent ?? "#4f46e5"})`;
  const { color } = getComputedStyle(host);
  host.style.setProperty("--accent", color);
  host.style.setProperty("--on-accent", (luminanceOf(color) ?? 0) > 0.18 ? "#000" : "#fff");
};
