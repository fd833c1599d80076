import { h, keep } from '../dom.js';
import { icon } from '../icons.js';
import { records } from '../states.js';
import { when } from '../time.js';

const words = { holds: 'holds', missing: 'not found', invalid: 'wrong', unreadable: 'could not be read' };
const actions = { 'domain.create': 'Domain added', 'domain.update': 'Settings changed', 'domain.verify': 'State changed', 'domain.delete': 'Domain removed' };
const names = { type: 'type', catch_all_enabled: 'catch-all', active: 'active', primary_domain: 'primary domain', verified: 'verified', holding: 'records that hold' };

/** Shows what happened in a list, newest first: checks that changed something, and what was done by whom. What is there already stays as it is, opened or not. */
export function showTimeline(list, checks, entries) {
  keep(list, [
    // A check that changed the state is in the log too; it is told once.
    ...checks.map((c) => ({ at: c.checked_at, shown: c, make: () => checkItem(c) })),
    ...entries.filter((e) => e.action !== 'domain.verify').map((e) => ({ at: e.at, shown: e, make: () => entryItem(e) })),
  ].sort((a, b) => b.at.localeCompare(a.at)));
}

function checkItem(check) {
  const bad = check.checks.filter((c) => c.outcome !== 'holds');
  return item(check.verified ? 'good' : 'wait', check.verified ? 'check' : 'clock', check.checked_at,
    check.verified ? 'Looked up: verified' : 'Looked up: not verified',
    [
      check.changed.length > 0 && h('p', {}, 'Changed: ', check.changed.map((k) => `${records[k]?.label ?? k} ${check.holding.includes(k) ? 'now holds' : 'holds no more'}`).join(', '), '.'),
      bad.length > 0 && h('details', {}, h('summary', {}, `${bad.length} ${bad.length === 1 ? 'record does' : 'records do'} not hold`),
        h('ul', { class: 'findings' }, bad.map((c) => h('li', {}, h('strong', {}, records[c.record]?.label ?? c.record), ` ${words[c.outcome]}. ${c.error ?? ''}`)))),
    ]);
}

function entryItem(entry) {
  const changes = Object.entries(entry.changes).filter(([name]) => name in names);
  const who = entry.actor.type === 'key' ? `by key ${entry.actor.key}` : entry.actor.type === 'command_line' ? 'at the command line' : 'by the service';
  return item('off', 'mail', entry.at, actions[entry.action] ?? entry.action, [
    h('p', { class: 'quiet' }, who),
    entry.action === 'domain.update' && changes.length > 0 && h('ul', { class: 'findings' }, changes.map(([name, c]) => h('li', {}, `${names[name]}: ${c.before ?? 'none'} → ${c.after ?? 'none'}`))),
  ]);
}

const item = (tone, sign, at, title, more) => h('li', { class: `event event-${tone}` }, h('span', { class: 'event-sign' }, icon(sign)),
  h('div', {}, h('p', { class: 'event-title' }, h('strong', {}, title), ' ', h('span', { class: 'quiet' }, when(at))), more));
