import { h } from '../dom.js';
import { icon } from '../icons.js';
import { kindOf, need, records as kinds } from '../states.js';
import { copyable, withCopy } from './copy.js';
import { sentence } from './problem.js';

const looks = {
  holds: { label: 'Holds', tone: 'good', icon: 'check' },
  warned: { label: 'Holds, with a warning', tone: 'warn', icon: 'warning' },
  risk: { label: 'Gone', tone: 'warn', icon: 'warning' },
  unreadable: { label: 'Not readable now', tone: 'warn', icon: 'warning' },
  wrong: { label: 'To change', tone: 'bad', icon: 'cross' },
  missing: { label: 'Not found yet', tone: 'wait', icon: 'clock' },
  unseen: { label: 'Not looked up yet', tone: 'off', icon: 'clock' },
};

/** How a record stands; what a check found of it says it more exactly than its status. */
export function lookOf(record, outcome) {
  if (outcome === 'unreadable') return looks.unreadable;
  if (record.status === 'verified') return outcome === 'missing' || outcome === 'invalid' ? looks.risk : record.warnings ? looks.warned : looks.holds;
  return outcome === 'invalid' || record.found ? looks.wrong : outcome === 'missing' || record.error ? looks.missing : looks.unseen;
}

/** The records to publish, and beside each that does not hold what was found and what to change. */
export function recordsTable(dns, type, outcomes, provider) {
  return h('div', { class: 'panel table-panel' }, h('table', { class: 'table records', role: 'table' },
    h('caption', { class: 'unseen' }, 'DNS records to publish'),
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ['Record', 'Name', 'Value', 'State'].map((c) => h('th', { scope: 'col', role: 'columnheader' }, c)))),
    dns.records.map((r) => recordRows(r, kindOf(r), type, outcomes?.[kindOf(r)], provider))));
}

function recordRows(record, kind, type, outcome, provider) {
  const look = lookOf(record, outcome);
  const host = provider?.records?.find((r) => r.record === kind)?.host;
  return h('tbody', { role: 'rowgroup', 'data-record': kind, 'data-state': look.tone, class: `record record-${look.tone}` },
    h('tr', { role: 'row' },
      h('th', { scope: 'row', role: 'rowheader', 'data-label': 'Record' }, h('span', { class: 'record-kind' }, kinds[kind].label, h('span', { class: 'pill' }, record.type)),
        h('span', { class: 'record-why' }, kinds[kind].why), h('span', { class: `need ${need(kind, type) === 'recommended' ? '' : 'need-hard'}` }, need(kind, type))),
      h('td', { role: 'cell', 'data-label': 'Name' }, copyable(record.name, `the name of the ${kinds[kind].label} record`,
        host && host !== record.name ? h('span', { class: 'host' }, 'in the zone ', withCopy(host, `the host part of the ${kinds[kind].label} record`)) : null)),
      h('td', { role: 'cell', 'data-label': 'Value' }, copyable(record.value, `the value of the ${kinds[kind].label} record`,
        record.priority !== undefined ? h('span', { class: 'host' }, `priority ${record.priority}`) : null)),
      h('td', { role: 'cell', 'data-label': 'State' }, h('span', { class: `badge badge-${look.tone}` }, icon(look.icon), look.label))),
    diagnosis(record, look));
}

function diagnosis(record, look) {
  const shows = look !== looks.holds && (record.error || record.hint || record.warnings);
  return shows ? h('tr', { role: 'row', class: 'diagnosis' }, h('td', { role: 'cell', colspan: '4' }, h('div', { class: `finding finding-${look.tone}` },
    record.error && h('p', { class: 'finding-error' }, sentence(record.error), /[.!?]$/.test(record.error) ? '' : '.'),
    (record.warnings ?? []).map((w) => h('p', { class: 'finding-error' }, sentence(w))),
    record.found && h('dl', { class: 'compare' },
      h('div', {}, h('dt', {}, 'Found in DNS'), record.found.map((f) => h('dd', {}, h('code', { class: 'mono' }, f)))),
      h('div', {}, h('dt', {}, 'Expected'), h('dd', {}, h('code', { class: 'mono' }, record.priority === undefined ? record.value : `${record.priority} ${record.value}`)))),
    record.hint && h('p', { class: 'finding-hint' }, h('strong', {}, 'What to change: '), sentence(record.hint))))) : null;
}

/** Where the zone is kept, and how to go about it there. */
export function providerPanel(provider) {
  if (!provider) return null;
  const at = provider.provider;
  return h('details', { class: 'panel provider', open: provider.domain_connect ? true : null },
    h('summary', {}, at ? ['Your DNS is at ', h('strong', {}, at.name), ': how to go about it there'] : ['The records go into the zone ', h('code', { class: 'mono' }, provider.zone)]),
    h('div', { class: 'provider-body' },
      h('p', { class: 'quiet' }, 'Zone ', h('code', { class: 'mono' }, provider.zone), provider.name_servers?.length ? [', served by ', provider.name_servers.join(', ')] : null, '.'),
      provider.domain_connect?.apply_url?.startsWith('https://') && h('p', {}, h('a', { class: 'button button-primary', href: provider.domain_connect.apply_url, target: '_blank', rel: 'noopener noreferrer' }, `Let ${at?.name ?? 'the provider'} set them up`)),
      at?.steps?.length ? [h('h3', {}, 'Where to click'), h('ol', {}, at.steps.map((s) => h('li', {}, s)))] : null,
      at?.traps?.length ? [h('h3', {}, 'Mind'), h('ul', {}, at.traps.map((t) => h('li', {}, t)))] : null,
      at?.url?.startsWith('https://') && h('p', {}, h('a', { href: at.url, target: '_blank', rel: 'noopener noreferrer' }, `Open ${at.name}`))));
}
