import { computed, signal } from "@preact/signals";

export type Page =
  | { readonly kind: "leads" }
  | { readonly kind: "receipt"; readonly leadId: string }
  | { readonly kind: "pools" }
  | { readonly kind: "pool"; readonly poolId: string }
  | { readonly kind: "missing" };

const base = "/admin/";

const path = signal(location.pathname);

/** The page that the address names. */
export const page = computed<Page>(() => {
  const [first = "", id, ...more] = path.value.slice(base.length).replace(/\/$/, "").split("/");
  if (more.length > 0) return { kind: "missing" };
  if (first === "pools") return id === undefined ? { kind: "pools" } : { kind: "pool", poolId: id };
  if (first !== "" && first !== "leads") return { kind: "missing" };
  return id === undefined ? { kind: "leads" } : { kind: "receipt", leadId: id };
});

export const leadsPath = `${base}leads`;
export const poolsPath = `${base}pools`;
export const poolPath = (poolId: string): string => `${base}pools/${poolId}`;
export const leadPath = (leadId: string): string => `${base}leads/${leadId}`;

/** Lets links of the console change the page without loading it anew; every other click stays the browser's. */
export function followLinks(): void {
  history.scrollRestoration = "manual";
  document.addEventListener("click", (event) => {
    const to = ownLink(event);
    if (to === null) return;
    event.preventDefault();
    history.replaceState({ y: scrollY }, "");
    history.pushState(null, "", to);
    show(0);
  });
  addEventListener("popstate", ({ state }) => show(scrollOf(state)));
}

function ownLink(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (link === null || link.target !== "" || link.hasAttribute("download") || link.origin !== location.origin) return null;
  return link.pathname.startsWith(base) && link.hash === "" ? link.pathname : null;
}

/** Shows the address's page; focus goes to the link that led away from it, else to its heading, so that a screen reader tells it. */
function show(y: number): void {
  const from = path.value;
  path.value = location.pathname;
  if (from === path.value) return;
  requestAnimationFrame(() => {
    scrollTo(0, y);
    const target = document.querySelector<HTMLElement>(`a[data-row][href="${CSS.escape(from)}"]`) ?? document.querySelector("h1");
    target?.focus({ preventScroll: true });
  });
}

function scrollOf(state: unknown): number {
  return typeof state === "object" && state !== null && "y" in state && typeof state.y === "number" ? state.y : 0;
}
