/*
 * The part of preact that the widget uses, in a tenth of its bytes: the build puts this in preact's place
 * (docs/decisions). Components are functions of their props; there are no hooks, no refs and no keyed moves.
 */

type Component = (props: Props) => Child;
type Props = Record<string, unknown>;
interface Node_ {
  readonly type: string | Component;
  readonly props: Props;
}
type Child = Node_ | string | number | boolean | null | undefined | readonly Child[];

export const jsx = (type: string | Component, props: Props): Node_ => ({ type, props });
export const jsxs = jsx;
export const Fragment: Component = ({ children }) => children as Child;

/** Props that each element was painted with. */
const painted = new WeakMap<Element, Props>();

/** Components, fragments and lists resolved to what becomes a DOM node. */
const flatten = (child: Child, into: (Node_ | string)[] = []): (Node_ | string)[] => {
  if (child === null || child === undefined || typeof child === "boolean") return into;
  if (Array.isArray(child)) for (const one of child) flatten(one, into);
  else if (typeof child !== "object") into.push(String(child));
  else {
    const { type, props } = child as Node_;
    if (typeof type === "string") into.push(child as Node_);
    else flatten(type(props), into);
  }
  return into;
};

const setProp = (element: Element, name: string, value: unknown): void => {
  if (name === "children") return;
  if (name.startsWith("on")) Object.assign(element, { [name.toLowerCase()]: value ?? null });
  else if (name === "value" && element instanceof HTMLInputElement) {
    if (element.value !== value) element.value = String(value);
  } else if (value === null || value === undefined || (value === false && !name.startsWith("aria")))
    element.removeAttribute(name);
  else element.setAttribute(name, value === true && !name.startsWith("aria") ? "" : String(value));
};

const paint = (node: Node_ | string, old: ChildNode | undefined, parent: Node): void => {
  if (typeof node === "string") {
    if (old instanceof Text) old.data = node;
    else replace(parent, document.createTextNode(node), old);
    return;
  }
  let element = old as Element;
  if (!(old instanceof Element) || old.localName !== node.type) {
    const namespace = node.type === "svg" ? "http://www.w3.org/2000/svg" : (parent as Element).namespaceURI;
    element = document.createElementNS(namespace ?? "http://www.w3.org/1999/xhtml", node.type as string);
    replace(parent, element, old);
  }
  const before = painted.get(element) ?? {};
  for (const name in { ...before, ...node.props }) {
    if (before[name] !== node.props[name] || name === "value") setProp(element, name, node.props[name]);
  }
  painted.set(element, node.props);
  render(node.props.children as Child, element);
};

const replace = (parent: Node, node: Node, old: ChildNode | undefined): void => {
  if (old) parent.replaceChild(node, old);
  else parent.appendChild(node);
};

/** Makes the children of `parent` what `child` says, reusing what is there place by place. */
export const render = (child: Child, parent: Node): void => {
  const nodes = flatten(child);
  nodes.forEach((node, place) => {
    paint(node, parent.childNodes[place], parent);
  });
  while (parent.childNodes.length > nodes.length) parent.lastChild?.remove();
};
