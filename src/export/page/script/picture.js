// Claims as a picture.

const SVG = 'http://www.w3.org/2000/svg';
const COLOURS = {
  compound: ['#e69f00', 14], target: ['#56b4e9', 0], process: ['#009e73', 5], effect: ['#b8a800', 0],
  condition: ['#cc79a7', 0], region: ['#888', 5], instrument: ['#888', 5],
};
const ENDS = { up: 'var(--up)', down: 'var(--down)', any: 'var(--any)', gate: 'var(--gate)', plain: 'var(--any)' };
const DASHES = { Disputed: '7 4', Hypothesis: '1.5 4', Refuted: '9 3 1.5 3' };

function s(tag, attributes, ...kids) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return fill(element, kids);
}

function endOf(claim) {
  if (claim.relation === 'Requires') return 'gate';
  if (claim.relation === 'LigandOf') return 'up';
  const moves = ['Acts', 'Regulates', 'Affects', 'Crosstalk', 'AssociatedWith'].includes(claim.relation);
  if (!moves || claim.direction === 'Unchanged') return 'plain';
  if (claim.sign === 'Positive') return 'up';
  if (claim.sign === 'Negative') return 'down';
  return claim.relation === 'AssociatedWith' ? 'plain' : 'any';
}

function affinityWords(compound, target) {
  const a = affinities.get(compound + ' ' + target);
  return a ? `${a.parameter} ${concentration(a.nanomolar)}`.replaceAll(' ', '\u00a0') : '';
}

function edgeLabel(claim) {
  const place = claim.region ? 'in ' + things.get(claim.region).name : '';
  const core = {
    Acts: [word('Action', claim.action), affinityWords(claim.subject, claim.object)].filter(Boolean).join(', '),
    Binds: affinityWords(claim.subject, claim.object) || 'binds',
    ClearedBy: 'cleared by', ConvertedTo: 'becomes', StereoisomerOf: 'stereoisomer', Contains: 'contains',
    LigandOf: 'endogenous ligand', MemberOf: 'part of', ExpressedIn: 'found in', Crosstalk: 'crosstalk',
    SymptomOf: 'symptom of', MeasuredBy: 'measured by', AssociatedWith: 'associated', Affects: 'observed',
  }[claim.relation] || '';
  if (claim.direction === 'Unchanged') return 'no change';
  return [core, place].filter(Boolean).join(' ');
}

/** The picture of some claims; things in `main` get a stronger frame. Boxes lead to their pages. */
function pictureOf(list, main, title) {
  const acting = new Set(list.filter((c) => c.relation === 'Acts').map((c) => c.subject + ' ' + c.object));
  const drawn = list.filter((c) => c.subject !== c.object && !(c.relation === 'Binds' && acting.has(c.subject + ' ' + c.object)));
  const ids = [...new Set(drawn.flatMap((c) => [c.subject, c.object]))];
  const place = (id) => [RANK.get(things.get(id).kind), id];
  ids.sort((a, b) => place(a)[0] - place(b)[0] || (a < b ? -1 : 1));
  const number = new Map(ids.map((id, i) => [id, i]));
  const nodes = ids.map((id) => {
    const thing = things.get(id);
    const short = thing.kind === 'target' && id.length <= 12 && id.toLowerCase() !== thing.name.toLowerCase();
    return { id, kind: thing.kind, name: thing.name, lead: short ? id : '', main: main.includes(id) };
  });
  const edges = drawn.map((claim) => ({
    claim, from: number.get(claim.subject), to: number.get(claim.object), label: edgeLabel(claim), end: endOf(claim),
  }));
  const l = layOut(nodes, edges);
  const [w, hgt] = [Math.ceil(l.width), Math.ceil(l.height)];
  const svg = s('svg', { width: w, height: hgt, viewBox: `0 0 ${w} ${hgt}`, role: 'group', 'aria-label': clean(title), 'font-family': 'Arial, Helvetica, "Liberation Sans", "DejaVu Sans", sans-serif' });
  l.routes.forEach((route, i) => svg.append(drawEdge(route, edges[i])));
  l.boxes.forEach((box, v) => svg.append(drawNode(box, nodes[v])));
  // A wide picture shrinks with the page, as far as its letters stay readable; then the frame scrolls.
  svg.setAttribute('style', `max-width:${w}px;min-width:${Math.round(0.72 * w)}px`);
  return h('div', { class: 'picture', tabindex: 0, role: 'region', 'aria-label': clean(title) }, svg);
}

function drawText(text, soft) {
  return text.lines.map((line, i) => s('text', {
    x: n1(text.x), y: n1(text.y + (i + 0.5) * text.size * 1.25 + text.size * 0.36), 'font-size': text.size,
    'text-anchor': 'middle', 'font-weight': i === 0 && text.boldFirst ? 'bold' : 'normal',
    style: soft ? 'fill:var(--soft)' : 'fill:var(--ink)',
  }, line));
}

function drawEdge(route, edge) {
  const { claim } = edge;
  const colour = ENDS[edge.end];
  const line = { d: route.path, fill: 'none', style: 'stroke:' + colour, 'stroke-width': n1(1.2 + 2.8 * claim.confidence) };
  if (DASHES[claim.status]) line['stroke-dasharray'] = DASHES[claim.status];
  const words = `${claim.sentence} — ${word('Status', claim.status)}, confidence ${claim.confidence.toFixed(2)}`;
  const g = s('g', {}, s('title', {}, words), s('path', line));
  const [x, y] = route.tip;
  const d = route.rightward ? 1 : -1;
  if (edge.end === 'up') g.append(s('path', { style: 'fill:' + colour, d: `M${n1(x)} ${n1(y)}l${-9 * d} -4.5v9z` }));
  if (edge.end === 'down') g.append(s('path', { fill: 'none', style: 'stroke:' + colour, 'stroke-width': 2.6, d: `M${n1(x - 3.5 * d)} ${n1(y - 4.8)}v9.6` }));
  if (edge.end === 'any') g.append(s('circle', { style: 'fill:' + colour, cx: n1(x - 4 * d), cy: n1(y), r: 3.5 }));
  if (edge.end === 'gate') g.append(s('path', { style: 'fill:var(--paper);stroke:' + colour, 'stroke-width': 1.6, d: `M${n1(x)} ${n1(y)}l${-5 * d} -4.5l${-5 * d} 4.5l${5 * d} 4.5z` }));
  if (route.text) g.append(...drawText(route.text, true));
  return g;
}

function drawNode(box, node) {
  const [colour, radius] = COLOURS[node.kind] || COLOURS.instrument;
  const link = s('a', { href: '#/' + node.kind + '/' + encodeURIComponent(node.id) },
    s('title', {}, `${node.name} (${node.kind})`),
    s('path', { d: outline(box, node.kind, radius), stroke: colour, 'stroke-width': node.main ? 3.5 : 2, fill: colour, 'fill-opacity': 0.14 }),
    ...drawText(box.text, false));
  return link;
}

/** Round corners, or cut ones for effects and conditions. */
function outline(box, kind, radius) {
  const r = Math.min(radius, box.h / 2);
  const cut = kind === 'effect' || kind === 'condition';
  const c = cut ? 6 : r;
  const corner = (x, y) => (cut || !r ? `l${n1(x)} ${n1(y)}` : `a${n1(r)} ${n1(r)} 0 0 1 ${n1(x)} ${n1(y)}`);
  return `M${n1(box.x + c)} ${n1(box.y)}h${n1(box.w - 2 * c)}${corner(c, c)}v${n1(box.h - 2 * c)}${corner(-c, c)}h${n1(2 * c - box.w)}${corner(-c, -c)}v${n1(2 * c - box.h)}${corner(c, -c)}z`;
}

/** What the signs of a picture mean. */
function legend() {
  return h('p', { class: 'soft' }, 'Blue arrow: increases. Orange bar: decreases. Diamond: is needed by. Dashed: disputed. Dotted: only proposed. Thicker: surer.');
}

/** What stands next to a thing: the surest neighbours, acting before merely binding. */
function neighbourhood(thing) {
  const MOST = 24;
  const low = (c) => ['Binds', 'MeasuredBy', 'ExpressedIn'].includes(c.relation);
  const ranked = [...thing.out, ...thing.into].sort((a, b) => low(a) - low(b) || b.confidence - a.confidence || a.place - b.place);
  const seen = [];
  for (const c of ranked) {
    const other = c.subject === thing.id ? c.object : c.subject;
    if (other !== thing.id && !seen.includes(other)) seen.push(other);
  }
  const shown = new Set([thing.id, ...seen.slice(0, MOST)]);
  const drawn = ranked.filter((c) => shown.has(c.subject) && shown.has(c.object)).sort((a, b) => a.place - b.place);
  if (!drawn.length) return null;
  const more = seen.length - Math.min(seen.length, MOST);
  return h('section', {}, h('h2', {}, 'Next to it'), legend(), pictureOf(drawn, [thing.id], 'What stands next to ' + thing.name),
    more ? h('p', { class: 'soft' }, `${counted(more, 'neighbour')} with less confidence not shown.`) : null);
}
