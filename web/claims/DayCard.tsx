/** Everybody's list of the day, for the manager: who is to be invited, who is to sign or to pay; sent with one press. */
import { Link } from '@tanstack/react-router';
import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { claims } from '#contract/claims.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { showDone } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';

type Row = ResponseOf<typeof claims.day>['rows'][number];

export function DayCard() {
  const { t } = useTranslation();
  const site = useSite();
  const query = useApiQuery(claims.day, { query: { siteId: site.id } });
  const send = useApiCommand(claims.sendDay);
  const rows = query.data?.rows;
  const none = { code: 'NOTHING_ON_THE_LIST', zh: t('claims.day.none'), en: t('claims.day.none') };
  const names = (customers: Row['sign']) =>
    customers.map((one, index) => (
      <span key={one.id}>
        {index > 0 ? t('shell.comma') : ''}
        <Link to={`/customers/${one.id}`}>{one.name}</Link>
      </span>
    ));
  return (
    <Card
      size="small"
      style={{ marginBottom: 12 }}
      title={t('claims.day.title')}
      extra={
        <ActionButton
          size="small"
          label={t('claims.day.send')}
          disabledReason={rows?.length === 0 ? none : null}
          onClick={async () => {
            const { sent } = await send.mutateAsync({ body: { siteId: site.id } });
            showDone(t('claims.day.sent', { count: sent }));
          }}
        />
      }
    >
      {query.data?.byItself ? <p className="muted">{t('claims.day.byItself')}</p> : null}
      <DataList
        pages={wholeList(query, rows)}
        rowKey={(row) => row.staff.id}
        empty={<span className="muted">{t('claims.day.none')}</span>}
        columns={[
          { title: t('claims.day.staff'), width: 120, render: (_: unknown, row: Row) => row.staff.name },
          { title: t('claims.day.invite'), width: 80, dataIndex: 'invite', align: 'right' },
          { title: t('claims.day.sign'), width: 260, render: (_: unknown, row: Row) => names(row.sign) },
          { title: t('claims.day.pay'), width: 260, render: (_: unknown, row: Row) => names(row.pay) },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.staff.name}
            extra={`${t('claims.day.invite')} ${row.invite}`}
            lines={[
              row.sign.length > 0 ? (
                <>
                  {t('claims.day.sign')} {names(row.sign)}
                </>
              ) : null,
              row.pay.length > 0 ? (
                <>
                  {t('claims.day.pay')} {names(row.pay)}
                </>
              ) : null,
            ]}
          />
        )}
      />
    </Card>
  );
}
