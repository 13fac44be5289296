/** The rulebooks in force for me: which I have signed, which wait for it. */
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { signOff } from '#contract/rulebook-sign-off.ts';
import { formatFull } from '../shell/format.ts';
import { Page } from '../shell/parts/Page.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { since } from './since.ts';
import './rulebook.css';

type Row = ResponseOf<typeof signOff.mine>['rows'][number];

export function SignListPage() {
  const { t } = useTranslation();
  const mine = useApiQuery(signOff.mine, {}, { live: ['rulebook'] });
  const rows = mine.data?.rows ?? [];
  return (
    <Page
      title={t('rulebook.sign.menu')}
      subtitle={mine.data ? t('rulebook.sign.due', { count: mine.data.due }) : null}
      query={mine}
    >
      {rows.length === 0 ? <EmptyState title={t('rulebook.sign.none')} /> : null}
      <div className="cards rule-sign-cards">
        {rows.map((row) => (
          <SignCard key={row.rulebookId} row={row} />
        ))}
      </div>
    </Page>
  );
}

function SignCard({ row }: { row: Row }) {
  const { t } = useTranslation();
  const oversees = usePermission('rulebook.sign') !== 'self';
  return (
    <section className="phone-card">
      <div className="phone-card-head">
        <span>{row.title}</span>
        <span>
          {row.signedAt ? (
            <StateTag tone="good">{t('rulebook.signed')}</StateTag>
          ) : (
            <StateTag tone="waiting">{t('rulebook.unsigned')}</StateTag>
          )}
        </span>
      </div>
      <div className="phone-card-lines">
        <div>
          {t('rulebook.number', { number: row.number })} · {since(row, t('rulebook.always'))}
        </div>
        <div>{row.sites.map(({ name }) => name).join('、')}</div>
        {row.signedAt ? <div>{t('rulebook.signedAt', { at: formatFull(row.signedAt) })}</div> : null}
      </div>
      <div className="phone-card-actions">
        <Link to={`/rulebooks/${row.rulebookId}/sign` as never}>
          <Button type={row.signedAt ? 'default' : 'primary'} block>
            {t(row.signedAt ? 'rulebook.sign.reread' : 'rulebook.sign.read')}
          </Button>
        </Link>
        {oversees ? (
          <Link to={`/rulebooks/${row.rulebookId}/signatures` as never}>
            <Button block>{t('rulebook.signatures')}</Button>
          </Link>
        ) : null}
      </div>
    </section>
  );
}
