/**
 * Some registries lack binaries for platforms that are not ours. npm then writes a lock that names packages it does not hold, and
 * `npm ci` refuses it. Run after every change of dependencies: drops the names of optional packages the lock does not hold.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);

export function missingOptionals(lock) {
  return Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => path !== '' && !isHeld(lock.packages, path, name))
      .map((name) => ({ path, name })),
  );
}

/** As Node looks a package up: in the package's own node_modules, then in every one above it. */
function isHeld(packages, path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return true;
    if (at === '') return false;
  }
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingOptionals(lock);
  for (const { path, name } of missing) delete lock.packages[path].optionalDependencies[name];
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${missing.length} names dropped`);
}
