// Where the key is kept: for this tab, or on this device if that was asked for. Nowhere else, and never in a URL.

const name = 'postscale.key';

const read = (storage) => { try { return window[storage].getItem(name); } catch { return null; } };
let held = read('sessionStorage') ?? read('localStorage');

/** The key that is signed in with; null: none. */
export const key = () => held;

/** Whether its environment is the one for tests. */
export const isTest = () => held?.startsWith('ps_test_') ?? false;

/** How it is shown. */
export const hint = () => held ? `${held.slice(0, 12)}…${held.slice(-4)}` : '';

/** Keeps a key. A browser that keeps nothing has it until the page is left. */
export function signIn(text, remember) {
  signOut();
  held = text;
  try { window[remember ? 'localStorage' : 'sessionStorage'].setItem(name, text); } catch { /* until the page is left */ }
}

/** Forgets it everywhere. */
export function signOut() {
  held = null;
  for (const storage of ['sessionStorage', 'localStorage']) { try { window[storage].removeItem(name); } catch { /* nothing was kept */ } }
}

/** Whether a text can be a key at all: that much is seen without asking. */
export const looksLikeKey = (text) => /^ps_(live|test)_[0-9A-Za-z]{38}$/.test(text);
