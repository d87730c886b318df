// A thing's page: names, numbers, claims, experiments, sources.

const SITES = {
  'pubchem.compound': 'https://pubchem.ncbi.nlm.nih.gov/compound/', uniprot: 'https://www.uniprot.org/uniprotkb/',
  chembl: 'https://www.ebi.ac.uk/chembl/explore/compound/', 'chembl.target': 'https://www.ebi.ac.uk/chembl/explore/target/',
  drugbank: 'https://go.drugbank.com/drugs/', chebi: 'https://www.ebi.ac.uk/chebi/searchId.do?chebiId=CHEBI:',
};

function xref(curie) {
  const [namespace, ...rest] = curie.split(':');
  const local = rest.join(':');
  return Object.hasOwn(SITES, namespace) ? outward(SITES[namespace] + encodeURIComponent(local), curie) : curie;
}

/** A list of facts; those that are not known are left out. */
function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && !value.length));
  const spaced = (value) => (Array.isArray(value) ? value.flatMap((v, i) => (i ? [', ', v] : [v])) : value);
  return h('dl', { class: 'facts' }, known.map(([name, value]) => [h('dt', {}, name), h('dd', {}, spaced(value))]));
}

function affinityCell(compound, target) {
  const a = affinities.get(compound + ' ' + target);
  if (!a) return '–';
  const whole = (words) => h('span', { class: 'nowrap' }, words);
  const range = a.n > 1 ? [', ', whole(`${concentration(a.lowest)}–${concentration(a.highest)}`)] : null;
  return [whole(concentration(a.nanomolar)), h('span', { class: 'soft' }, ` ${word('Species', a.species)}, `, whole(counted(a.n, 'paper')), range)];
}

/** The table of a compound's targets, or of a target's ligands. */
function pharmacology(thing, list, otherEnd, title) {
  const pairs = [...group(list, (c) => c[otherEnd])].map(([id, all]) => ({ id, all, pair: otherEnd === 'object' ? [thing.id, id] : [id, thing.id] }));
  if (!pairs.length) return null;
  const actions = (row) => row.all.filter((c) => c.relation === 'Acts');
  const ki = (row) => affinities.get(row.pair.join(' '))?.nanomolar;
  const name = (row) => things.get(row.id).name;
  pairs.sort((a, b) => (ki(a) ?? Infinity) - (ki(b) ?? Infinity) || (name(a) < name(b) ? -1 : 1));
  return h('section', {}, h('h2', {}, title), table(null, [
    { head: otherEnd === 'object' ? 'target' : 'compound', cell: (r) => [thingLink(r.id), otherEnd === 'object' && r.id !== name(r) ? h('span', { class: 'soft' }, ' ', r.id) : null], key: name },
    { head: 'action', cell: (r) => actions(r).map((c) => [badge(word('Action', c.action), c.sign === 'Positive' ? 'up' : c.sign === 'Negative' ? 'down' : ''), c.status === 'Supported' ? null : [' ', statusBadge(c.status)], ' ']), key: (r) => actions(r).map((c) => c.action).join(' ') || undefined },
    { head: 'Ki', cell: (r) => affinityCell(...r.pair), key: ki },
    { head: 'numbers', numeric: true, cell: (r) => r.all.reduce((sum, c) => sum + c.measurements.length, 0), key: (r) => r.all.reduce((sum, c) => sum + c.measurements.length, 0) },
  ], pairs, (row) => row.all.map((c) => claimItem(c, true))));
}

function doseWords(dose) {
  if (!dose) return '';
  return `${dose.amount} ${word('Unit', dose.unit)} ${word('Route', dose.route)}${dose.over_minutes ? ` over ${dose.over_minutes} min` : ''}${dose.every_hours ? ` every ${dose.every_hours} h` : ''}`;
}

function kineticsSection(thing) {
  const exposures = data.exposures.filter((e) => e.compound === thing.id);
  const kinetics = data.kinetics.filter((k) => k.compound === thing.id);
  if (!exposures.length && !kinetics.length) return null;
  const range = (r) => (r.low !== undefined && r.high !== undefined ? ` (${r.low}–${r.high})` : r.sd !== undefined ? ` ± ${r.sd}` : '');
  return h('section', {}, h('h2', {}, 'In the body'),
    exposures.length ? table('Peak concentrations', [
      { head: 'dose', cell: (e) => doseWords(e.dose) },
      { head: 'measured', cell: (e) => thingLink(e.analyte) },
      { head: 'peak', cell: (e) => `${e.cmax}${range(e)} ${word('Unit', e.unit)}`, key: (e) => e.cmax },
      { head: 'after', cell: (e) => (e.tmax_hours === undefined ? '' : e.tmax_hours + ' h'), key: (e) => e.tmax_hours },
      { head: 'species', cell: (e) => word('Species', e.species) },
      { head: 'source', cell: (e) => citation(e.reference) },
    ], exposures) : null,
    kinetics.length ? table('Constants', [
      { head: 'constant', cell: (k) => word('KineticParameter', k.parameter), key: (k) => k.parameter },
      { head: 'value', cell: (k) => `${k.value}${range(k)} ${k.unit === 'Fraction' || k.unit === 'Ratio' ? '' : word('Unit', k.unit)}`, key: (k) => k.value },
      { head: 'route', cell: (k) => word('Route', k.route) },
      { head: 'species', cell: (k) => word('Species', k.species) },
      { head: 'source', cell: (k) => citation(k.reference) },
    ], kinetics) : null);
}

function experimentsSection(thing) {
  const about = (e) => [e.agent, e.blocker, e.loss_of, e.effect, ...(e.blocks || [])].includes(thing.id);
  const list = data.experiments.filter(about);
  if (!list.length) return null;
  return h('section', {}, h('h2', {}, 'Blockade experiments'), table('What blocking or losing a receptor made of an effect', [
    { head: 'drug', cell: (e) => thingLink(e.agent), key: (e) => e.agent },
    { head: 'blocked by', cell: (e) => [e.blocker ? thingLink(e.blocker) : null, e.loss_of ? ['loss of ', thingLink(e.loss_of, e.loss_of)] : null], key: (e) => e.blocker || e.loss_of },
    { head: 'effect', cell: (e) => [thingLink(e.effect), e.detail ? h('span', { class: 'soft' }, ' ', e.detail) : null], key: (e) => e.effect },
    { head: 'result', cell: (e) => badge(word('BlockadeResult', e.result)), key: (e) => e.result },
    { head: 'species', cell: (e) => [word('Species', e.species), e.n ? ', n = ' + e.n : ''], key: (e) => e.species },
    { head: 'source', cell: (e) => citation(e.reference) },
  ], list));
}

function compoundSections(thing) {
  const of = (...relations) => thing.out.filter((c) => relations.includes(c.relation));
  const fate = [...of('ClearedBy', 'ConvertedTo', 'Contains', 'StereoisomerOf'), ...thing.into.filter((c) => c.relation !== 'Binds')];
  const occupancies = data.occupancies.filter((o) => o.compound === thing.id);
  const interactions = data.interactions.filter((i) => [i.victim, i.measured, ...(i.perpetrators || [])].includes(thing.id));
  return [
    pharmacology(thing, of('Binds', 'Acts', 'LigandOf'), 'object', 'Targets'),
    neighbourhood(thing),
    claimSection('Observed effects', of('Affects', 'AssociatedWith')),
    claimSection('Metabolism and kin', fate),
    claimSection('Where it is found', of('ExpressedIn')),
    kineticsSection(thing),
    occupancies.length ? h('section', {}, h('h2', {}, 'Measured occupancies'), table(null, [
      { head: 'dose', cell: (o) => doseWords(o.dose) },
      { head: 'target', cell: (o) => thingLink(o.target) },
      { head: 'occupied', cell: (o) => `${o.percent} %${o.low !== undefined && o.high !== undefined ? ` (${o.low}–${o.high})` : ''}`, key: (o) => o.percent },
      { head: 'after', cell: (o) => (o.after_hours === undefined ? '' : o.after_hours + ' h') },
      { head: 'source', cell: (o) => citation(o.reference) },
    ], occupancies)) : null,
    interactions.length ? h('section', {}, h('h2', {}, 'Exposure ratios'), table(null, [
      { head: 'measured', cell: (i) => thingLink(i.measured) },
      { head: 'with', cell: (i) => [(i.perpetrators || []).map((p) => [thingLink(p), ' ']), word('Phenotype', i.phenotype), i.relative_to ? ' against ' + word('Phenotype', i.relative_to) : ''] },
      { head: 'ratio', cell: (i) => `${i.metric} ${word('Bound', i.relation)} ${i.value}`, key: (i) => i.value },
      { head: 'source', cell: (i) => citation(i.reference) },
    ], interactions)) : null,
    experimentsSection(thing),
    guidelines(thing),
    studiesNaming(thing),
  ];
}

function guidelines(thing) {
  const list = data.guidelines.filter((g) => g.compound === thing.id || g.gene === thing.id);
  if (!list.length) return null;
  return h('section', {}, h('h2', {}, 'Guidelines'), h('ul', {}, list.map((g) => h('li', {}, `${g.body}, `, thingLink(g.gene, g.gene), ' and ', thingLink(g.compound), `, ${(g.phenotypes || []).map((p) => word('Phenotype', p)).join(', ')}: ${g.statement} `, citation(g.reference)))));
}

function studiesNaming(thing) {
  const list = data.studies.filter((s) => (s.conditions || []).includes(thing.id)
    || (s.arms || []).some((a) => (a.given || []).some((g) => g.compound === thing.id))
    || (s.outcomes || []).some((o) => o.instrument === thing.id || o.measures === thing.id));
  if (!list.length) return null;
  return h('section', {}, h('h2', {}, 'Studies'), h('ul', {}, list.map((s) => h('li', {}, thingLink(s.id), ' ', h('span', { class: 'soft' }, word('Design', s.design)), ' ', citation(s.reference)))));
}

function biologySections(thing) {
  const rest = (list, ...without) => list.filter((c) => !without.includes(c.relation));
  return [
    thing.kind === 'target' ? pharmacology(thing, thing.into.filter((c) => ['Binds', 'Acts', 'LigandOf'].includes(c.relation)), 'subject', 'Ligands') : null,
    neighbourhood(thing),
    claimSection('What it does', rest(thing.out)),
    claimSection('What moves it', rest(thing.into, 'Binds', 'Acts', 'LigandOf')),
    experimentsSection(thing),
    guidelines(thing),
    studiesNaming(thing),
  ];
}

function thingView(id) {
  const thing = things.get(id);
  const { row, kind } = thing;
  if (kind === 'reference') return referenceView(thing);
  if (kind === 'study') return studyView(row);
  const vocabulary = { compound: 'CompoundKind', target: 'TargetKind' }[kind];
  const questions = ['effect', 'condition', 'process'].includes(kind) ? to(['paths', '', id], 'How do drugs move it?')
    : ['compound', 'target'].includes(kind) ? to(['paths', id, ''], 'By which mechanisms does it work?') : null;
  return [
    h('h1', {}, thing.name),
    h('p', { class: 'soft' }, [vocabulary ? word(vocabulary, row.kind) : kind, row.family, row.level && word('Level', row.level)].filter(Boolean).join(', '), ' · ', row.id),
    facts([
      ['also', (row.synonyms || []).join(', ')], ['sold as', (row.brands || []).join(', ')], ['genes', (row.genes || []).join(', ')],
      ['works through', row.couples_to], ['stereochemistry', row.stereo && word('Stereo', row.stereo)],
      ['molar mass', row.molar_mass && row.molar_mass + ' g/mol'], ['reaches', row.reaches && word('Site', row.reaches)],
      ['more of it is', row.valence && word('Valence', row.valence)], ['SMILES', row.smiles], ['elsewhere', (row.xrefs || []).map(xref)], ['remark', row.note],
    ]),
    questions ? h('p', {}, questions) : null,
    data.disputes.some((d) => d.subject === id || d.object === id) ? h('p', {}, h('a', { href: '#/disputes?about=' + encodeURIComponent(id) }, 'What is disputed about it')) : null,
    kind === 'compound' ? compoundSections(thing) : biologySections(thing),
  ];
}

function referenceView(thing) {
  const r = thing.row;
  const url = addressOf(r);
  const numbersFrom = data.claims.flatMap((c) => c.measurements.filter((m) => m.reference === r.id).map((m) => [c, m]));
  return [
    h('h1', {}, r.title || r.citation),
    h('p', {}, [(r.authors || []).join(', '), r.year, r.journal, [r.volume, r.pages].filter(Boolean).join(':')].filter(Boolean).join('. ')),
    url ? h('p', {}, outward(url, 'Open the source')) : null,
    facts([['cited here as', r.citation], ['PMID', r.pmid && outward('https://pubmed.ncbi.nlm.nih.gov/' + r.pmid + '/', String(r.pmid))], ['DOI', r.doi && outward('https://doi.org/' + r.doi, r.doi)],
      ['PMC', r.pmcid && outward('https://pmc.ncbi.nlm.nih.gov/articles/' + r.pmcid + '/', r.pmcid)], ['rests on', (r.cites || []).map((id) => citation(id))]]),
    claimSection('Claims for which it is cited', thing.cited),
    numbersFrom.length ? h('section', {}, h('h2', {}, 'Numbers from it'), table(null, [
      { head: 'compound', cell: ([c]) => thingLink(c.subject), key: ([c]) => c.subject },
      { head: 'target', cell: ([c]) => thingLink(c.object, c.object), key: ([c]) => c.object },
      { head: 'number', cell: ([, m]) => numberWords(m), key: ([, m]) => m.nanomolar },
      { head: 'species', cell: ([, m]) => word('Species', m.species) },
    ], numbersFrom)) : null,
    experimentsOf(r.id),
    otherUses(r.id),
  ];
}

/** What else rests on a source: exposures, constants, occupancies, exposure ratios, guidelines, studies. */
function otherUses(reference) {
  const uses = [
    ['peak concentrations', data.exposures, (r) => [r.compound]], ['kinetic constants', data.kinetics, (r) => [r.compound]],
    ['measured occupancies', data.occupancies, (r) => [r.compound, r.target]], ['exposure ratios', data.interactions, (r) => [r.measured]],
    ['guidelines', data.guidelines, (r) => [r.compound]], ['studies', data.studies, (r) => [r.id]],
  ].map(([words, list, of]) => [words, [...new Set(list.filter((r) => r.reference === reference).flatMap(of))]]).filter(([, ids]) => ids.length);
  if (!uses.length) return null;
  return h('section', {}, h('h2', {}, 'Also the source of'), facts(uses.map(([words, ids]) => [words, ids.map((id) => thingLink(id))])));
}

function experimentsOf(reference) {
  const list = data.experiments.filter((e) => e.reference === reference);
  if (!list.length) return null;
  return h('section', {}, h('h2', {}, 'Experiments in it'), h('ul', {}, list.map((e) => h('li', {}, thingLink(e.agent), e.blocker ? [' + ', thingLink(e.blocker)] : null, e.loss_of ? [' without ', thingLink(e.loss_of, e.loss_of)] : null, ': ', thingLink(e.effect), ' ', badge(word('BlockadeResult', e.result))))));
}
