'use strict';
// Uses the page as a visitor would, and writes what went wrong into the document.

const failures = [];
let checks = 0;
let pages = 0;

function check(truth, words) {
  checks += 1;
  if (!truth) failures.push(words);
}

function same(got, wanted, words) {
  check(JSON.stringify(got) === JSON.stringify(wanted), `${words}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
}

const pre = document.createElement('pre');
pre.id = 'report';
document.body.append(pre);

/** Notes how far the test has come, so that a test that hangs says where. */
function write(ended) {
  pre.textContent = JSON.stringify({ ended, at: location.hash, checks, pages, failures: failures.slice(0, 60) });
}

/** Goes to an address and waits until the page shows it. */
function go(hash) {
  pages += 1;
  write(false);
  return new Promise((done) => {
    if (location.hash === hash) return done();
    addEventListener('hashchange', () => setTimeout(done, 0), { once: true });
    location.hash = hash;
  });
}

const box = document.getElementById('search');
const hits = document.getElementById('hits');
const heading = () => document.querySelector('main h1')?.textContent;

function press(key, target) {
  (target || document.activeElement).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

function type(text) {
  box.focus();
  box.value = text;
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

async function searchWithTheKeyboard() {
  await go('#/');
  document.activeElement.blur();
  press('/', document.body);
  check(document.activeElement === box, 'the slash leads to the search');
  type('nalTREXone');
  check(!hits.hidden && hits.children.length > 0, 'hits are shown');
  same(hits.querySelector('[aria-selected=true]')?.textContent.startsWith('Naltrexone'), true, 'naltrexone comes first');
  press('ArrowDown', box);
  same(hits.children[1].getAttribute('aria-selected'), 'true', 'the arrow goes down');
  press('ArrowUp', box);
  same(hits.children[0].getAttribute('aria-selected'), 'true', 'the arrow goes up');
  same(box.getAttribute('aria-activedescendant'), hits.children[0].id, 'a screen reader is told');
  const arrived = new Promise((done) => addEventListener('hashchange', () => setTimeout(done, 0), { once: true }));
  press('Enter', box);
  await arrived;
  same(location.hash, '#/compound/naltrexone', 'Enter opens');
  same(heading(), 'Naltrexone', 'the page of the drug');
  same(document.title, 'Naltrexone – opiograph', 'the title says so');
  type('ketam');
  press('Escape', box);
  check(hits.hidden, 'Escape closes the list');
}

function namesAreFolded() {
  const first = (query) => find(query, (t) => t.kind !== 'reference', 1)[0]?.thing.id;
  for (const [query, id] of [
    ['μ-opioid receptor', 'MOR'], ['mu opioid receptor', 'MOR'], ['MOP', 'MOR'], ['OPRM1', 'MOR'], ['uniprot:P35372', 'MOR'],
    ['KETAMINE', 'ketamine'], ['(S)-ketamine', 'esketamine'], ['s-ketamine', 'esketamine'], ['β-fna', 'beta-fna'], ['u50488', 'u-50488'],
    ['6-beta-naltrexol', '6-beta-naltrexol'], ['6β naltrexol', '6-beta-naltrexol'], ['Revia', 'naltrexone'], ['anhedonia', 'anhedonia'],
  ]) same(first(query), id, `search for ${query}`);
  for (const [a, b] of [
    ["5'-GNTI", '5-gnti'], ['(R,S)-ketamine', 'dl-ketamine'], ['(±)-ketamine', '(+/-)-ketamine'],
    ['(2R,6R)-hydroxynorketamine', '2r-6r-hydroxynorketamine'], ['L-703,606', 'l-703606'],
  ]) same(fold(a), fold(b), `${a} and ${b}`);
  const apart = ['ketamine', '(S)-ketamine', '(R)-ketamine', '(R,S)-ketamine', '(+)-ketamine', '(-)-ketamine'].map(fold);
  same(new Set(apart).size, apart.length, 'stereochemistry is never merged');
  same(find('xyzzyx', null, 5).length, 0, 'nothing is found where nothing is');
}

/** Every page can be shown, has one main heading, and links to pages that exist. */
async function everyPage() {
  const wanted = new Set(['#/', '#/paths', '#/claims', '#/disputes', '#/studies', '#/about']);
  const seen = new Set();
  const kinds = new Map();
  for (const thing of things.values()) {
    const count = kinds.get(thing.kind) || 0;
    kinds.set(thing.kind, count + 1);
    if (count < 40) wanted.add(`#/${thing.kind}/${encodeURIComponent(thing.id)}`);
  }
  for (const claim of data.claims.slice(0, 25)) wanted.add(`#/claim/${encodeURIComponent(claim.id)}`);
  const exists = (hash) => {
    const [path] = hash.slice(2).split('?');
    const [kind, id, ...more] = path.split('/').map(decodeURIComponent);
    if (['', 'paths', 'claims', 'disputes', 'studies', 'about'].includes(kind)) return true;
    return kind === 'claim' ? claims.has([id, ...more].join('/')) : things.get(id)?.kind === kind;
  };
  for (const hash of wanted) {
    if (seen.has(hash)) continue;
    seen.add(hash);
    await go(hash);
    for (const d of [...document.querySelectorAll('main details')].slice(0, 5)) {
      d.open = true;
      d.dispatchEvent(new Event('toggle'));
    }
    for (const b of [...document.querySelectorAll('main tbody button')].slice(0, 3)) b.click();
    same(document.querySelectorAll('main h1').length, 1, `${hash}: main headings`);
    check(heading() !== 'Not found', `${hash}: not found`);
    check(!/undefined|NaN|\[object/.test(document.querySelector('main').innerText), `${hash}: shows ${/.{0,60}(undefined|NaN|\[object).{0,30}/.exec(document.querySelector('main').innerText)?.[0]}`);
    for (const a of document.querySelectorAll('main a')) {
      const address = a.getAttribute('href');
      check(address !== null && (/^https?:\/\//.test(address) || (address.startsWith('#/') && exists(address))), `${hash}: the link ${address} leads nowhere`);
    }
    for (const field of document.querySelectorAll('main input, main select')) check(field.labels.length > 0, `${hash}: a field without a label`);
  }
}

async function numbersAndPapers() {
  await go('#/compound/naltrexone');
  const text = document.querySelector('main').innerText;
  for (const words of ['μ-opioid receptor', 'antagonist', 'nM', 'Targets', 'Next to it']) check(text.includes(words), `naltrexone's page says ${words}`);
  const paper = [...document.querySelectorAll('main a')].find((a) => a.getAttribute('href').startsWith('#/reference/'));
  check(paper, 'a paper is linked');
  await go(paper.getAttribute('href'));
  check(document.querySelector('main a[href^="https://"]'), 'the paper can be opened');
  check(document.querySelector('main').innerText.includes('Naltrexone'), 'the paper lists what it is cited for');
  await go('#/compound/naltrexone');
  check(document.querySelectorAll('main svg a').length > 3, 'the picture has boxes that lead on');
}

async function mechanismsAgreeWithTheLibrary() {
  for (const [question, answers] of Object.entries(SETTINGS.answers)) {
    const [start, goal] = question.split('/');
    const { paths, gaveUp } = mechanisms(things.get(start), things.get(goal), 8, 20);
    same(gaveUp, false, `${question}: not given up`);
    same(paths.length, answers.length, `${question}: number of paths`);
    paths.forEach((path, i) => {
      if (!answers[i]) return;
      same(path.steps.map((s) => s.claim.id), answers[i].claims, `${question}: path ${i + 1}`);
      same(path.sign, answers[i].sign, `${question}: sign of path ${i + 1}`);
      check(Math.abs(path.confidence - answers[i].confidence) < 1e-9, `${question}: confidence of path ${i + 1}: ${path.confidence} instead of ${answers[i].confidence}`);
    });
    await go(`#/paths/${start}/${goal}`);
    same(document.querySelectorAll('main .path').length, Math.min(5, answers.length), `${question}: paths shown`);
    check(!answers.length || document.querySelector('main svg'), `${question}: a picture`);
  }
  await go('#/paths/ketamine/ketamine');
  check(document.querySelector('main').innerText.includes('itself'), 'a thing does not move itself');
}

/** Points along a line of level runs and bends, a few units apart. */
function pointsOf(path) {
  const points = [];
  let [x, y] = [0, 0];
  for (const [, letter, numbers] of path.matchAll(/([MHC])([^MHC]*)/g)) {
    const n = numbers.trim().split(/[ ,]+/).map(Number);
    const [x0, y0] = [x, y];
    if (letter === 'M') [x, y] = n;
    else if (letter === 'H') [x] = n;
    else [x, y] = n.slice(4);
    const steps = letter === 'M' ? 1 : Math.max(2, Math.ceil((Math.abs(x - x0) + Math.abs(y - y0)) / 4));
    for (let i = 1; i <= steps; i++) {
      const t = i / steps;
      const u = 1 - t;
      const mix = (a, b, c, d) => u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
      points.push(letter === 'C' ? [mix(x0, n[0], n[2], x), mix(y0, n[1], n[3], y)] : letter === 'M' ? [x, y] : [x0 + (x - x0) * t, y]);
    }
  }
  return points;
}

/** Every picture of a neighbourhood, as the browser drew it: labels meet neither one another nor an edge, boxes do not meet, all stays inside. */
async function picturesKeepTheirLabelsApart() {
  await go('#/');
  const main = document.querySelector('main');
  let drawn = 0;
  const look = (svg, words) => {
    drawn += 1;
    const edges = [...svg.querySelectorAll(':scope > g')].map((g) => ({ line: g.querySelector('path'), text: group([...g.querySelectorAll('text')]) }));
    const nodes = [...svg.querySelectorAll(':scope > a')].map((a) => ({ frame: box(a.querySelector('path').getBBox()), text: group([...a.querySelectorAll('text')]) }));
    const labels = [...edges, ...nodes].map((x) => x.text).filter(Boolean);
    const [width, height] = [svg.width.baseVal.value, svg.height.baseVal.value];
    labels.forEach((a, i) => {
      check(a.x >= 0 && a.y >= 0 && a.x + a.w <= width && a.y + a.h <= height, `${words}: “${a.says}” leaves the picture`);
      for (const b of labels.slice(i + 1)) check(!meet(a, b, 0), `${words}: “${a.says}” meets “${b.says}”`);
    });
    nodes.forEach((a, i) => {
      check(a.text.x >= a.frame.x && a.text.x + a.text.w <= a.frame.x + a.frame.w, `${words}: “${a.text.says}” is wider than its box`);
      for (const b of nodes.slice(i + 1)) check(!meet(a.frame, b.frame, 0), `${words}: the boxes of “${a.text.says}” and “${b.text.says}” meet`);
    });
    for (const { line } of edges) {
      const half = Number(line.getAttribute('stroke-width')) / 2;
      const points = pointsOf(line.getAttribute('d')).slice(1, -1);
      const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
      const [x0, y0] = [Math.min(...xs), Math.min(...ys)];
      const around = { x: x0, y: y0, w: Math.max(...xs) - x0, h: Math.max(...ys) - y0 };
      const near = [...labels, ...nodes.map((n) => ({ ...n.frame, says: 'the box of ' + n.text.says }))].filter((b) => meet(around, b, half));
      if (!near.length) continue;
      const through = new Set();
      for (const [x, y] of points) {
        for (const b of near) if (x > b.x + 0.5 && x < b.x + b.w - 0.5 && y > b.y - half + 0.5 && y < b.y + b.h + half - 0.5) through.add(b.says);
      }
      check(!through.size, `${words}: an edge runs through ${[...through].map((t) => `“${t}”`).join(', ')}`);
    }
  };
  const box = (b) => ({ x: b.x, y: b.y, w: b.width, h: b.height });
  const group = (texts) => {
    if (!texts.length) return null;
    const all = texts.map((t) => t.getBBox());
    const [x, y] = [Math.min(...all.map((b) => b.x)), Math.min(...all.map((b) => b.y))];
    return { x, y, w: Math.max(...all.map((b) => b.x + b.width)) - x, h: Math.max(...all.map((b) => b.y + b.height)) - y, says: texts.map((t) => t.textContent).join(' ') };
  };
  // Letters hang over their line by less than this.
  const TOUCH = 1;
  const meet = (a, b, more) => a.x + a.w + more > b.x + TOUCH && b.x + b.w > a.x - more + TOUCH && a.y + a.h + more > b.y + TOUCH && b.y + b.h > a.y - more + TOUCH;
  for (const thing of things.values()) {
    if (['reference', 'study'].includes(thing.kind)) continue;
    const section = neighbourhood(thing);
    if (!section) continue;
    main.append(section);
    look(section.querySelector('svg'), `next to ${thing.name}`);
    section.remove();
  }
  for (const question of Object.keys(SETTINGS.answers)) {
    await go(`#/paths/${question}?steps=8&limit=20`);
    const svg = document.querySelector('main svg');
    if (svg) look(svg, question);
  }
  check(drawn > 300, `${drawn} pictures were looked at`);
}

async function filters() {
  await go('#/claims?status=Disputed&relation=Acts');
  const wanted = data.claims.filter((c) => c.status === 'Disputed' && c.relation === 'Acts').length;
  check(document.querySelector('main').innerText.includes(`${wanted} of ${data.claims.length} claims`), 'the address filters');
  const design = document.querySelector('select[name=design]');
  design.value = 'RandomisedTrial';
  design.dispatchEvent(new Event('change', { bubbles: true }));
  check(location.hash.includes('design=RandomisedTrial'), 'a filter stands in the address');
  await go('#/disputes');
  check(data.disputes.length > 10 && document.querySelectorAll('main .sides').length > 0, 'disputes are listed');
  const sides = data.disputes.flatMap((d) => d.sides);
  check(sides.some((s) => s.evidence) && sides.every((s) => (s.evidence || []).every((e) => e && things.has(e.reference))), 'the evidence of every side is found');
  check(document.querySelectorAll('main .sides .evidence li').length > 10, 'sides show their evidence');
}

async function strangeAddresses() {
  for (const hash of ['#/compound/no-such-thing', '#/nonsense', '#/compound/%', '#/claim/%E0%A4%A', '#/compound/__proto__', '#/paths/%3Cscript%3E/x', '#/constructor']) {
    await go(hash);
    check(heading(), `${hash}: a heading`);
  }
}

/** Names that try to be markup, or to turn the writing direction, are shown as text. */
async function hostileNames() {
  const ids = ['hostile-script', 'hostile-direction'];
  for (const hash of ids.map((id) => '#/compound/' + id).concat('#/effect/hostile-effect', '#/reference/hostile-2026', '#/reference/hostile-link', '#/target/MOR', '#/paths/hostile-script/hostile-effect', '#/disputes?about=hostile-script')) {
    await go(hash);
    document.querySelectorAll('main details').forEach((d) => { d.open = true; d.dispatchEvent(new Event('toggle')); });
    document.querySelectorAll('main tbody button').forEach((b) => b.click());
    same(document.querySelectorAll('main script, main iframe, main img, main [onload], main [onclick], main [onerror], main [onmouseover]').length, 0, `${hash}: no element came from a name`);
    check(!/[\u200f\u202a-\u202e\u2066-\u2069]/.test(document.body.innerText + document.title), `${hash}: no hidden sign of direction`);
    check(![...document.querySelectorAll('a')].some((a) => /^\s*javascript:/i.test(a.getAttribute('href'))), `${hash}: no address that runs`);
  }
  await go('#/compound/hostile-script');
  same(heading(), '<script>alert("x")</script>', 'the name is shown as it is');
  check(document.querySelector('main').innerText.includes('</script><script>alert(2)</script>'), 'the synonym is shown as it is');
  await go('#/compound/hostile-direction');
  check(heading().includes('\ufffdenihprom\ufffd'), 'signs of direction can be seen');
  type('<img src=x');
  same(hits.querySelectorAll('img').length, 0, 'the list of hits shows text');
  check(hits.textContent.includes('<img src=x onerror=alert(1)>'), 'the hit is shown as text');
  press('Escape', box);
}

(async () => {
  try {
    if (SETTINGS.hostile) {
      await hostileNames();
    } else {
      await searchWithTheKeyboard();
      namesAreFolded();
      await numbersAndPapers();
      await mechanismsAgreeWithTheLibrary();
      await picturesKeepTheirLabelsApart();
      await filters();
      await strangeAddresses();
      await everyPage();
    }
  } catch (e) {
    failures.push(`the test broke: ${e.stack}`);
  }
  failures.push(...problems);
  write(true);
})();
