// When two spellings name the same thing: as the library folds names, so does the page.

const GREEK = {
  'α': 'alpha', 'β': 'beta', 'γ': 'gamma', 'δ': 'delta', 'ε': 'epsilon', 'κ': 'kappa', 'μ': 'mu', 'µ': 'mu',
  'σ': 'sigma', 'ς': 'sigma', '−': '-', '–': '-', '‐': '-', '‑': '-', '—': '-', 'é': 'e', 'è': 'e', 'å': 'a',
  'ä': 'a', 'ö': 'o', 'ü': 'u',
};

function stereoToken(inside) {
  const kept = inside.replace(/[ ,/*]/g, '');
  if (['rs', 'sr', 'dl', 'ld', 'rac', '±', '+-', '-+'].includes(kept)) return '[rs]';
  if (/^[+\-rsdlez]$/.test(kept) || (/^\d[\drs]*$/.test(kept) && /[rs]$/.test(kept))) return '[' + kept + ']';
  return null;
}

/** Reads stereo descriptors without parentheses at the beginning: `s-`, `dl-`, `2r-6r-`. */
function leadingStereo(name) {
  let end = 0;
  let tokens = '';
  for (;;) {
    const rest = name.slice(end);
    const digits = /^\d*/.exec(rest)[0].length;
    const letters = ['rac', 'dl', 'ld', 'rs', 'sr', 'r', 's', 'd', 'l']
      .find((l) => rest.startsWith(l, digits) && (l.length === 1 || digits === 0)) || '';
    const after = digits + letters.length;
    const behind = rest[after];
    if (!letters || !'-, ('.includes(behind || '!') || (digits > 0 && !'rs'.includes(letters))) break;
    const paren = behind === '(';
    const next = end + after + (paren ? 0 : 1);
    // A locant behind the hyphen means that the letter is part of a code: L-703606.
    if (!paren && digits === 0 && /^(\d|$)/.test(name.slice(next))) break;
    tokens += rest.slice(0, after);
    end = next;
    if (paren) break;
  }
  const token = stereoToken(tokens);
  return token === null ? ['', name] : [token, name.slice(end)];
}

function fold(name) {
  const lower = [...name.toLowerCase()].map((c) => (Object.hasOwn(GREEK, c) ? GREEK[c] : c)).join('').trim();
  let [out, rest] = leadingStereo(lower);
  for (let i = 0; i < rest.length;) {
    if (rest[i] === '(') {
      const close = rest.indexOf(')', i);
      const token = close > 0 ? stereoToken(rest.slice(i + 1, close)) : null;
      if (token !== null) {
        out += token;
        i = close + 1;
        continue;
      }
    }
    const c = String.fromCodePoint(rest.codePointAt(i));
    if (c === '+' || /[\p{L}\p{N}]/u.test(c)) out += c;
    i += c.length;
  }
  return out;
}
