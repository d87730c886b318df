// Mechanisms: the best simple paths over signed claims, as the library finds them with its defaults.
// A claim's `walk` holds the sign and the factor with which a path may take it from its subject to its object.

const SCALE = 2 ** 32;

/** Costs are whole numbers, so that equal products are equal whatever their order. */
function cost(factor) {
  return Math.round(-Math.log(Math.min(Math.max(factor, Number.MIN_VALUE), 1)) * SCALE);
}

/** What the ends decide: the ingredients of a product, the targets of a compound that stays outside the brain, and whether the tone is that of stress. */
function rulesOf(start, goal) {
  const isProduct = start.row.kind === 'Product';
  const staysOutside = start.kind === 'compound' && start.row.reaches === 'Peripheral';
  const objects = (relation) => new Set(start.out.filter((c) => c.relation === relation).map((c) => c.object));
  return {
    ingredients: isProduct ? objects('Contains') : new Set(),
    outside: staysOutside ? objects('Acts') : new Set(),
    stressed: data.meta.stress.includes(goal.id),
  };
}

/** The steps that lead on from a thing. */
function stepsFrom(thing, rules) {
  const steps = [];
  for (const claim of thing.out) {
    if (!claim.walk || claim.walk.back) continue;
    const inside = claim.walk.inside && (claim.relation === 'Regulates' || claim.relation === 'Crosstalk');
    if (inside && rules.outside.has(thing.id)) continue;
    const factor = rules.stressed ? claim.walk.stressed ?? claim.walk.factor : claim.walk.factor;
    if (factor > 0) steps.push({ claim, to: claim.object, sign: claim.walk.sign, factor });
  }
  if (rules.ingredients.size && thing.kind === 'target') {
    for (const claim of thing.into) {
      if (claim.walk && claim.walk.back && rules.ingredients.has(claim.subject)) {
        steps.push({ claim, to: claim.subject, sign: claim.walk.sign, factor: claim.walk.factor });
      }
    }
  }
  steps.sort((a, b) => a.claim.place - b.claim.place);
  for (const step of steps) step.cost = cost(step.factor);
  return steps;
}

function within(part, whole) {
  return part === whole || (things.get(part).row.within || []).includes(whole);
}

/** Whether two steps in a row can be of one receptor: where it was moved in one region only, it does not act in another. */
function coherent(first, then) {
  const moves = (c) => c.relation === 'Regulates' || c.relation === 'Crosstalk';
  const [a, b] = [first.claim, then.claim];
  if (!moves(a) || !moves(b) || things.get(a.object).kind !== 'target' || !a.region || !b.region) return true;
  return within(a.region, b.region) || within(b.region, a.region);
}

/** A queue that gives the least first. */
class Heap {
  constructor(less) {
    this.items = [];
    this.less = less;
  }

  push(item) {
    const a = this.items;
    let i = a.push(item) - 1;
    for (let up = (i - 1) >> 1; i > 0 && this.less(a[i], a[up]); up = (i - 1) >> 1) {
      [a[i], a[up]] = [a[up], a[i]];
      i = up;
    }
  }

  pop() {
    const a = this.items;
    const top = a[0];
    const last = a.pop();
    if (a.length) {
      a[0] = last;
      for (let i = 0; ;) {
        let least = i;
        for (const k of [2 * i + 1, 2 * i + 2]) if (k < a.length && this.less(a[k], a[least])) least = k;
        if (least === i) break;
        [a[i], a[least]] = [a[least], a[i]];
        i = least;
      }
    }
    return top;
  }
}

/** Among paths of one cost, the shorter comes first, then the one whose claims stand earlier, step by step. */
function earlier(a, b) {
  if (a.bound !== b.bound) return a.bound < b.bound;
  if (a.length !== b.length) return a.length < b.length;
  for (let i = 0; i < Math.min(a.steps.length, b.steps.length); i++) {
    const [x, y] = [a.steps[i].claim.place, b.steps[i].claim.place];
    if (x !== y) return x < y;
  }
  return a.steps.length > b.steps.length;
}

/**
 * The best paths from one thing to another: { paths: [{ steps, sign, confidence }], gaveUp }.
 * The search goes best first; its estimate is the exact cost of the rest of the way when nothing is forbidden, so it hardly strays.
 */
function mechanisms(start, goal, most, limit) {
  const MOST_LOOKED_AT = 300000;
  const rules = rulesOf(start, goal);
  const onward = new Map();
  let edge = [start.id];
  for (let depth = 0; depth < most && edge.length; depth++) {
    const next = [];
    for (const id of edge) {
      if (onward.has(id)) continue;
      const steps = stepsFrom(things.get(id), rules);
      onward.set(id, steps);
      next.push(...steps.map((s) => s.to));
    }
    edge = next;
  }
  // left[k]: for each thing, the least cost to the goal in at most k steps, and the fewest steps that have it.
  const left = [new Map([[goal.id, [0, 0]]])];
  for (let k = 1; k <= most; k++) {
    const now = new Map(left[k - 1]);
    for (const [id, steps] of onward) {
      for (const step of steps) {
        const rest = left[k - 1].get(step.to);
        if (!rest) continue;
        const way = [step.cost + rest[0], rest[1] + 1];
        const known = now.get(id);
        if (!known || way[0] < known[0] || (way[0] === known[0] && way[1] < known[1])) now.set(id, way);
      }
    }
    left.push(now);
  }
  const open = new Heap(earlier);
  const rest = left[most].get(start.id);
  if (rest) open.push({ at: start.id, steps: [], spent: 0, bound: rest[0], length: rest[1] });
  const paths = [];
  let looked = 0;
  while (open.items.length && paths.length < limit) {
    if (++looked > MOST_LOOKED_AT) return { paths, gaveUp: true };
    const path = open.pop();
    if (path.at === goal.id) {
      const sign = path.steps.reduce((s, step) => s * step.sign, 1);
      paths.push({ steps: path.steps, sign, confidence: Math.exp(-path.spent / SCALE) });
      continue;
    }
    if (path.steps.length === most) continue;
    const passed = new Set([start.id, ...path.steps.map((s) => s.to)]);
    const before = path.steps[path.steps.length - 1];
    for (const step of onward.get(path.at) || []) {
      if (passed.has(step.to) || (before && !coherent(before, step))) continue;
      const remaining = left[most - path.steps.length - 1].get(step.to);
      if (!remaining) continue;
      const spent = path.spent + step.cost;
      open.push({
        at: step.to, steps: [...path.steps, step], spent,
        bound: spent + remaining[0], length: path.steps.length + 1 + remaining[1],
      });
    }
  }
  return { paths, gaveUp: false };
}

/** What must be intact for a path: the gates of the things on it, and what these need in turn. */
function needs(path, start) {
  const found = new Map();
  const open = [start.id, ...path.steps.map((s) => s.to)];
  const seen = new Set();
  while (open.length) {
    const id = open.shift();
    if (seen.has(id)) continue;
    seen.add(id);
    for (const claim of things.get(id).out) {
      if (claim.relation === 'Requires' && claim.status !== 'Refuted') {
        found.set(claim.id, claim);
        open.push(claim.object);
      }
    }
  }
  return [...found.values()];
}
