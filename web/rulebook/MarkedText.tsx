/** Both texts in one: what went is struck through in brackets, what came is underlined; never by colour alone. */
import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { StateTag } from '../shell/parts/StateTag.tsx';
import type { Diff } from './shapes.ts';

type Marked = Diff['marked'][number];
type Span = Marked['blocks'][number][number];

const tones = { same: 'neutral', changed: 'active', added: 'good', retired: 'bad', moved: 'waiting' } as const;

interface MarkedTextProps {
  readonly marked: readonly Marked[];
  readonly all: boolean;
  readonly onAll: (all: boolean) => void;
}

export function MarkedText({ marked, all, onAll }: MarkedTextProps) {
  const { t } = useTranslation();
  const shown = marked.filter(({ state }) => all || state !== 'same');
  return (
    <>
      <p className="rule-legend">
        <ins>{t('rulebook.compare.inserted')}</ins> <del>{t('rulebook.compare.deleted')}</del>
        <span className="rule-switch no-print">
          <Switch size="small" aria-label={t('rulebook.compare.all')} checked={all} onChange={onAll} />
          {t('rulebook.compare.all')}
        </span>
      </p>
      {shown.length === 0 ? <p className="muted">{t('rulebook.changes.none')}</p> : null}
      {shown.map((clause, index) => (
        <div key={`${clause.clause} ${clause.state}`}>
          {clause.chapter === shown[index - 1]?.chapter ? null : <h3 className="rule-section">{clause.chapter}</h3>}
          <section className="rule-clause">
            <h3>
              {clause.clause}
              {clause.state === 'same' ? null : (
                <StateTag tone={tones[clause.state]}>{t(`rulebook.compare.state.${clause.state}`)}</StateTag>
              )}
            </h3>
            <div className="rule-body">
              {clause.blocks.map((spans, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: their place is who they are
                <p key={place}>
                  {spans.map((span, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: their place is who they are
                    <MarkedSpan key={at} span={span} />
                  ))}
                </p>
              ))}
            </div>
          </section>
        </div>
      ))}
    </>
  );
}

function MarkedSpan({ span }: { span: Span }) {
  if (span.mark === 'inserted') return <ins>{span.text}</ins>;
  if (span.mark === 'deleted') return <del>{span.text}</del>;
  return span.text;
}
