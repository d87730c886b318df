// Start, mechanisms, disputes, about.

function missing(what) {
  return [h('h1', {}, 'Not found'), h('p', {}, `Nothing here has the id “${what}”.`), h('p', {}, to([], 'Back to the start'))];
}

/** By name, as an index of a book has it: what tells isomers apart, and the number of a position, come after the name. */
function byName(a, b) {
  const key = (id) => things.get(id).name.replace(/^(\([^)]*\)-?|[\d,'′]+-|[αβγδκμ\d]+-)+/i, '').toLowerCase();
  return key(a).localeCompare(key(b), 'en') || (a < b ? -1 : 1);
}

function homeView() {
  const groups = KINDS.filter(([kind]) => kind !== 'reference');
  const list = ([kind, key]) => h('details', { open: kind === 'compound' || kind === 'target' }, h('summary', {}, h('strong', {}, key), ` (${data[key].length})`),
    h('ul', { class: 'columns' }, data[key].map((row) => row.id).sort(byName).map((id) => h('li', {}, thingLink(id)))));
  return [
    h('h1', {}, 'Opioid-receptor pharmacology'),
    h('p', {}, 'What drugs bind, what they do there, and how that moves what patients feel: each number and claim with its source, disagreement kept.'),
    h('p', {}, 'Press ', h('kbd', {}, '/'), ' and type a name, or begin with ', thingLink('naltrexone'), ', ', thingLink('MOR', 'the μ-opioid receptor'), ' or ', to(['paths', 'ketamine', 'anhedonia'], 'how ketamine reaches anhedonia'), '.'),
    groups.map((g) => h('section', {}, list(g))),
  ];
}

function sideView(side) {
  const line = (row) => h('li', {}, row.words.replace(/ \[[^\]]*\]$/, ''), ' ', citation(row.reference));
  return h('div', {}, h('h3', {}, side.says), h('ul', { class: 'evidence' }, (side.evidence || []).map(evidenceItem), (side.numbers || []).map(line), (side.experiments || []).map(line)),
    (side.claims || []).map((id) => h('p', {}, to(['claim', id], 'The claim'))));
}

function disputesView(query) {
  const PAGE = 40;
  const row = (d) => h('section', {}, h('h2', {}, d.question.replace(/^[a-z]/, (c) => c.toUpperCase())), h('p', {}, d.kinds.map((k) => [badge(k, 'warn'), ' ']), thingLink(d.subject), ', ', thingLink(d.object)),
    h('div', { class: 'sides' }, d.sides.map(sideView)), d.reconcile ? h('p', {}, 'What might reconcile the sides: ' + d.reconcile) : null);
  const kinds = [...new Set(data.disputes.flatMap((d) => d.kinds))].sort();
  const box = h('div', {});
  const count = h('p', { class: 'soft' });
  const about = things.get(query.about);
  const draw = (kind) => {
    const list = data.disputes.filter((d) => (!kind || d.kinds.includes(kind)) && (!about || d.subject === about.id || d.object === about.id));
    count.textContent = `${counted(list.length, 'dispute')}, those first on which most hangs`;
    say(count.textContent);
    box.replaceChildren();
    const more = (from) => {
      box.append(...list.slice(from, from + PAGE).map(row));
      if (list.length > from + PAGE) {
        const button = h('button', { type: 'button', onclick: () => { button.remove(); more(from + PAGE); } }, `Show ${Math.min(PAGE, list.length - from - PAGE)} more`);
        box.append(button);
      }
    };
    more(0);
  };
  const form = h('form', { class: 'filters', onsubmit: (e) => e.preventDefault() }, h('label', {}, 'what is disputed',
    h('select', { onchange: (e) => draw(e.target.value) }, h('option', { value: '' }, 'anything'), kinds.map((k) => h('option', { value: k }, k)))));
  draw('');
  return [h('h1', {}, about ? 'Disputes about ' + about.name : 'Disputes'), h('p', {}, 'Where papers contradict one another. Both sides stand, with their evidence; nothing is deleted.'), form, count, box];
}

let pickers = 0;

/** An input that finds a thing of some kinds. */
function picker(words, chosen, accept, choose) {
  const id = 'pick' + ++pickers;
  const input = h('input', { id, type: 'search', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': id + '-hits', 'aria-autocomplete': 'list', autocomplete: 'off', value: chosen ? chosen.name : '' });
  const list = h('ul', { id: id + '-hits', role: 'listbox', 'aria-label': words, hidden: true });
  combobox(input, list, accept, (thing) => { input.value = thing.name; choose(thing); });
  return h('label', { for: id }, words, h('span', { class: 'pick' }, input, list));
}

const STARTS = ['compound', 'target', 'process', 'effect'];
const GOALS = ['effect', 'condition', 'process', 'target'];

function pathsView(fromId, toId, query) {
  const most = Math.min(12, Math.max(1, Number(query.steps) || 8));
  const limit = Math.min(50, Math.max(1, Number(query.limit) || 5));
  let [start, goal] = [things.get(fromId), things.get(toId)];
  const go = () => {
    const settings = new URLSearchParams({ steps: form.elements.steps.value, limit: form.elements.limit.value });
    location.hash = '#/paths/' + encodeURIComponent(start ? start.id : '') + '/' + encodeURIComponent(goal ? goal.id : '') + '?' + settings;
  };
  const choice = (name, words, values, chosen) => h('label', {}, words, h('select', { name, onchange: go }, values.map((v) => h('option', { value: v, selected: v === chosen }, String(v)))));
  const form = h('form', { class: 'filters', onsubmit: (e) => { e.preventDefault(); go(); } },
    picker('How does', start, (t) => STARTS.includes(t.kind), (t) => { start = t; if (goal) go(); }),
    picker('move', goal, (t) => GOALS.includes(t.kind), (t) => { goal = t; if (start) go(); }),
    choice('steps', 'in at most … steps', [2, 3, 4, 5, 6, 7, 8, 9, 10, 12], most), choice('limit', 'paths', [1, 3, 5, 10, 20, 50], limit));
  const head = [h('h1', {}, start && goal ? `How ${start.name} moves ${goal.name}` : 'Mechanisms'), form];
  if (!start || !goal) return [...head, h('p', {}, 'Name a drug or receptor, and what it moves: an effect, a condition, a process or a receptor.')];
  if (start === goal) return [...head, h('p', {}, 'A thing does not move itself: name two different things.')];
  const { paths, gaveUp } = mechanisms(start, goal, most, limit);
  say(`${counted(paths.length, 'path')} found`);
  if (!paths.length) return [...head, h('p', {}, gaveUp ? 'The search was given up: allow fewer steps.' : 'No path is curated between the two. That says nothing against an effect.')];
  const union = [...new Set(paths.flatMap((p) => p.steps.map((s) => s.claim)))].sort((a, b) => a.place - b.place);
  const gates = [...new Set(paths.flatMap((p) => needs(p, start)))];
  return [...head, legend(), pictureOf([...union, ...gates], [start.id, goal.id], head[0].textContent), paths.map((p, i) => pathItem(p, i, start, goal)),
    gaveUp ? h('p', { class: 'soft' }, 'The search was given up before all paths were seen.') : null];
}

function pathItem(path, i, start, goal) {
  const gates = needs(path, start);
  const step = (s) => h('li', {}, claimItem(s.claim), s.factor < s.claim.confidence - 0.0006 ? h('span', { class: 'soft' }, ` counts ${s.factor.toFixed(2)} on this path: its share of the whole, its potency, the tone that is there or the complex that it is a part of discounts it.`) : null);
  return h('section', { class: 'path' }, h('h2', {}, `${i + 1}. ${start.name} ${path.sign > 0 ? 'raises' : 'lowers'} ${goal.name} `,
    badge(path.sign > 0 ? '↑' : '⊣', path.sign > 0 ? 'up' : 'down'), h('span', { class: 'soft' }, ` confidence ${path.confidence < 0.01 ? path.confidence.toExponential(1) : path.confidence.toFixed(2)}`)),
  h('ol', {}, path.steps.map(step)),
  gates.length ? [h('p', {}, 'Needs:'), gates.map((c) => claimItem(c))] : null);
}

function aboutView() {
  return [
    h('h1', {}, 'About'),
    h('ul', {}, data.meta.lines.map((line) => h('li', {}, line))),
    h('p', {}, `Data ${data.meta.version} of ${data.meta.date}, ${data.meta.licence}. This page holds all of it and asks no network; links to papers leave it.`),
    h('p', {}, 'A confidence orders claims: each paper counts once for its side, weighted by its design; evidence against scales it down. It is no calibrated probability. A mechanism’s confidence is the product of its steps’, its sign the product of their signs.'),
    h('p', {}, 'This is research material, no advice on treatment.'),
  ];
}
