// Claims with their evidence and numbers.

const STANCES = { Supports: ['supports', ''], Disputes: ['disputes', 'warn'], Hypothesis: ['proposes', 'warn'] };

function evidenceItem(e) {
  const [words, kind] = STANCES[e.stance] || ['', ''];
  const facts = [word('Design', e.design), e.species === 'NotStated' ? '' : word('Species', e.species), word('Sex', e.sex),
    e.n ? 'n = ' + e.n : '', e.dose, e.at ? 'at ' + e.at : ''].filter(Boolean).join(', ');
  return h('li', {}, badge(words, kind), ' ', citation(e.reference), ' ', h('span', { class: 'soft' }, facts), e.note ? ' — ' + e.note : null);
}

function numberWords(m) {
  const bound = m.relation === 'Equal' ? '' : word('Bound', m.relation) + ' ';
  const spread = m.sem ?? m.sd;
  return `${word('Parameter', m.parameter)} ${bound}${m.value}${m.parameter.startsWith('p') ? '' : ' ' + word('Unit', m.unit)}${spread === undefined ? '' : ' ± ' + spread}`;
}

function numbers(list) {
  return table('Numbers as printed', [
    { head: 'number', cell: numberWords, key: (m) => m.nanomolar },
    { head: 'species', cell: (m) => word('Species', m.species), key: (m) => m.species },
    { head: 'assay', cell: (m) => m.assay || word('Method', m.method) },
    { head: 'source', cell: (m) => citation(m.reference) },
    {
      head: 'remark',
      cell: (m) => [m.tier === 'Summary' ? 'database summary, not counted. ' : '', m.doubt ? 'not counted: ' + m.doubt + '. ' : '',
        m.possibly_same ? 'may repeat ' + m.possibly_same + ', not counted. ' : '', m.note],
    },
  ], list);
}

function claimBody(claim) {
  const sides = ['Supports', 'Disputes', 'Hypothesis'].flatMap((stance) => claim.evidence.filter((e) => e.stance === stance));
  return [
    claim.measurements.length ? numbers(claim.measurements) : null,
    h('ul', { class: 'evidence' }, sides.map(evidenceItem)),
    (claim.notes || []).map((note) => h('p', {}, note)),
    claim.reconcile ? h('p', {}, 'What might reconcile the two sides: ' + claim.reconcile) : null,
    (claim.against || []).map((id) => h('p', {}, badge('or', 'warn'), ' ', to(['claim', id], claims.get(id).sentence))),
    h('p', {}, to(['claim', claim.id], 'Link to this claim')),
  ];
}

function signBadge(claim) {
  const end = endOf(claim);
  return end === 'up' ? badge('↑', 'up') : end === 'down' ? badge('⊣', 'down') : null;
}

/** A claim that opens to its evidence. */
function claimItem(claim, open) {
  const item = h('details', { class: 'claim' }, h('summary', {}, signBadge(claim), ' ', claim.sentence, ' ', statusBadge(claim.status),
    (claim.against || []).length ? [' ', badge('contradicted', 'warn')] : null,
    h('span', { class: 'soft' }, ` confidence ${claim.confidence.toFixed(2)}, ${counted(claim.evidence.length, 'piece')} of evidence`)));
  const show = () => { if (item.open && item.children.length === 1) fill(item, [h('div', {}, claimBody(claim))]); };
  item.addEventListener('toggle', show);
  if (open) {
    item.open = true;
    show();
  }
  return item;
}

function claimSection(title, list) {
  if (!list.length) return null;
  return h('section', {}, h('h2', {}, title), list.map((c) => claimItem(c)));
}

function claimView(id) {
  const claim = claims.get(id);
  if (!claim) return missing(id);
  return [h('h1', {}, claim.sentence), h('p', {}, 'About ', thingLink(claim.subject), ' and ', thingLink(claim.object), '.'), claimItem(claim, true),
    h('p', { class: 'soft' }, claim.id)];
}

const FILTERS = [
  ['kind', 'about a', () => KINDS.slice(0, 7).map(([k]) => [k, k])],
  ['relation', 'relation', () => Object.entries(data.words.Relation)],
  ['design', 'evidence', () => Object.entries(data.words.Design)],
  ['status', 'status', () => Object.entries(data.words.Status)],
  ['species', 'species', () => Object.entries(data.words.Species)],
];

function fits(claim, chosen) {
  const kinds = [things.get(claim.subject).kind, things.get(claim.object).kind];
  return (!chosen.kind || kinds.includes(chosen.kind))
    && (!chosen.relation || claim.relation === chosen.relation)
    && (!chosen.design || claim.evidence.some((e) => e.design === chosen.design))
    && (!chosen.species || claim.evidence.some((e) => e.species === chosen.species))
    && (!chosen.status || claim.status === chosen.status)
    && (!chosen.text || fold(claim.sentence).includes(fold(chosen.text)));
}

/** All claims, filtered; the filters stand in the address. */
function claimsView(chosen) {
  const PAGE = 100;
  const list = h('div', {});
  const count = h('p', { class: 'soft' });
  const select = ([name, words, options]) => h('label', {}, words, h('select', { name, onchange: apply },
    h('option', { value: '' }, 'any'), options().map(([value, text]) => h('option', { value, selected: chosen[name] === value }, text))));
  const form = h('form', { class: 'filters', onsubmit: (e) => e.preventDefault() }, FILTERS.map(select),
    h('label', {}, 'words', h('input', { name: 'text', type: 'search', value: chosen.text || '', oninput: apply })));
  function apply() {
    const now = {};
    for (const field of form.elements) if (field.name && field.value) now[field.name] = field.value;
    history.replaceState(null, '', '#/claims' + (Object.keys(now).length ? '?' + new URLSearchParams(now) : ''));
    draw(now);
  }
  function draw(now) {
    const found = data.claims.filter((c) => fits(c, now));
    count.textContent = `${found.length} of ${data.claims.length} claims`;
    say(count.textContent);
    list.replaceChildren();
    const show = (from) => {
      list.append(...found.slice(from, from + PAGE).map((c) => claimItem(c)));
      if (found.length > from + PAGE) {
        const button = h('button', { type: 'button', onclick: () => { button.remove(); show(from + PAGE); } }, `Show ${Math.min(PAGE, found.length - from - PAGE)} more`);
        list.append(button);
      }
    };
    show(0);
  }
  draw(chosen);
  return [h('h1', {}, 'Claims'), form, count, list];
}
