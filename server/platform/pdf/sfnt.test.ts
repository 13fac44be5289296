import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { sfntOf } from './sfnt.ts';

const require = createRequire(import.meta.url);

test('an unwrapped font has every table where its directory says, with the sum the font gives for it', () => {
  const woff = readFileSync(
    require.resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff'),
  );
  const font = sfntOf(woff);
  const count = font.readUInt16BE(4);
  expect(count).toBe(woff.readUInt16BE(12));
  for (let index = 0; index < count; index++) {
    const at = 12 + index * 16;
    const [offset, length] = [font.readUInt32BE(at + 8), font.readUInt32BE(at + 12)];
    expect(offset % 4).toBe(0);
    let sum = 0;
    for (let n = 0; n < length; n += 4) sum = (sum + font.readUInt32BE(offset + n)) >>> 0;
    // The head table holds the sum of the whole font, which its own sum leaves out.
    if (font.toString('latin1', at, at + 4) !== 'head') expect(sum).toBe(font.readUInt32BE(at + 4));
  }
  expect(() => sfntOf(Buffer.from('OTTO'))).toThrow('WOFF');
});
