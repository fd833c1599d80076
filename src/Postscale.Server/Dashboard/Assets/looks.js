// Looks again by itself while a domain waits for its records: often at first, then less so, and not in a tab nobody sees.

import { h } from './dom.js';
import { icon } from './icons.js';
import { clock } from './time.js';

const steps = [15, 15, 20, 20, 30, 30, 45, 60];

/** A countdown to the next look, which can be held. */
export class Looks {
  #left = 0;
  #count = 0;
  #timer = 0;
  #held = false;
  #look;

  constructor(look, signal) {
    this.#look = look;
    this.words = h('span');
    this.hold = h('button', { type: 'button', class: 'link-button', 'aria-pressed': 'false', onclick: () => this.#toggle() }, 'Pause');
    this.node = h('p', { class: 'looks', hidden: true }, icon('refresh'), this.words, this.hold);
    signal.addEventListener('abort', () => clearInterval(this.#timer));
  }

  /** Begins to count, or goes on. */
  go() {
    clearInterval(this.#timer);
    this.#left = steps[Math.min(this.#count++, steps.length - 1)];
    this.node.hidden = false;
    this.#show();
    this.#timer = setInterval(() => this.#tick(), 1000);
  }

  /** Whether somebody is at its button. */
  get hasFocus() { return this.node.contains(document.activeElement); }

  /** There is nothing left to wait for. */
  end() {
    clearInterval(this.#timer);
    this.node.hidden = true;
  }

  #tick() {
    if (this.#held || document.hidden) return;
    if (--this.#left > 0) { this.#show(); return; }
    clearInterval(this.#timer);
    this.words.textContent = 'Looking now …';
    this.#look();
  }

  #toggle() {
    this.#held = !this.#held;
    this.hold.setAttribute('aria-pressed', String(this.#held));
    this.#show();
  }

  #show() {
    this.words.textContent = this.#held ? 'Looking by itself is paused.' : `Next look in ${clock(this.#left)}`;
    this.hold.textContent = this.#held ? 'Go on' : 'Pause';
  }
}
