/** 0 to 255 as the eye sees it, roughly; null for what lets the ground through or is no plain `rgb()`. */
const brightnessOf = (color: string): number | null => {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return color.startsWith("rgb") && alpha >= 0.5 ? 0.3 * red + 0.6 * green + 0.1 * blue : null;
};

/** Whether the page is dark where the booker will stand: by its background, else by what it says it supports. */
const isDarkPage = (theme: string): boolean => {
  if (theme === "dark" || theme === "light") return theme === "dark";
  const root = document.documentElement;
  for (const element of [document.body, root]) {
    const brightness = brightnessOf(getComputedStyle(element).backgroundColor);
    if (brightness !== null) return brightness < 124;
  }
  return getComputedStyle(root).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches;
};

/** Sets theme and accent on the host; to be called before it is in the page, whose styles would be computed again. */
export const dress = (host: HTMLElement, accent: string | null, theme: string): void => {
  host.classList.toggle("dark", isDarkPage(theme));
  host.style.setProperty("--accent", `var(--handraise-accent,${accent ?? "#4f46e5"})`);
};
