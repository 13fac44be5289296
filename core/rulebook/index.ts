export { decideAdoption, decideVersion } from './decide-version.ts';
