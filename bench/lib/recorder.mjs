/**
 * Loaded into a server under measurement with --import: notes every statement each database connection sends, in order, and writes
 * them to GUIKE_RECORD when the process ends. The replay sends exactly these to the bare database.
 */
import { writeFileSync } from 'node:fs';
import pg from 'pg';

const statements = [];
let connections = 0;
const send = pg.Client.prototype.query;

pg.Client.prototype.query = function query(config, ...rest) {
  this.recordedAs ??= ++connections;
  const text = typeof config === 'string' ? config : config?.text;
  if (typeof text === 'string') {
    const values = (typeof config === 'string' ? rest[0] : (config.values ?? rest[0])) ?? [];
    const name = typeof config === 'string' ? undefined : config.name;
    statements.push({ connection: this.recordedAs, text, values: Array.isArray(values) ? values : [], name });
  }
  return send.call(this, config, ...rest);
};

const file = process.env.GUIKE_RECORD;
process.on('exit', () => {
  if (file) writeFileSync(file, statements.map((statement) => JSON.stringify(statement)).join('\n'));
});
