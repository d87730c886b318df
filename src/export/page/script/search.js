// Search by any name, with the keyboard.

/** Every spelling with the thing that it names. */
const spellings = [];
for (const thing of things.values()) {
  const row = thing.row;
  if (thing.kind === 'reference') {
    const texts = [row.id, row.citation, row.title, row.doi, row.pmid && 'pmid:' + row.pmid, row.pmcid];
    for (const text of texts) if (text) spellings.push({ thing, text, folded: fold(String(text)) });
    continue;
  }
  const names = [row.id, row.name, ...(row.synonyms || []), ...(row.brands || []), ...(row.genes || []), ...(row.xrefs || [])];
  for (const text of names) if (text) spellings.push({ thing, text, folded: fold(text) });
}
const RANK = new Map(KINDS.map(([kind], i) => [kind, i]));

/** Things whose names fit, best first: the whole name, then its beginning, then a part of it. */
function find(query, accept, most) {
  const wanted = fold(query);
  if (!wanted) return [];
  const best = new Map();
  for (const { thing, text, folded } of spellings) {
    if (accept && !accept(thing)) continue;
    const at = folded.indexOf(wanted);
    if (at < 0) continue;
    const score = (folded === wanted ? 0 : at === 0 ? 1 : 2) + (thing.kind === 'reference' ? 2.5 : 0);
    const known = best.get(thing);
    if (!known || score < known.score) best.set(thing, { thing, text, score, length: folded.length });
  }
  const order = (a, b) => a.score - b.score || RANK.get(a.thing.kind) - RANK.get(b.thing.kind)
    || a.length - b.length || (a.thing.id < b.thing.id ? -1 : 1);
  return [...best.values()].sort(order).slice(0, most);
}

/** Makes an input a box in which things are looked up; `choose(thing)` is called with the chosen one. */
function combobox(input, list, accept, choose) {
  let hits = [];
  let at = -1;
  function close() {
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    hits = [];
    at = -1;
  }
  function mark(i) {
    at = i;
    [...list.children].forEach((li, k) => li.setAttribute('aria-selected', String(k === i)));
    const chosen = list.children[i];
    if (chosen) {
      input.setAttribute('aria-activedescendant', chosen.id);
      chosen.scrollIntoView({ block: 'nearest' });
    }
  }
  function take(i) {
    const hit = hits[i];
    if (!hit) return;
    close();
    choose(hit.thing);
  }
  function look() {
    hits = find(input.value, accept, 14);
    list.replaceChildren(...hits.map((hit, i) => h('li', {
      role: 'option', id: list.id + '-' + i, 'aria-selected': 'false',
      onmousedown: (e) => { e.preventDefault(); take(i); },
    }, hit.thing.name, hit.text !== hit.thing.name && hit.thing.kind !== 'reference' ? h('span', { class: 'soft' }, ' — ', hit.text) : null,
    hit.thing.kind === 'reference' && hit.thing.row.title ? h('span', { class: 'soft' }, ' — ', hit.thing.row.title) : null,
    ' ', badge(hit.thing.kind))));
    const nothing = input.value.trim() && hits.length === 0;
    if (nothing) list.append(h('li', { class: 'soft' }, 'Nothing has this name.'));
    list.hidden = !input.value.trim();
    input.setAttribute('aria-expanded', String(!list.hidden));
    if (hits.length) mark(0);
    say(nothing ? 'Nothing has this name.' : hits.length + ' found');
  }
  input.addEventListener('input', look);
  input.addEventListener('focus', () => { if (input.value.trim()) look(); });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (e) => {
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      if (list.hidden) look();
      const step = e.key === 'ArrowDown' ? 1 : -1;
      if (hits.length) mark((at + step + hits.length) % hits.length);
    } else if (e.key === 'Enter') {
      e.preventDefault();
      if (!list.hidden) take(Math.max(at, 0));
    } else if (e.key === 'Escape') {
      if (list.hidden) input.blur();
      close();
    }
  });
}
