// Elements. Text goes in as text, never as markup; addresses are checked.

const REVERSING = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text in which signs that reverse the writing direction can be seen. */
function clean(text) {
  return String(text).replace(REVERSING, '\ufffd');
}

function fill(element, kids) {
  for (const kid of kids.flat(Infinity)) {
    if (kid === null || kid === undefined || kid === false || kid === '') continue;
    element.append(kid instanceof Node ? kid : document.createTextNode(clean(kid)));
  }
  return element;
}

/** An element with attributes and children; `on…` takes a function. */
function h(tag, attributes, ...kids) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name !== 'href' || /^(https?:\/\/|#)/.test(value)) element.setAttribute(name, value === true ? '' : clean(value));
  }
  return fill(element, kids);
}

/** A link within the page. */
function to(path, ...kids) {
  return h('a', { href: '#/' + path.map(encodeURIComponent).join('/') }, ...kids);
}

/** A link to a thing's page. */
function thingLink(id, words) {
  const thing = things.get(id);
  return thing ? to([thing.kind, id], words || thing.name) : h('span', {}, words || id);
}

/** A link that leaves the page. */
function outward(url, words) {
  if (!/^https?:\/\//.test(url || '')) return h('span', {}, words);
  return h('a', { href: url, rel: 'noreferrer noopener', target: '_blank' }, words, ' ↗');
}

function addressOf(reference) {
  if (reference.doi) return 'https://doi.org/' + reference.doi;
  if (reference.pmid) return 'https://pubmed.ncbi.nlm.nih.gov/' + reference.pmid + '/';
  if (reference.pmcid) return 'https://pmc.ncbi.nlm.nih.gov/articles/' + reference.pmcid + '/';
  return reference.url;
}

/** A source: its page here, and the paper itself. */
function citation(id) {
  const thing = things.get(id);
  if (!thing) return id;
  const url = addressOf(thing.row);
  const paper = url && /^https?:\/\//.test(url)
    ? [' ', h('a', { href: url, rel: 'noreferrer noopener', target: '_blank', 'aria-label': 'Open ' + thing.name }, '↗')] : null;
  return h('span', {}, thingLink(id), paper);
}

function badge(words, kind) {
  return h('span', { class: kind ? 'badge ' + kind : 'badge' }, words);
}

function statusBadge(status) {
  return badge(word('Status', status), status === 'Supported' ? '' : 'warn');
}

/**
 * A table whose headings sort it. Columns: { head, cell(row), key(row)?, numeric? }; `more(row)` fills a row that opens below.
 */
function table(caption, columns, rows, more) {
  const MOST = 40;
  let sorted = rows.slice();
  let all = rows.length <= MOST;
  const body = h('tbody');
  const heads = columns.map((column) => {
    const name = column.key ? h('button', { type: 'button', onclick: () => sort(column) }, column.head) : column.head;
    return h('th', { scope: 'col', class: column.numeric ? 'n' : null }, name);
  });
  let current = null;
  let descending = false;
  function sort(column) {
    descending = current === column ? !descending : false;
    current = column;
    const value = column.key;
    sorted = rows.slice().sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      // What is not known comes last either way.
      if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
      const order = typeof x === 'number' ? x - y : String(x).localeCompare(String(y));
      return descending ? -order : order;
    });
    columns.forEach((c, i) => {
      if (c === column) heads[i].setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      else heads[i].removeAttribute('aria-sort');
    });
    draw();
  }
  function draw() {
    body.replaceChildren();
    for (const row of all ? sorted : sorted.slice(0, MOST)) {
      const cells = columns.map((c) => h('td', { class: c.numeric ? 'n' : null }, c.cell(row)));
      const line = h('tr', {}, cells);
      if (more) {
        const button = h('button', { type: 'button', 'aria-expanded': 'false' }, 'show');
        button.addEventListener('click', () => {
          const open = button.getAttribute('aria-expanded') === 'true';
          button.setAttribute('aria-expanded', String(!open));
          fill(button, []).textContent = open ? 'show' : 'hide';
          if (open) line.nextSibling.remove();
          else line.after(h('tr', { class: 'more' }, h('td', { colspan: columns.length + 1 }, more(row))));
        });
        line.append(h('td', {}, button));
      }
      body.append(line);
    }
    if (!all) {
      const button = h('button', { type: 'button', onclick: () => { all = true; draw(); } }, `Show all ${rows.length}`);
      body.append(h('tr', {}, h('td', { colspan: columns.length + 1 }, button)));
    }
  }
  draw();
  const head = h('tr', {}, heads, more ? h('th', { scope: 'col' }, 'evidence') : null);
  return h('div', { class: 'wide' }, h('table', {}, caption ? h('caption', {}, caption) : null, h('thead', {}, head), body));
}

function say(words) {
  document.getElementById('live').textContent = clean(words);
}
