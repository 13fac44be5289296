/**
 * A reason why the product cannot start, with what to do about it, in both languages. Everything that can go wrong before the
 * first request (data folder, database, port) ends in one of these, so that the command line never shows a bare stack trace.
 */
export class StartupError extends Error {
  readonly code: string;
  readonly zh: string;
  readonly en: string;

  constructor(code: string, sentences: { zh: string; en: string }, cause?: unknown) {
    super(`${code}: ${sentences.en}`, cause === undefined ? undefined : { cause });
    this.name = 'StartupError';
    this.code = code;
    this.zh = sentences.zh;
    this.en = sentences.en;
  }
}
