import { audit, domains } from '../api.js';
import { backLink, button, busy, heading, loading } from '../components/basics.js';
import { confirmDialog } from '../components/dialog.js';
import { problemBox, sentence } from '../components/problem.js';
import { RecordsTable, providerPanel } from '../components/records.js';
import { showTimeline } from '../components/timeline.js';
import { announce, fill, h } from '../dom.js';
import { Looks } from '../looks.js';
import { link } from '../router.js';
import { isAtRisk, kindOf, records, sends, stateOf } from '../states.js';
import { retell } from '../time.js';
import { SettingsPanel } from './domain-settings.js';
import { StatusPanel } from './domain-status.js';

/** One domain: what to publish, how it stands, and what happened. */
export function domainView({ parts, signal }) {
  const id = parts[1];
  const page = new DomainPage(id, signal);
  page.start();
  return { title: id, node: page.node };
}

class DomainPage {
  constructor(id, signal) {
    Object.assign(this, { id, signal, domain: null, dns: null, outcomes: null, provider: null, mayVerify: true });
    this.looks = new Looks(() => this.verify({ byItself: true }), signal);
    this.verifyButton = button('Verify now', () => this.ask(), { look: 'primary', sign: 'refresh' });
    this.status = h('div', { class: 'status' }, loading('the domain'));
    this.problem = h('div');
    this.panel = new StatusPanel(this.looks.node);
    this.records = new RecordsTable();
    this.table = h('div', { class: 'records-place', hidden: true }, this.records.node);
    this.guide = h('div');
    this.settings = null;
    this.settingsPlace = h('div');
    this.timeline = h('ol', { class: 'timeline' });
    this.history = h('div', { class: 'panel', hidden: true }, this.timeline);
    this.historyProblem = h('div');
    this.node = [
      heading(id, { above: backLink('Domains', link(['domains'])), actions: this.verifyButton }),
      this.status, this.problem,
      h('section', { 'aria-labelledby': 'records' }, h('h2', { id: 'records' }, 'DNS records'), h('p', { class: 'section-lead' }, 'Publish these where the DNS of the domain is kept. Changes are seen within minutes, sometimes hours.'), this.guide, this.table),
      h('section', { 'aria-labelledby': 'settings' }, h('h2', { id: 'settings' }, 'Settings'), this.settingsPlace),
      h('section', { 'aria-labelledby': 'history' }, h('h2', { id: 'history' }, 'History'), this.historyProblem, this.history),
    ];
  }

  async start() {
    try {
      const [domain, dns, checks] = await Promise.all([domains.get(this.id, this.signal), domains.dns(this.id, this.signal), domains.checks(this.id, { limit: 1 }, this.signal)]);
      Object.assign(this, { domain, dns, latest: checks.checks[0] });
      // A check that changed nothing is not kept, so that the last kept one says how each record was found.
      this.outcomes = this.latest && Object.fromEntries(this.latest.checks.map((c) => [c.record, c.outcome]));
    } catch (problem) {
      if (!this.signal.aborted) { fill(this.status, problemBox(problem, () => { fill(this.status, loading('the domain')); this.start(); })); this.verifyButton.hidden = true; }
      return;
    }
    this.verifyButton.hidden = false;
    this.show();
    this.showSettings();
    this.showHistory();
    this.showGuide();
    this.plan();
  }

  show() {
    const { domain, dns } = this;
    this.panel.show(domain, dns, stateOf(domain, isAtRisk(domain, this.latest)));
    this.records.show(dns, domain.type, this.outcomes, this.provider);
    if (!this.panel.node.isConnected) fill(this.status, this.panel.node);
    this.table.hidden = false;
    this.settings?.follow(domain);
    retell(this.status);
  }

  /** A verification that is asked for says the truth at once: it ends the time that a domain has whose records are gone. */
  ask() {
    if (!isAtRisk(this.domain, this.latest)) { this.verify(); return; }
    confirmDialog('Verify now?', ['Records that it needs were gone at the last look. If they still are, the domain is verified no longer and its mail stops now, not after about a day.', 'Publish the records first.'], 'Verify now', () => this.verify());
  }

  async verify({ byItself = false } = {}) {
    const work = async () => {
      const before = new Set(this.dns.records.filter((r) => r.status === 'verified').map(kindOf));
      const wasVerified = this.domain.verified;
      try {
        // By itself nothing is verified that is verified: that could only take away, and before its time. What the service found meanwhile is shown.
        if (byItself) this.domain = await domains.get(this.id, this.signal);
        if (byItself ? this.mayVerify && !this.domain.verified : true) {
          this.latest = await domains.verify(this.id, this.signal);
          this.summary = this.latest.summary;
        } else {
          this.latest = (await domains.checks(this.id, { limit: 1 }, this.signal)).checks[0];
        }
        this.outcomes = this.latest && Object.fromEntries(this.latest.checks.map((c) => [c.record, c.outcome]));
        [this.domain, this.dns] = await Promise.all([domains.get(this.id, this.signal), domains.dns(this.id, this.signal)]);
        fill(this.problem);
      } catch (problem) {
        if (this.signal.aborted) return;
        if (problem.status === 403 && byItself) this.mayVerify = false; else fill(this.problem, problemBox(problem));
        this.plan();
        return;
      }
      this.show();
      this.tell(before, wasVerified, byItself);
      this.showHistory();
      this.plan();
    };
    if (byItself) await work(); else await busy(this.verifyButton, work);
  }

  /** Says what changed; a look of its own that found all as it was says nothing. */
  tell(before, wasVerified, byItself) {
    const now = this.dns.records.filter((r) => r.status === 'verified').map(kindOf);
    const news = now.filter((k) => !before.has(k)).map((k) => records[k].label);
    if (this.domain.verified && !wasVerified) announce(`${this.domain.domain} is verified.`);
    else if (news.length) announce(`${news.join(', ')} now ${news.length === 1 ? 'holds' : 'hold'}. ${now.length} of ${this.dns.records.length} records hold.`);
    else if (!byItself) announce(sentence(this.summary ?? 'Looked up again.'));
  }

  plan() {
    const waits = !this.domain.verified || (sends(this.domain.type) && !this.domain.dkim_verified) || isAtRisk(this.domain, this.latest);
    if (waits && this.domain.active) { this.looks.go(); return; }
    // Its button goes; who was at it goes on at the one that does the same.
    if (this.looks.hasFocus) this.verifyButton.focus();
    this.looks.end();
  }

  async showGuide() {
    try {
      this.provider = await domains.provider(this.id, this.signal);
      fill(this.guide, providerPanel(this.provider));
      this.show();
    } catch { /* it is help, and the records stand without it */ }
  }

  showSettings() {
    this.settings = new SettingsPanel(this.domain, this.signal, async (changed) => {
      this.domain = changed;
      this.outcomes = null;
      this.dns = await domains.dns(this.id, this.signal);
      this.show();
      this.plan();
      this.showHistory();
    });
    fill(this.settingsPlace, this.settings.node);
  }

  async showHistory() {
    try {
      const [checks, log] = await Promise.all([domains.checks(this.id, { limit: 20 }, this.signal), audit.of(this.domain.id, { limit: 50 }, this.signal)]);
      showTimeline(this.timeline, checks.checks, log.entries);
      this.history.hidden = false;
      fill(this.historyProblem);
      retell(this.timeline);
    } catch (problem) {
      if (!this.signal.aborted) fill(this.historyProblem, problemBox(problem, () => this.showHistory()));
    }
  }
}
