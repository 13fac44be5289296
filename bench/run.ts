/**
 * The measures of the product, as ratios within one run on one machine.
 *
 *   npm run bench                       all of them, about a quarter of an hour
 *   npm run bench -- sizes races        only these
 */
import { everythingMet, summary } from './lib/report.ts';

const scenarios: Readonly<Record<string, () => Promise<void>>> = {
  sizes: async () => (await import('./sizes.ts')).sizes(),
  assignment: async () => (await import('./assignment.ts')).assignment(),
  million: async () => (await import('./million.ts')).million(),
  races: async () => (await import('./races.ts')).races(),
  launch: async () => (await import('./launch.ts')).launch(),
  monthend: async () => (await import('./month-end.ts')).monthEnd(),
  imports: async () => (await import('./imports.ts')).imports(),
  audit: async () => (await import('./audit.ts')).audits(),
  simulation: async () => (await import('./simulation.ts')).simulations(),
  document: async () => (await import('./document.ts')).documents(),
  kill9: async () => (await import('./kill9.ts')).kill9(),
};

const asked = process.argv.slice(2).filter((word) => word in scenarios);
for (const name of asked.length > 0 ? asked : Object.keys(scenarios)) {
  console.log(`\n=== ${name}`);
  await scenarios[name]?.();
}
console.log(`\n${summary()}\n`);
process.exitCode = everythingMet() ? 0 : 1;
