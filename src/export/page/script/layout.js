// Layered pictures: columns by kind and direction, labels in columns of their own, edges level through columns.
// The same method as the library's SVG, so that no label meets an edge or another label.

const BANDS = new Map([['compound', 0], ['target', 1], ['process', 1], ['region', 1], ['effect', 2], ['condition', 3], ['instrument', 3]]);
const PORT = 11;
const LEAD = 15;

const ruler = document.createElement('canvas').getContext('2d');

function textWidth(text, size, bold) {
  ruler.font = (bold ? 'bold ' : '') + size + 'px Arial, Helvetica, "Liberation Sans", "DejaVu Sans", sans-serif';
  return ruler.measureText(text).width * 1.06;
}

function wrapText(text, size, limit, most) {
  const lines = [''];
  for (const piece of clean(text).match(/[^ \n\-/–]*[ \n\-/–]?/g)) {
    const line = lines[lines.length - 1];
    if (textWidth(line + piece.trimEnd(), size) <= limit) {
      lines[lines.length - 1] += piece;
    } else if (textWidth(piece.trimEnd(), size) <= limit) {
      lines.push(piece);
    } else {
      for (const c of piece) {
        if (textWidth(lines[lines.length - 1] + c, size) > limit) lines.push('');
        lines[lines.length - 1] += c;
      }
    }
  }
  const kept = lines.map((l) => l.trim()).filter(Boolean);
  if (kept.length <= most) return kept.length ? kept : [''];
  const last = kept[most - 1];
  return [...kept.slice(0, most - 1), last.slice(0, Math.max(1, last.length - 2)) + '…'];
}

function label(lines, size, boldFirst) {
  const w = Math.max(0, ...lines.map((l, i) => textWidth(l, size, i === 0 && boldFirst)));
  return { lines, size, boldFirst, x: 0, y: 0, w, h: lines.length * size * 1.25 };
}

/** Columns for nodes so that edges run forward; edges that close a cycle are laid out backwards. */
function rankNodes(bands, ends) {
  const n = bands.length;
  const rank = new Array(n).fill(0);
  const reversed = ends.map(([a, b]) => bands[a] > bands[b]);
  const laid = (e) => (reversed[e] ? [ends[e][1], ends[e][0]] : ends[e]);
  let base = 0;
  for (const band of [...new Set(bands)].sort()) {
    const members = [...bands.keys()].filter((v) => bands[v] === band);
    const inside = [...ends.keys()].filter((e) => bands[ends[e][0]] === band && bands[ends[e][1]] === band);
    const left = new Set(members);
    const front = [];
    const back = [];
    while (left.size) {
      let pick = null;
      for (const v of left) {
        let out = 0;
        let into = 0;
        for (const e of inside) {
          const [a, b] = ends[e];
          if (!left.has(a) || !left.has(b)) continue;
          out += a === v ? 1 : 0;
          into += b === v ? 1 : 0;
        }
        const score = out === 0 && into > 0 ? 1e6 : into === 0 ? 1e5 : out - into;
        if (!pick || score > pick.score) pick = { v, score };
      }
      left.delete(pick.v);
      (pick.score === 1e6 ? back : front).push(pick.v);
    }
    const order = [...front, ...back.reverse()];
    const position = new Map(order.map((v, i) => [v, i]));
    for (const e of inside) reversed[e] = position.get(ends[e][0]) > position.get(ends[e][1]);
    for (const v of order) rank[v] = base;
    for (const v of order) {
      for (const e of inside) {
        const [a, b] = laid(e);
        if (a === v) rank[b] = Math.max(rank[b], rank[v] + 1);
      }
    }
    const last = Math.max(base, ...members.map((v) => rank[v]));
    for (let round = 0; round < 4; round++) {
      for (const v of order.slice().reverse()) {
        let [low, high, before, behind] = [base, last, 0, 0];
        for (const e of ends.keys()) {
          const [a, b] = laid(e);
          if (a !== v && b !== v) continue;
          const other = a === v ? b : a;
          if (bands[other] < band) before++;
          else if (bands[other] > band) behind++;
          else if (a === v) { behind++; high = Math.min(high, rank[b] - 1); } else { before++; low = Math.max(low, rank[a] + 1); }
        }
        if (low <= high) rank[v] = behind > before ? high : low;
      }
    }
    base = last + 1;
  }
  const used = [...new Set(rank)].sort((a, b) => a - b);
  return { rank: rank.map((r) => used.indexOf(r)), reversed };
}

/** Orders each column so that few edges cross. */
function untangle(columns, before, behind) {
  const position = new Map();
  const number = () => columns.forEach((column) => column.forEach((v, i) => position.set(v, i)));
  const crossings = () => {
    number();
    let count = 0;
    for (const column of columns) {
      const seen = [];
      for (const v of column) {
        const here = behind[v].map((w) => position.get(w));
        for (const p of here) count += seen.filter((q) => q > p).length;
        seen.push(...here);
      }
    }
    return count;
  };
  let best = columns.map((c) => c.slice());
  let fewest = crossings();
  for (let sweep = 0; sweep < 16 && fewest > 0; sweep++) {
    const down = sweep % 2 === 0;
    for (let step = 1; step < columns.length; step++) {
      const c = down ? step : columns.length - 1 - step;
      number();
      const key = new Map(columns[c].map((v, i) => {
        const at = (down ? before : behind)[v].map((w) => position.get(w)).sort((a, b) => a - b);
        if (!at.length) return [v, i];
        const median = (at[(at.length - 1) >> 1] + at[at.length >> 1]) / 2;
        return [v, (sweep >> 1) % 2 ? at.reduce((s, p) => s + p, 0) / at.length : median];
      }));
      columns[c].sort((a, b) => key.get(a) - key.get(b));
    }
    number();
    swapNeighbours(columns, before, behind, position);
    const now = crossings();
    if (now < fewest) {
      fewest = now;
      best = columns.map((c) => c.slice());
    }
  }
  return best;
}

/** Swaps neighbours as long as that saves a crossing. */
function swapNeighbours(columns, before, behind, position) {
  const crossing = (upper, lower) => {
    let count = 0;
    for (const a of upper) for (const b of lower) if (position.get(b) < position.get(a)) count++;
    return count;
  };
  for (let round = 0, better = true; round < 8 && better; round++) {
    better = false;
    for (const column of columns) {
      for (let i = 1; i < column.length; i++) {
        const [v, w] = [column[i - 1], column[i]];
        const cost = (a, b) => crossing(before[a], before[b]) + crossing(behind[a], behind[b]);
        if (cost(w, v) >= cost(v, w)) continue;
        [column[i - 1], column[i]] = [w, v];
        position.set(w, i - 1).set(v, i);
        better = true;
      }
    }
  }
}

/** Heights that keep the order and bring joined items close: pooling of adjacent violators, column by column. */
function heightsOf(columns, extents, joins) {
  const GAP = 7;
  const y = extents.map(() => 0);
  for (const column of columns) {
    let at = 0;
    for (const v of column) {
      y[v] = at + extents[v].above;
      at = y[v] + extents[v].below + GAP;
    }
    for (const v of column) y[v] -= (at - GAP) / 2;
  }
  const pulls = extents.map(() => []);
  for (const j of joins) {
    pulls[j.from].push([j.to, j.toOffset - j.fromOffset]);
    pulls[j.to].push([j.from, j.fromOffset - j.toOffset]);
  }
  for (let sweep = 0; sweep < 24; sweep++) {
    for (let step = 0; step < columns.length; step++) {
      const column = columns[sweep % 2 ? columns.length - 1 - step : step];
      const blocks = [];
      let offset = 0;
      column.forEach((v, i) => {
        if (i) offset += extents[column[i - 1]].below + GAP + extents[v].above;
        let [sum, weight] = [0, 0];
        for (const [w, shift] of pulls[v]) {
          const pull = extents[v].weight * extents[w].weight;
          sum += pull * (y[w] + shift);
          weight += pull;
        }
        if (!weight) [sum, weight] = [y[v] * 0.01, 0.01];
        blocks.push({ wanted: sum / weight - offset, weight, items: [[v, offset]] });
        while (blocks.length > 1 && blocks[blocks.length - 2].wanted > blocks[blocks.length - 1].wanted) {
          const b = blocks.pop();
          const a = blocks[blocks.length - 1];
          a.wanted = (a.wanted * a.weight + b.wanted * b.weight) / (a.weight + b.weight);
          a.weight += b.weight;
          a.items.push(...b.items);
        }
      });
      for (const block of blocks) for (const [v, o] of block.items) y[v] = block.wanted + o;
    }
  }
  return y;
}

/** Where everything stands. Nodes: { kind, lead, name }; edges: { from, to, label, end } by number. */
function layOut(nodes, edges) {
  const ends = edges.map((e) => (e.end === 'gate' ? [e.to, e.from] : [e.from, e.to]));
  const bands = nodes.map((v) => BANDS.get(v.kind) ?? 3);
  const { rank, reversed } = rankNodes(bands, ends);
  const count = 2 * Math.max(0, ...rank) + 1;
  let columns = Array.from({ length: count }, () => []);
  nodes.forEach((_, v) => columns[2 * rank[v]].push(v));
  const labels = new Map();
  let items = nodes.length;
  const chains = edges.map((edge, e) => {
    const [a, b] = reversed[e] ? [ends[e][1], ends[e][0]] : ends[e];
    const [from, last] = [2 * rank[a], 2 * rank[b]];
    const m = (from + last) >> 1;
    const middle = Math.max(m % 2 ? m : m - 1, from + 1);
    const chain = [a];
    for (let c = from + 1; c < last; c++) {
      if (c === middle && edge.label) labels.set(items, label(wrapText(edge.label, 11, 130, 3), 11, false));
      chain.push(items);
      columns[c].push(items++);
    }
    chain.push(b);
    return chain;
  });
  const before = Array.from({ length: items }, () => []);
  const behind = Array.from({ length: items }, () => []);
  for (const chain of chains) {
    for (let k = 1; k < chain.length; k++) {
      behind[chain[k - 1]].push(chain[k]);
      before[chain[k]].push(chain[k - 1]);
    }
  }
  columns = untangle(columns, before, behind);
  const position = new Map(columns.flatMap((column) => column.map((v, i) => [v, i])));
  const boxes = nodes.map((node, v) => {
    const lines = [...(node.lead ? [clean(node.lead)] : []), ...wrapText(node.name, 13, 150, 4)];
    const text = label(lines, 13, Boolean(node.lead || node.main));
    const ports = Math.max(before[v].length, behind[v].length);
    return { text, x: 0, y: 0, w: text.w + 18, h: Math.max(text.h + 10, (ports - 1) * PORT + 14) };
  });
  const extents = Array.from({ length: items }, (_, v) => (v < nodes.length
    ? { above: boxes[v].h / 2, below: boxes[v].h / 2, weight: 1 }
    : { above: labels.has(v) ? labels.get(v).h + 2.5 : 1, below: 3, weight: 4 }));
  const offset = (at, other, side) => {
    if (at >= nodes.length) return 0;
    const fellows = side[at].slice().sort((a, b) => position.get(a) - position.get(b));
    return (fellows.indexOf(other) - (fellows.length - 1) / 2) * PORT;
  };
  const joins = chains.map((chain) => chain.slice(1).map((v, k) => ({
    from: chain[k], to: v, fromOffset: offset(chain[k], v, behind), toOffset: offset(v, chain[k], before),
  })));
  const y = heightsOf(columns, extents, joins.flat());
  const widths = columns.map((column) => Math.max(0, ...column.map((v) => (v < nodes.length ? boxes[v].w : labels.has(v) ? labels.get(v).w + 6 : 0))));
  const climb = columns.map(() => 0);
  chains.forEach((chain, i) => joins[i].forEach((j, k) => {
    const c = 2 * rank[chain[0]] + k;
    climb[c] = Math.max(climb[c], Math.abs(y[j.to] + j.toOffset - y[j.from] - j.fromOffset));
  }));
  const x = [];
  let at = 16;
  for (let c = 0; c < count; c++) {
    if (c % 2 === 0 && c) at += LEAD;
    x.push(at);
    at += widths[c];
    if (c % 2 === 0 && c + 1 < count) at += LEAD;
    if (c + 1 < count) at += Math.min(90, Math.max(12, 10 + 0.16 * climb[c]));
  }
  const top = items ? Math.min(...extents.map((e, v) => y[v] - e.above)) : 0;
  const bottom = items ? Math.max(...extents.map((e, v) => y[v] + e.below)) : 0;
  const shift = 16 - top;
  boxes.forEach((b, v) => {
    b.x = x[2 * rank[v]];
    b.w = widths[2 * rank[v]];
    b.y = y[v] + shift - b.h / 2;
    b.text.x = b.x + b.w / 2;
    b.text.y = b.y + (b.h - b.text.h) / 2;
  });
  const lead = (c) => (c % 2 ? 0 : LEAD);
  const routes = chains.map((chain, i) => {
    const first = 2 * rank[chain[0]];
    const rightward = !reversed[i];
    const inset = { up: 8, gate: 8, any: 4, down: 3.5 }[edges[i].end] || 1;
    let path = '';
    let text = null;
    let tip = null;
    joins[i].forEach((j, k) => {
      const [y0, y1] = [y[j.from] + j.fromOffset + shift, y[j.to] + j.toOffset + shift];
      const [c0, c1] = [first + k, first + k + 1];
      const [x0, x1] = [x[c0] + widths[c0], x[c1]];
      const [isFirst, isLast] = [k === 0, k === joins[i].length - 1];
      if (isFirst) path += `M${n1(x0 + (rightward ? 0 : inset))} ${n1(y0)}`;
      if (isFirst && !rightward) tip = [x0, y0];
      if (isLast && rightward) tip = [x1, y1];
      const m = (x0 + lead(c0) + x1 - lead(c1)) / 2;
      path += `H${n1(x0 + lead(c0))}C${n1(m)} ${n1(y0)} ${n1(m)} ${n1(y1)} ${n1(x1 - lead(c1))} ${n1(y1)}`;
      if (isLast) path += `H${n1(x1 - (rightward ? inset : 0))}`;
      if (labels.has(j.to)) {
        text = labels.get(j.to);
        text.x = x[c1] + widths[c1] / 2;
        text.y = y1 - 2.5 - text.h;
      }
    });
    return { path, tip, rightward, text };
  });
  return { width: at + 16, height: bottom - top + 32, boxes, routes };
}

function n1(value) {
  return String(Math.round(value * 10) / 10);
}
