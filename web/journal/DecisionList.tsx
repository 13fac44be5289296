/** The decisions about one subject (a customer, a claim, a visit), newest first: for the pages that show that subject. */
import { useTranslation } from 'react-i18next';
import { journal } from '#contract/journal.ts';
import type { QueryInput } from '../shell/api.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiPages } from '../shell/queries.ts';
import { type Decision, DecisionRow } from './DecisionRow.tsx';
import { columnsOf } from './columns.tsx';

type Filter = NonNullable<QueryInput<typeof journal.list>['query']>;

export function DecisionList({ filter, live }: { filter: Filter; live?: readonly string[] }) {
  const { t } = useTranslation();
  const pages = useApiPages(journal.list, { query: filter }, { live: live ?? ['journal'] });
  return (
    <DataList<Decision>
      pages={pages}
      rowKey={({ id }) => id}
      columns={columnsOf(t)}
      card={(decision) => (
        <div className="phone-card">
          <DecisionRow decision={decision} />
        </div>
      )}
      empty={<EmptyState title={t('journal.empty')} text={t('journal.empty.text')} />}
    />
  );
}
