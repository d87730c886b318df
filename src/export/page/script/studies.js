// Studies with their tables.

function studiesView() {
  return [h('h1', {}, 'Studies'), table(null, [
    { head: 'study', cell: (s) => thingLink(s.id), key: (s) => s.name },
    { head: 'design', cell: (s) => word('Design', s.design), key: (s) => s.design },
    { head: 'analysed', numeric: true, cell: (s) => s.analysed ?? s.randomised ?? '', key: (s) => s.analysed ?? s.randomised },
    { head: 'treated', cell: (s) => [...new Set((s.arms || []).flatMap((a) => (a.given || []).map((g) => g.compound)))].map((id) => [thingLink(id), ' ']) },
    { head: 'source', cell: (s) => citation(s.reference) },
  ], data.studies)];
}

function cellWords(cell) {
  if (!cell) return '–';
  if (cell.mean === undefined) return `[${word('CellState', cell.state)}${cell.printed ? `: “${cell.printed}”` : ''}]`;
  return `${cell.mean}${cell.sd === undefined ? '' : ' ± ' + cell.sd}${cell.state === 'Derived' ? ' (derived)' : ''}`;
}

function outcomeTable(study, outcome) {
  const values = outcome.values || [];
  const arms = (study.arms || []).filter((a) => values.some((v) => v.arm === a.id));
  const times = [...new Set(values.map((v) => v.time))];
  const at = (arm, time) => values.find((v) => v.arm === arm.id && v.time === time);
  const isDamaged = (cell) => cell && (cell.state === 'Damaged' || cell.state === 'Lost');
  return h('div', { class: 'wide' }, h('table', {}, h('caption', {}, outcome.name, outcome.instrument ? [', ', thingLink(outcome.instrument)] : null, outcome.table ? ` (${outcome.table})` : '', outcome.note ? ` — ${outcome.note}` : ''),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'time'), arms.map((a) => h('th', { scope: 'col', class: 'n' }, a.name, a.n ? ` (n = ${a.n})` : '')))),
    h('tbody', {}, times.map((time) => h('tr', {}, h('th', { scope: 'row' }, time),
      arms.map((arm) => {
        const cell = at(arm, time);
        return h('td', { class: isDamaged(cell) ? 'n damaged' : 'n', title: cell && cell.note }, cellWords(cell));
      }))))));
}

function studyView(study) {
  const caveats = (title, list) => (list && list.length ? h('section', {}, h('h2', {}, title), h('ul', {}, list.map((c) => h('li', {}, c.text, c.reference ? [' ', citation(c.reference)] : null)))) : null);
  const given = (g) => [thingLink(g.compound), ' ', [doseWords(g.dose), g.regimen].filter(Boolean).join(', ')];
  return [
    h('h1', {}, study.name),
    h('p', {}, word('Design', study.design), ', ', citation(study.reference)),
    facts([['participants', study.population], ['conditions', (study.conditions || []).map((id) => thingLink(id))], ['randomised', study.randomised], ['analysed', study.analysed], ['blinding', study.blinding], ['duration', study.duration], ['registered', study.registration]]),
    (study.arms || []).length ? h('section', {}, h('h2', {}, 'Groups'), h('ul', {}, study.arms.map((a) => h('li', {}, a.name, a.n ? `, n = ${a.n}` : '', (a.given || []).length ? ': ' : '', (a.given || []).map((g, i) => [i ? '; ' : '', given(g)]), a.note ? ` (${a.note})` : '')))) : null,
    (study.outcomes || []).length ? h('section', {}, h('h2', {}, 'Outcomes'), study.outcomes.map((o) => outcomeTable(study, o)), h('p', { class: 'soft' }, 'Mean ± SD. A dashed frame marks a cell that cannot be read in the source.')) : null,
    (study.statistics || []).length ? h('section', {}, h('h2', {}, 'Tests as printed'), table(null, [
      { head: 'test', cell: (t) => [t.test, t.outcome, t.term].filter(Boolean).join(', ') },
      { head: 'value', cell: (t) => (t.value === undefined ? '' : `${t.statistic || 'value'} = ${t.value}${t.low !== undefined && t.high !== undefined ? ` (${t.low} to ${t.high})` : ''}`) },
      { head: 'df', cell: (t) => [t.df, t.df_error].filter((v) => v !== undefined).join(', ') },
      { head: 'p', cell: (t) => (t.p === undefined ? '' : `${word('Bound', t.p_relation)} ${t.p}`), key: (t) => t.p },
      { head: 'partial η²', cell: (t) => t.partial_eta_squared ?? '' },
      { head: 'remark', cell: (t) => t.note || '' },
    ], study.statistics)) : null,
    (study.adverse_events || []).length ? h('section', {}, h('h2', {}, 'Adverse events'), h('ul', {}, study.adverse_events.map((a) => h('li', {}, [a.event, a.arm, a.n !== undefined ? 'n = ' + a.n : '', a.percent !== undefined ? a.percent + ' %' : '', a.serious ? 'serious' : '', a.note].filter(Boolean).join(', '))))) : null,
    caveats('Caveats', study.caveats), caveats('Limits that it states', study.limitations), caveats('Further facts', study.facts),
  ];
}
