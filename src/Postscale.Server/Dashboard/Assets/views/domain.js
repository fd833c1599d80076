import { audit, domains } from '../api.js';
import { backLink, badge, button, busy, heading, loading } from '../components/basics.js';
import { confirmDialog } from '../components/dialog.js';
import { problemBox, sentence } from '../components/problem.js';
import { providerPanel, recordsTable } from '../components/records.js';
import { timeline } from '../components/timeline.js';
import { announce, fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { Looks } from '../looks.js';
import { link } from '../router.js';
import { isAtRisk, kindOf, receives, records, sends, stateOf, typeOf } from '../states.js';
import { when } from '../time.js';
import { settingsPanel } from './domain-settings.js';

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
    this.records = h('div', { class: 'records-place' });
    this.guide = h('div');
    this.settings = h('div');
    this.history = h('div');
    this.node = [
      heading(id, { above: backLink('Domains', link(['domains'])), actions: this.verifyButton }),
      this.status, this.problem,
      h('section', { 'aria-labelledby': 'records' }, h('h2', { id: 'records' }, 'DNS records'), h('p', { class: 'section-lead' }, 'Publish these where the DNS of the domain is kept. Changes are seen within minutes, sometimes hours.'), this.guide, this.records),
      h('section', { 'aria-labelledby': 'settings' }, h('h2', { id: 'settings' }, 'Settings'), this.settings),
      h('section', { 'aria-labelledby': 'history' }, h('h2', { id: 'history' }, 'History'), this.history),
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
    const isRisk = isAtRisk(domain, this.latest);
    const held = dns.records.filter((r) => r.status === 'verified');
    const state = stateOf(domain, isRisk);
    fill(this.status, h('div', { class: `panel status-panel status-${state.tone}` },
      h('div', { class: 'status-main' }, badge(state), h('p', { class: 'status-text' }, this.words(state, held.length)), this.looks.node),
      h('div', { class: 'progress', role: 'img', 'aria-label': `${held.length} of ${dns.records.length} records hold` }, dns.records.map((r) => h('span', { class: `segment ${r.status === 'verified' ? 'segment-on' : ''}`, title: records[kindOf(r)].label }))),
      h('dl', { class: 'facts' },
        fact('For', [icon(typeOf(domain.type).icon), typeOf(domain.type).label]),
        fact('Mail out', domain.can_send ? 'sends now' : sends(domain.type) ? 'not yet' : 'not for this type'),
        fact('Mail in', domain.can_receive ? 'receives now' : receives(domain.type) ? 'not yet' : 'not for this type'),
        domain.type === 'alias' && fact('Forwards to', domain.primary_domain ?? 'no domain yet'),
        fact('Looked up', when(domain.last_dns_check)),
        domain.verified_at && fact('Verified', when(domain.verified_at)))));
    // Only what changed is drawn anew: who is at a button of the table stays there.
    const text = JSON.stringify([dns.records, this.outcomes, this.provider, domain.type]);
    if (text !== this.shown) { this.shown = text; fill(this.records, recordsTable(dns, domain.type, this.outcomes, this.provider)); }
  }

  words(state, held) {
    const { domain, dns } = this;
    if (!domain.active) return 'It is switched off and takes no part in mail. Its records are looked at all the same.';
    if (state.tone === 'warn') return 'It is still verified, but records that it needs are gone. Publish them again: it is verified no longer once they have been gone for about a day.';
    if (domain.verified) {
      const open = dns.records.filter((r) => r.status !== 'verified').map((r) => records[kindOf(r)].label);
      const lacksDkim = sends(domain.type) && !domain.dkim_verified;
      return lacksDkim ? 'It is verified. To send, it also needs DKIM.' : open.length ? `It is verified. ${open.join(' and ')} ${open.length === 1 ? 'is' : 'are'} recommended, too.` : 'It is verified, and all its records hold.';
    }
    return held === 0 ? 'Publish the records below where your DNS is kept; this page sees when they are there.' : `${held} of ${dns.records.length} records hold. Publish the others.`;
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
    if (waits && this.domain.active) this.looks.go(); else this.looks.end();
  }

  async showGuide() {
    try {
      this.provider = await domains.provider(this.id, this.signal);
      fill(this.guide, providerPanel(this.provider));
      this.show();
    } catch { /* it is help, and the records stand without it */ }
  }

  showSettings() {
    fill(this.settings, settingsPanel(this.domain, this.signal, async (changed) => {
      this.domain = changed;
      this.dns = await domains.dns(this.id, this.signal);
      this.outcomes = null;
      this.show();
      this.plan();
      this.showHistory();
    }));
  }

  async showHistory() {
    try {
      const [checks, log] = await Promise.all([domains.checks(this.id, { limit: 20 }, this.signal), audit.of(this.domain.id, { limit: 50 }, this.signal)]);
      fill(this.history, h('div', { class: 'panel' }, timeline(checks.checks, log.entries)));
    } catch (problem) {
      if (!this.signal.aborted) fill(this.history, problemBox(problem, () => this.showHistory()));
    }
  }
}

const fact = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));
