/**
 * All of a file's faults in one text: `a < b` becomes `(__mutant(7) ? a <= b : __mutant(8) ? a >= b : (a < b))`. Every loop says
 * that it turns once more, so that a fault that never ends is noticed by counting, not by a clock on a busy machine.
 */
import type { Mutant } from './mutants.ts';
import { type Node, parse, walk } from './syntax.ts';

interface Site {
  readonly start: number;
  readonly end: number;
  readonly how: Mutant['site']['how'] | 'loop';
  /** Number of the fault and the text in its place. */
  readonly faults: readonly (readonly [number, string])[];
}

export function instrument(
  file: string,
  source: string,
  faults: readonly { readonly id: number; readonly mutant: Mutant }[],
): string {
  const { text, program } = parse(file, source);
  const sites = new Map<string, Site>();
  for (const { node, field, above } of walk(program))
    if (field === 'body' && /^(For|While|DoWhile)/.test(above[0]?.node.type ?? '')) {
      const { start, end }: Node = node;
      sites.set(`${start} ${end} loop`, { start, end, how: 'loop', faults: [] });
    }
  for (const { id, mutant } of faults) {
    const { start, end, how } = mutant.site;
    const key = `${start} ${end} ${how}`;
    const instead = text.slice(start, mutant.from) + mutant.now + text.slice(mutant.to, end);
    const before = sites.get(key)?.faults ?? [];
    sites.set(key, { start, end, how, faults: [...before, [id, instead]] });
  }
  const depth = { loop: 0, body: 1, statement: 1, expression: 2 };
  const outerFirst = [...sites.values()].sort(
    (a, b) => a.start - b.start || b.end - a.end || depth[a.how] - depth[b.how],
  );
  return render(text, 0, text.length, outerFirst);
}

/** The text from `start` to `end` with the given sites, of which a later one lies inside an earlier or after it. */
function render(text: string, start: number, end: number, sites: readonly Site[]): string {
  let [written, position, index] = ['', start, 0];
  while (index < sites.length) {
    const site = sites[index] as Site;
    let next = index + 1;
    while (next < sites.length && (sites[next] as Site).end <= site.end) next++;
    const inner = render(text, site.start, site.end, sites.slice(index + 1, next));
    written += text.slice(position, site.start) + switched(site, inner);
    [position, index] = [site.end, next];
  }
  return written + text.slice(position, end);
}

function switched({ how, faults }: Site, inner: string): string {
  const any = faults.map(([id]) => `__mutant(${id})`).join(' || ');
  if (how === 'loop') return `{ __turn(); ${inner} }`;
  if (how !== 'expression') return `{ if (!(${any})) ${inner} }`;
  return `(${faults.map(([id, instead]) => `__mutant(${id}) ? (${instead}) : `).join('')}(${inner}))`;
}
