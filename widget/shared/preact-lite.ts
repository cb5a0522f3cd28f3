/*
 * The part of preact that the widget uses, in a sixth of its bytes: the build puts this in preact's place. Components
 * are functions of their props; there are no hooks, no refs and no keyed moves.
 */

type Value = string | number | boolean | null | undefined;
type Props = Record<string, unknown>;
type Component = (props: Props) => Child;
interface Vnode {
  readonly type: string | Component;
  readonly props: Props;
}
type Child = Vnode | string | number | boolean | null | undefined | readonly Child[];
type Resolved = Vnode | string;

export const jsx = (type: string | Component, props: Props): Vnode => ({ type, props });
export const jsxs = jsx;
export const Fragment: Component = ({ children }) => children as Child;

/** Props that each element was painted with. */
const painted = new WeakMap<Node, Props>();

/** Components, fragments and lists resolved to what becomes a DOM node. */
const resolve = (child: Child): Resolved[] => {
  if (Array.isArray(child)) return child.flatMap(resolve);
  if (!child && child !== 0) return [];
  if (typeof child !== "object") return child === true ? [] : [String(child)];
  const { type, props } = child as Vnode;
  return typeof type === "string" ? [child as Vnode] : resolve(type(props));
};

const setProp = (element: Element, name: string, value: Value): void => {
  // `aria-selected="false"` says something, `disabled="false"` would disable; only `aria-current` knows no false.
  const kept = name.startsWith("aria") && name !== "aria-current";
  if (name.startsWith("on") || name === "value") Object.assign(element, { [name.toLowerCase()]: value });
  else if (value === undefined || value === null || (value === false && !kept)) element.removeAttribute(name);
  else element.setAttribute(name, value === true && !kept ? "" : String(value));
};

/** The DOM node for `child`, which is `old` where that can be reused. */
const paint = (child: Resolved, old: Node | undefined, parent: Element): Node => {
  if (typeof child === "string") {
    const text = old instanceof Text ? old : document.createTextNode("");
    if (text.data !== child) text.data = child;
    return text;
  }
  const { type, props } = child as { type: string; props: Props };
  const space = type === "svg" ? "http://www.w3.org/2000/svg" : (parent.namespaceURI ?? document.documentElement.namespaceURI);
  const element = old instanceof Element && old.localName === type ? old : document.createElementNS(space, type);
  const before = painted.get(element) ?? {};
  painted.set(element, props);
  for (const name in { ...before, ...props }) {
    if (name !== "children" && before[name] !== props[name]) setProp(element, name, props[name] as Value);
  }
  render(props.children as Child, element);
  return element;
};

/** Makes the children of `parent` what `child` says, reusing what is there place by place. */
export const render = (child: Child, parent: Node): void => {
  const children = resolve(child);
  children.forEach((one, place) => {
    const old = parent.childNodes[place];
    const node = paint(one, old, parent as Element);
    if (node === old) return;
    if (old) old.replaceWith(node);
    else parent.appendChild(node);
  });
  while (parent.childNodes.length > children.length) parent.lastChild?.remove();
};
