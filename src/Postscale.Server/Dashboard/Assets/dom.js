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
