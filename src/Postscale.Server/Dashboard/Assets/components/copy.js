import { announce, h } from '../dom.js';
import { icon } from '../icons.js';

/** A button that copies what an element shows; what that is, is in its name for who cannot see what it stands beside. */
function copyButton(shown, what) {
  const words = h('span', {});
  // It is part of the name and not all of it, so that the name says what the button says: before it is pressed, and after.
  const rest = h('span', { class: 'unseen' });
  const sign = h('span', { class: 'copy-sign' });
  let timer = 0;
  const say = (text, more, isDone = false) => {
    words.textContent = text;
    rest.textContent = ` ${more}`;
    sign.replaceChildren(icon(isDone ? 'check' : 'copy'));
    element.classList.toggle('copied', isDone);
  };
  const element = h('button', { type: 'button', class: 'copy', title: `Copy ${what}`, onclick: async () => {
    const isDone = await copy(shown);
    say(isDone ? 'Copied' : 'Press Ctrl+C', isDone ? what : `to copy ${what}`, isDone);
    announce(isDone ? `Copied ${what}` : `Not copied: ${what} is selected, copy it with the keyboard`);
    clearTimeout(timer);
    timer = setTimeout(() => say('Copy', what), 2000);
  } }, sign, words, rest);
  say('Copy', what);
  return element;
}

/** Copies. Without TLS browsers have no clipboard for pages: then what is shown is selected and copied as by the keyboard, and stays selected for the keyboard if that fails, too. */
async function copy(shown) {
  try {
    await navigator.clipboard.writeText(shown.textContent);
    return true;
  } catch {
    const selection = getSelection();
    selection.selectAllChildren(shown);
    try { if (!document.execCommand('copy')) return false; } catch { return false; }
    selection.removeAllRanges();
    return true;
  }
}

/** A text that can be copied, and the button that does it. */
export function withCopy(text, what) {
  const shown = h('code', { class: 'mono' }, text);
  return [shown, copyButton(shown, what)];
}

/** A text to publish or to keep, with its button. */
export function copyable(text, what, ...more) {
  const [shown, copyIt] = withCopy(text, what);
  return h('span', { class: 'copyable' }, shown, h('span', { class: 'copies' }, copyIt, more));
}
