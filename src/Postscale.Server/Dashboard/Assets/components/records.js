import { h, keep, redraw } from '../dom.js';
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

/** The records to publish, and beside each that does not hold what was found and what to change. Who is at a button stays there when records change. */
export class RecordsTable {
  constructor() {
    this.table = h('table', { class: 'table records', role: 'table' },
      h('caption', { class: 'unseen' }, 'DNS records to publish'),
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ['Record', 'Name', 'Value', 'State'].map((c) => h('th', { scope: 'col', role: 'columnheader' }, c)))));
    this.node = h('div', { class: 'panel table-panel' }, this.table);
  }

  show(dns, type, outcomes, provider) {
    keep(this.table, dns.records.map((r) => ({ shown: kindOf(r), make: () => rowsOf(kindOf(r)) })));
    for (const record of dns.records) {
      const kind = kindOf(record);
      showRecord(this.table.querySelector(`[data-record="${kind}"]`), record, kind, type, outcomes?.[kind], provider?.records?.find((r) => r.record === kind)?.host);
    }
  }
}

const rowsOf = (kind) => h('tbody', { role: 'rowgroup', 'data-record': kind }, h('tr', { role: 'row' },
  h('th', { scope: 'row', role: 'rowheader', 'data-label': 'Record' }), ['Name', 'Value', 'State'].map((label) => h('td', { role: 'cell', 'data-label': label }))));

function showRecord(rows, record, kind, type, outcome, host) {
  const look = lookOf(record, outcome);
  const [about, name, value, state] = rows.firstElementChild.children;
  rows.dataset.state = look.tone;
  rows.className = `record record-${look.tone}`;
  redraw(about, [record.type, type], () => [h('span', { class: 'record-kind' }, kinds[kind].label, h('span', { class: 'pill' }, record.type)),
    h('span', { class: 'record-why' }, kinds[kind].why), h('span', { class: `need ${need(kind, type) === 'recommended' ? '' : 'need-hard'}` }, need(kind, type))]);
  redraw(name, [record.name, host], () => copyable(record.name, `the name of the ${kinds[kind].label} record`,
    host && host !== record.name ? h('span', { class: 'host' }, 'in the zone ', withCopy(host, `the host part of the ${kinds[kind].label} record`)) : null));
  redraw(value, [record.value, record.priority], () => copyable(record.value, `the value of the ${kinds[kind].label} record`,
    record.priority !== undefined ? h('span', { class: 'host' }, `priority ${record.priority}`) : null));
  redraw(state, look, () => h('span', { class: `badge badge-${look.tone}` }, icon(look.icon), look.label));
  const shows = look !== looks.holds && (record.error || record.hint || record.warnings);
  keep(rows, [shows && { shown: [record, look], make: () => diagnosis(record, look) }]);
}

function diagnosis(record, look) {
  return h('tr', { role: 'row', class: 'diagnosis' }, h('td', { role: 'cell', colspan: '4' }, h('div', { class: `finding finding-${look.tone}` },
    record.error && h('p', { class: 'finding-error' }, sentence(record.error), /[.!?]$/.test(record.error) ? '' : '.'),
    (record.warnings ?? []).map((w) => h('p', { class: 'finding-error' }, sentence(w))),
    record.found && h('dl', { class: 'compare' },
      h('div', {}, h('dt', {}, 'Found in DNS'), record.found.map((f) => h('dd', {}, h('code', { class: 'mono' }, f)))),
      h('div', {}, h('dt', {}, 'Expected'), h('dd', {}, h('code', { class: 'mono' }, record.priority === undefined ? record.value : `${record.priority} ${record.value}`)))),
    record.hint && h('p', { class: 'finding-hint' }, h('strong', {}, 'What to change: '), sentence(record.hint)))));
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
