/** Every value a parameter had: in which version, from when, by whom, and why. */
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { textOf } from '../shell/i18n.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { EmptyState, ErrorState } from '../shell/parts/states.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { useApiQuery } from '../shell/queries.ts';
import { since } from './since.ts';
import { standingTone } from './standing.ts';

type Row = ResponseOf<typeof authoring.parameterHistory>['rows'][number];

interface HistoryDrawerProps {
  readonly rulebookId: string;
  readonly name: string;
  readonly onClose: () => void;
}

export function HistoryDrawer({ rulebookId, name, onClose }: HistoryDrawerProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const answer = useApiQuery(authoring.parameterHistory, { params: { rulebookId, name } }, { live: ['rulebook'] });
  const rows = answer.data?.rows ?? [];
  return (
    <Drawer
      open
      title={answer.data ? t('rulebook.history.of', { name: textOf(answer.data.label) }) : t('rulebook.history')}
      onClose={onClose}
      placement={isPhone ? 'bottom' : 'right'}
      size={isPhone ? '85%' : 480}
    >
      {answer.error ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.isPending ? <Loading /> : null}
      {answer.data && rows.length === 0 ? <EmptyState /> : null}
      <ol className="rule-history">
        {rows.map((row) => (
          <li key={row.number}>
            <HistoryRow row={row} />
          </li>
        ))}
      </ol>
    </Drawer>
  );
}

function HistoryRow({ row }: { row: Row }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="rule-history-value">
        <strong>{textOf(row.value)}</strong>
        <StateTag tone={standingTone[row.standing]}>{t(`rulebook.standing.short.${row.standing}`)}</StateTag>
      </div>
      {row.changes.map((change) => (
        <div key={change.zh}>{textOf(change)}</div>
      ))}
      <div className="muted">
        {t('rulebook.number', { number: row.number })} · {since(row, t('rulebook.always'))}
        {row.publishedBy ? ` · ${row.publishedBy.name}` : ''}
        {row.clause === null ? ` · ${t('rulebook.history.byDefault')}` : ` · ${row.clause}`}
      </div>
      {row.note ? <div className="muted">{row.note}</div> : null}
    </>
  );
}
