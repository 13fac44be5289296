export { type RunningPostgres, type StartPostgresOptions, startPostgres } from './supervisor.ts';
export { StartupError } from './startup-error.ts';
