'use strict';
// The data of the page, and what stands next to what. Maps, not objects, so that no name can be mistaken for a property.

const data = JSON.parse(document.getElementById('data').textContent);

// What most rows of a list say is left out of each to keep the page small.
function complete(object, usual) {
  for (const [list, fields] of Object.entries(usual)) {
    for (const row of object[list] || []) {
      for (const [key, value] of Object.entries(fields)) row[key] ??= value;
    }
  }
}
complete(data, data.meta.usual);
for (const claim of data.claims) complete(claim, data.meta.usual_within);
// The evidence of a side stands on claims: their places in the list, and its own on each.
for (const side of data.disputes.flatMap((d) => d.sides)) {
  if (side.evidence) side.evidence = side.evidence.map(([claim, place]) => data.claims[claim].evidence[place]);
}
data.claims.forEach((claim, place) => { claim.place = place; });

const KINDS = [
  ['compound', 'compounds'], ['target', 'targets'], ['process', 'processes'], ['effect', 'effects'],
  ['condition', 'conditions'], ['region', 'regions'], ['instrument', 'instruments'], ['study', 'studies'],
  ['reference', 'references'],
];

/** Every thing by its id: { id, kind, name, row, out, into }. */
const things = new Map();
for (const [kind, list] of KINDS) {
  for (const row of data[list]) {
    const name = kind === 'reference' ? row.citation : row.name;
    things.set(row.id, { id: row.id, kind, name, row, out: [], into: [], cited: [] });
  }
}
const claims = new Map();
for (const claim of data.claims) {
  claims.set(claim.id, claim);
  claim.evidence = claim.evidence || [];
  claim.measurements = claim.measurements || [];
  things.get(claim.subject).out.push(claim);
  things.get(claim.object).into.push(claim);
  for (const id of new Set(claim.evidence.map((e) => e.reference))) things.get(id).cited.push(claim);
}
const affinities = new Map(data.affinities.map((a) => [a.compound + ' ' + a.target, a]));

function group(list, key) {
  const groups = new Map();
  for (const row of list || []) {
    const k = key(row);
    if (!groups.has(k)) groups.set(k, []);
    groups.get(k).push(row);
  }
  return groups;
}

/** `1 paper`, `2 papers`. */
function counted(n, noun) {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** The words for a value of a vocabulary. */
function word(vocabulary, value) {
  const words = data.words[vocabulary];
  return value && Object.hasOwn(words, value) ? words[value] : value || '';
}

/** A number with at most three figures, as a table gives it. */
function figures(value) {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e7) return value.toExponential(1);
  return String(Number(value.toPrecision(3)));
}

/** A concentration in the unit that keeps it short. */
function concentration(nanomolar) {
  if (nanomolar < 0.1) return figures(nanomolar * 1000) + ' pM';
  if (nanomolar < 10000) return figures(nanomolar) + ' nM';
  if (nanomolar < 1e7) return figures(nanomolar / 1000) + ' µM';
  return figures(nanomolar / 1e6) + ' mM';
}
