// What the address asks for.

function view(parts, query) {
  const [first, second, third] = parts;
  if (!first) return homeView();
  if (first === 'paths') return pathsView(second, third, query);
  if (first === 'claims') return claimsView(query);
  if (first === 'claim') return claimView(parts.slice(1).join('/'));
  if (first === 'disputes') return disputesView(query);
  if (first === 'studies') return studiesView();
  if (first === 'about') return aboutView();
  const thing = things.get(second);
  return thing && thing.kind === first ? thingView(second) : missing(second || first);
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const main = document.getElementById('main');
let first = true;

function show() {
  const [path, search] = location.hash.replace(/^#\/?/, '').split('?');
  const parts = path.split('/').map(decoded);
  fill(main, []).replaceChildren();
  fill(main, view(parts, Object.fromEntries(new URLSearchParams(search || ''))));
  const heading = main.querySelector('h1');
  document.title = heading && parts[0] ? clean(heading.textContent) + ' – opiograph' : 'opiograph';
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === '#/' + parts[0]) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (!first) {
    window.scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
  first = false;
}

const searchBox = document.getElementById('search');
combobox(searchBox, document.getElementById('hits'), null, (thing) => {
  searchBox.value = '';
  location.hash = '#/' + thing.kind + '/' + encodeURIComponent(thing.id);
});
document.addEventListener('keydown', (e) => {
  const writing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
  if (e.key === '/' && !writing && !e.ctrlKey && !e.metaKey && !e.altKey) {
    e.preventDefault();
    searchBox.focus();
  }
});
document.getElementById('skip').addEventListener('click', (e) => {
  e.preventDefault();
  main.focus();
});
document.getElementById('foot').textContent = `opiograph data ${data.meta.version} of ${data.meta.date}, ${data.meta.licence}. Research material, no advice on treatment.`;
window.addEventListener('hashchange', show);
show();
