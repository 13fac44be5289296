/** Two texts of a rulebook beside each other: what changed, in words and as marked text. Which two stands in the address. */
import { PrinterOutlined, SwapOutlined } from '@ant-design/icons';
import { Button, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { textOf } from '../shell/i18n.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { ErrorState } from '../shell/parts/states.tsx';
import { useApiPages, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { ChangeList } from './ChangeList.tsx';
import { MarkedText } from './MarkedText.tsx';
import { since } from './since.ts';
import './rulebook.css';

const filters = { from: '', to: '', view: 'words', all: false };

export function ComparePage() {
  const { t } = useTranslation();
  const { rulebookId } = useRouteParams<'rulebookId'>();
  const [state, change] = useUrlState(filters);
  const book = useApiQuery(rulebook.document, { params: { rulebookId } }, { live: ['rulebook'] });
  const drafts = useApiPages(authoring.drafts, { query: { rulebookId } }, { live: ['rulebook'] });
  const versions = book.data?.versions ?? [];
  const options = [
    ...versions.map((version) => ({
      value: String(version.number),
      label: `${t('rulebook.number', { number: version.number })} · ${since(version, t('rulebook.always'))}`,
    })),
    ...drafts.rows.map(({ id, title }) => ({ value: `draft:${id}`, label: t('rulebook.draft.named', { title }) })),
    { value: 'shipped', label: t('rulebook.compare.shipped') },
  ];
  // Without a choice: the version in force against the one before it.
  const current = versions.find(({ standing }) => standing === 'current')?.number ?? versions[0]?.number ?? 1;
  const from = state.from || String(Math.max(1, current - 1));
  const to = state.to || String(current);
  const pick = (name: 'from' | 'to') => (
    <Select
      className="rule-pick"
      value={name === 'from' ? from : to}
      aria-label={t(`rulebook.compare.${name}`)}
      popupMatchSelectWidth={false}
      options={options}
      onChange={(value) => change(name === 'from' ? { from: value, to } : { from, to: value })}
    />
  );
  return (
    <Page
      title={t('rulebook.compare')}
      subtitle={book.data?.meta.title}
      query={book}
      actions={
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('shell.print')}
        </Button>
      }
      filters={
        <>
          {pick('from')}
          <Button
            icon={<SwapOutlined />}
            aria-label={t('rulebook.compare.swap')}
            onClick={() => change({ from: to, to: from })}
          />
          {pick('to')}
          <Segmented
            value={state.view}
            onChange={(view) => change({ view, from, to })}
            options={['words', 'marked'].map((value) => ({ value, label: t(`rulebook.compare.${value}`) }))}
          />
        </>
      }
    >
      <Comparison
        {...{ rulebookId, from, to }}
        view={state.view}
        all={state.all}
        onAll={(all) => change({ all, from, to })}
      />
    </Page>
  );
}

interface ComparisonProps {
  readonly rulebookId: string;
  readonly from: string;
  readonly to: string;
  readonly view: string;
  readonly all: boolean;
  readonly onAll: (all: boolean) => void;
}

function Comparison({ rulebookId, from, to, view, all, onAll }: ComparisonProps) {
  const { t } = useTranslation();
  const diff = useApiQuery(
    authoring.diff,
    { params: { rulebookId }, query: { from, to } },
    { live: ['rulebook'], keepPrevious: true },
  );
  if (diff.error) return <ErrorState error={diff.error} onRetry={() => void diff.refetch()} />;
  if (!diff.data) return <Loading />;
  const { changes, marked } = diff.data;
  return (
    <article className="rule-paper rule-compared">
      <h2 className="rule-section">
        {textOf(diff.data.from)} → {textOf(diff.data.to)}
      </h2>
      {view === 'words' ? <ChangeList changes={changes} /> : <MarkedText marked={marked} all={all} onAll={onAll} />}
      {view === 'words' && changes.length > 0 ? (
        <p className="muted">{t('rulebook.changes.count', { count: changes.length })}</p>
      ) : null}
    </article>
  );
}
