// Builds elements. Text becomes text nodes, never markup: much of what is shown was written by strangers into DNS.

const properties = new Set(['value', 'checked', 'selected', 'disabled', 'indeterminate']);

/** Makes an element: attributes by name, listeners as onclick and the like, children as nodes, texts, or lists of them. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false && !properties.has(name)) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.className = value;
    else if (properties.has(name)) element[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  put(element, children);
  return element;
}

/** Appends children: nodes, texts, and lists of them; null and false are nothing. */
export function put(parent, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
}

/** Puts children in the place of those that are there. */
export function fill(parent, ...children) {
  parent.replaceChildren();
  put(parent, children);
}

const drawn = new WeakMap();

/** Fills an element if what it shows is not what it showed last: whoever is at a button in it stays there. */
export function redraw(parent, shown, make) {
  const text = JSON.stringify(shown);
  if (drawn.get(parent) === text) return;
  drawn.set(parent, text);
  fill(parent, make());
}

const kept = new WeakMap();

/**
 * Puts children in order, each made of what it shows: those that show the same as before are left where they are, with the focus in them and
 * what was opened of them. Children that were put there otherwise stand before these and stay.
 */
export function keep(parent, items) {
  const former = [...parent.children].filter((c) => kept.has(c));
  const left = new Map(former.map((c) => [kept.get(c), c]));
  const nodes = items.filter(Boolean).map(({ shown, make }) => {
    const text = JSON.stringify(shown);
    const node = left.get(text) ?? make();
    left.delete(text);
    kept.set(node, text);
    return node;
  });
  former.filter((c) => !nodes.includes(c)).forEach((c) => c.remove());
  let at = former.find((c) => nodes.includes(c)) ?? null;
  for (const node of nodes) {
    if (node === at) at = at.nextElementSibling; else parent.insertBefore(node, at);
  }
}

let count = 0;

/** An id that no other element has. */
export const freshId = (stem) => `${stem}-${++count}`;

/** Where what is announced is read from: all that lies outside a modal dialog is inert, and silent. */
export const announcer = () => h('div', { class: 'unseen announcer', role: 'status', 'aria-live': 'polite' });

let pending = 0;

/** Says something to who cannot see the change. */
export function announce(text) {
  clearTimeout(pending);
  document.querySelectorAll('.announcer').forEach((a) => { a.textContent = ''; });
  // A text that is the same as the last one is said again only if it was gone in between. The dialog that is open by then is the last one.
  pending = setTimeout(() => { [document.getElementById('announcer'), ...document.querySelectorAll('dialog[open] > .announcer')].at(-1).textContent = text; }, 60);
}
