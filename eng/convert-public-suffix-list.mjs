// Writes the rules of tldts' trie as a list in the format of publicsuffix.org. Called by update-public-suffix-list.sh.
import fs from 'node:fs';
import { domainToASCII, pathToFileURL } from 'node:url';

const [triePath, version, timePath, outPath, comparePath] = process.argv.slice(2);
const trie = await import(pathToFileURL(triePath).href);

function fail(message) {
  console.error(`convert-public-suffix-list: ${message}`);
  process.exit(1);
}

for (const part of ['nodeFlags', 'edgeStart', 'edgeLength', 'edgeChild', 'labelText', 'rulesRoot', 'exceptionsRoot']) {
  if (trie[part] === undefined) fail(`the trie has no ${part}: its form has changed, and this script must follow`);
}

// The labels of all edges stand in one text, in the order of the edges.
const offsets = [];
let total = 0;
for (const length of trie.edgeLength) {
  offsets.push(total);
  total += length;
}
if (total !== trie.labelText.length) fail(`the labels take ${trie.labelText.length} characters where the edges have ${total}`);

const sections = new Map([[1, new Set()], [2, new Set()]]);

function toRule(mark, labels) {
  return mark + labels.map((label) => {
    if (label === '*') return label;
    const ascii = /^[\x00-\x7f]*$/.test(label) ? label.toLowerCase() : domainToASCII(label);
    if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(ascii)) fail(`the label '${label}' is no host name label`);
    return ascii;
  }).join('.');
}

function walk(node, labels, mark) {
  for (let edge = trie.edgeStart[node]; edge < trie.edgeStart[node + 1]; edge++) {
    const label = trie.labelText.slice(offsets[edge], offsets[edge] + trie.edgeLength[edge]);
    const child = trie.edgeChild[edge];
    const longer = [label, ...labels];
    const flag = trie.nodeFlags[child];
    if (flag !== 0) {
      if (!sections.has(flag)) fail(`unknown flag ${flag} on ${longer.join('.')}`);
      sections.get(flag).add(toRule(mark, longer));
    }
    walk(child, longer, mark);
  }
}
walk(trie.rulesRoot, [], '');
walk(trie.exceptionsRoot, [], '!');

const icann = sections.get(1);
const privately = sections.get(2);
if (icann.size < 6000 || privately.size < 1500) fail(`only ${icann.size} and ${privately.size} rules: too few to be the whole list`);

const published = JSON.parse(fs.readFileSync(timePath, 'utf8'))[version];
if (!/^\d{4}-\d{2}-\d{2}T/.test(published ?? '')) fail(`no date of publication for ${version}`);
const date = published.slice(0, 10);

// Families of names together, so that a refresh reads well as a difference.
const key = (rule) => rule.replace(/^!/, '').split('.').reverse().join('.') + (rule.startsWith('!') ? '!' : '');
const sorted = (rules) => [...rules].map((rule) => [key(rule), rule]).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, rule]) => rule);

fs.writeFileSync(outPath, [
  '// This Source Code Form is subject to the terms of the Mozilla Public',
  '// License, v. 2.0. If a copy of the MPL was not distributed with this',
  '// file, You can obtain one at https://mozilla.org/MPL/2.0/.',
  `// VERSION: ${date} tldts ${version}`,
  '// Converted by eng/update-public-suffix-list.sh: rules in A-labels, sorted, comments dropped.',
  '// ===BEGIN ICANN DOMAINS===',
  ...sorted(icann),
  '// ===END ICANN DOMAINS===',
  '// ===BEGIN PRIVATE DOMAINS===',
  ...sorted(privately),
  '// ===END PRIVATE DOMAINS===',
  '',
].join('\n'));
console.log(`tldts ${version} of ${date}: ${icann.size} ICANN rules, ${privately.size} private rules`);

if (comparePath) {
  const other = new Map([[1, new Set()], [2, new Set()]]);
  let section = 1;
  for (const full of fs.readFileSync(comparePath, 'utf8').split('\n')) {
    if (full.includes('===BEGIN ICANN')) section = 1;
    if (full.includes('===BEGIN PRIVATE')) section = 2;
    const rule = full.trim().split(/\s/)[0];
    if (rule === '' || rule.startsWith('//')) continue;
    const mark = rule.startsWith('!') ? '!' : '';
    other.get(section).add(toRule(mark, rule.slice(mark.length).split('.')));
  }
  for (const [flag, name] of [[1, 'ICANN'], [2, 'private']]) {
    const ours = sections.get(flag);
    const theirs = other.get(flag);
    const common = [...ours].filter((rule) => theirs.has(rule)).length;
    console.log(`${name}: ${common} rules in both, ${ours.size - common} only here, ${theirs.size - common} only in the other`);
  }
}
