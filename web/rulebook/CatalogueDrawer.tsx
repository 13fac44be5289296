/** What a citation points to: the rule of the source policy, with its figures. */
import { Descriptions, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { rulebook } from '#contract/rulebook.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { EmptyState, ErrorState } from '../shell/parts/states.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { useApiQuery } from '../shell/queries.ts';

export function CatalogueDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const isPhone = useIsPhone();
  return (
    <Drawer open title={id} onClose={onClose} placement={isPhone ? 'bottom' : 'right'} size={isPhone ? '85%' : 480}>
      <CatalogueClause id={id} />
    </Drawer>
  );
}

function CatalogueClause({ id }: { id: string }) {
  const { t } = useTranslation();
  const answer = useApiQuery(
    rulebook.catalogue,
    { query: { ids: id } },
    { live: [], staleTime: Number.POSITIVE_INFINITY },
  );
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Loading />;
  const clause = answer.data.clauses[0];
  if (!clause) return <EmptyState />;
  const rows = [
    [t('rulebook.cat.policy'), `${clause.policy} · ${clause.article}`],
    [t('rulebook.cat.terms'), clause.terms.join('、')],
    [t('rulebook.cat.effect'), clause.effect],
    [t('rulebook.cat.figures'), figuresOf(clause.figures)],
    [t('rulebook.cat.repeats'), clause.repeats.join(' ')],
  ].filter(([, text]) => text);
  return (
    <>
      <p className="rule-statement" lang="en">
        {clause.statement}
      </p>
      <Descriptions
        column={1}
        size="small"
        items={rows.map(([label, text]) => ({ key: label, label, children: text }))}
      />
    </>
  );
}

const figuresOf = (figures: Record<string, unknown>): string =>
  Object.entries(figures)
    .map(([key, value]) => `${key} = ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join('; ');
