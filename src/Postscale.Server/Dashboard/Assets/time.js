import { h } from './dom.js';

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const units = [['year', 31_536_000], ['month', 2_592_000], ['day', 86_400], ['hour', 3600], ['minute', 60]];

/** How long ago, or how soon, in words. */
export function words(time, now = Date.now()) {
  const seconds = (Date.parse(time) - now) / 1000;
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return seconds > 5 ? `in ${Math.round(seconds)} seconds` : seconds < -20 ? `${Math.round(-seconds)} seconds ago` : 'just now';
}

/** A time: in words, and exactly for who asks. */
export const when = (time, otherwise = 'never') =>
  time ? h('time', { class: 'ago', datetime: time, title: absolute.format(new Date(time)) }, words(time)) : h('span', { class: 'quiet' }, otherwise);

/** Puts the words of times right that have stood for a while. */
export function retell(root) {
  for (const element of root.querySelectorAll('.ago')) {
    const text = words(element.dateTime);
    if (element.textContent !== text) element.textContent = text;
  }
}

/** A date. */
export const onDay = (time, otherwise = 'never') =>
  time ? h('time', { datetime: time, title: absolute.format(new Date(time)) }, day.format(new Date(time))) : h('span', { class: 'quiet' }, otherwise);

/** Seconds as minutes and seconds. */
export const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
