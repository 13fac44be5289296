/** Who might be meant by what is being typed. Outside one's scope only that somebody exists, whose and until when. */
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { customers } from '#contract/customers.ts';
import { lastDayOf } from '../shell/format.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { GradeTag, type Row, useWord } from './words.tsx';

const PAUSE_MS = 150; // shorter than a keystroke of a slow typist
type Found = ResponseOf<typeof customers.recognise>;

const nobody: Found = { known: [], strangers: [] };

export function useHits(typed: string): Found {
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const enough = asked.length >= 2;
  const answer = useApiQuery(
    customers.recognise,
    { query: { q: asked, limit: 6 } as never },
    { enabled: enough, keepPrevious: true },
  );
  return enough ? (answer.data ?? nobody) : nobody;
}

interface HitsProps {
  readonly hits: Found;
  readonly onOpen: (row: Row) => void;
  readonly openLabel?: string;
  readonly onFamily?: (row: Row) => void;
}

export function Hits({ hits, onOpen, openLabel, onFamily }: HitsProps) {
  const { t } = useTranslation();
  const word = useWord();
  if (hits.known.length + hits.strangers.length === 0) return null;
  const why = (reasons: readonly string[]): string => reasons.map((reason) => word('reason', reason)).join('、');
  return (
    <section className="customer-hits" aria-label={t('customers.hits')}>
      {hits.known.map(({ customer, reasons }) => (
        <div key={customer.id} className="customer-hit">
          <strong>{customer.name}</strong>
          <GradeTag grade={customer.grade} />
          <span className="muted">
            {customer.phone} · {why(reasons)} · {customer.owner?.name ?? t('customers.unowned')}
          </span>
          <span style={{ marginLeft: 'auto', display: 'flex', gap: 6 }}>
            {onFamily ? (
              <Button size="small" onClick={() => onFamily(customer)}>
                {t('customers.hits.family')}
              </Button>
            ) : null}
            <Button size="small" type="primary" onClick={() => onOpen(customer)}>
              {openLabel ?? t('customers.hits.open')}
            </Button>
          </span>
        </div>
      ))}
      {hits.strangers.map((stranger, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stranger has no id here, by design
        <div key={index} className="customer-hit is-stranger">
          <StateTag tone="waiting">{t('customers.hits.exists')}</StateTag>
          <span>
            {stranger.ownerName
              ? t('customers.owned', {
                  name: stranger.ownerName,
                  until: stranger.until ? lastDayOf(stranger.until) : '—',
                })
              : t('customers.unowned')}
          </span>
          <span className="muted">{why(stranger.reasons)}</span>
        </div>
      ))}
    </section>
  );
}
