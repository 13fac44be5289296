import { describe, expect, test } from 'vitest';
import { lostTokens, readProse, tokenFor, unknownMarks, writeProse } from './prose.ts';

const source = `Protected for {% param name="claims.filingMonths" value=2 /%}, **last day** included, then {% param name="claims.graceDays" value=3 /%}.

- shares follow the table

{% table name="claims.splits" %}

| case | a \`a\` |
| --- | ---: |
| one \`one\` | 100 |

{% /table %}

{% example id="A1-1" kind="claims.lapse" gloss="80% of cases" %}
a case
{% /example %}`;
const labels: Record<string, string> = { 'claims.filingMonths': 'period', 'claims.graceDays': 'period' };
const read = () => readProse(source, (_kind, name) => labels[name] ?? name);

describe('prose of a clause', () => {
  test('shows names instead of tags, two of the same name told apart', () => {
    expect(read().text).toBe(
      'Protected for ⟦period⟧, **last day** included, then ⟦period 2⟧.\n\n- shares follow the table\n\n⟦claims.splits⟧',
    );
    expect(read().tokens.map(({ kind }) => kind)).toEqual(['param', 'param', 'table']);
  });

  test('comes back character for character', () => {
    const prose = read();
    expect(writeProse(prose)).toBe(source);
    expect(writeProse({ ...prose, text: prose.text.replace('Protected', 'Kept') })).toBe(
      source.replace('Protected', 'Kept'),
    );
  });

  test('examples are out of the way and follow the text', () => {
    expect(read().examples).toHaveLength(1);
    expect(writeProse({ ...read(), text: 'New.' })).toMatch(/^New\.\n\n\{% example id="A1-1"/);
  });

  test('says which token was taken out, and which mark stands for nothing or stands twice', () => {
    const { text, tokens } = read();
    expect(lostTokens(text.replace('⟦period 2⟧', ''), tokens).map(({ name }) => name)).toEqual(['claims.graceDays']);
    expect(unknownMarks(`${text} ⟦perod⟧ ⟦period⟧`, tokens)).toEqual(['⟦perod⟧', '⟦period⟧']);
    expect(unknownMarks(text, tokens)).toEqual([]);
  });

  test('a new parameter stands with its default', () => {
    const token = tokenFor('desk.order', 'period', 'turn', read().tokens);
    expect(token.mark).toBe('⟦period 3⟧');
    expect(token.source).toBe('{% param name="desk.order" value="turn" /%}');
  });
});
