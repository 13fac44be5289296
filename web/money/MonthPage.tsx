/** One month of commission: its sums, everybody's, and the steps to the payout. */
import { Button } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { commission, commissionFiles } from '#contract/commission.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askConfirm, showDone } from '../shell/feedback.tsx';
import { formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { usePermission } from '../shell/session.tsx';
import { type Month, stageOf } from './MonthsPage.tsx';
import { Sum, Sums } from './PayParts.tsx';
import { statementTones } from './pay-words.ts';

const PeopleChart = lazy(() => import('./PeopleChart.tsx').then((part) => ({ default: part.PeopleChart })));
type Person = ResponseOf<typeof commission.people>['rows'][number];

export function MonthPage() {
  const { t } = useTranslation();
  const params = useRouteParams<'siteId' | 'month'>();
  const navigate = useNavigate();
  const month = useApiQuery(commission.month, { params });
  const people = useApiPages(commission.people, { params, query: { limit: 100 } });
  const data = month.data;
  const state = (row: Person) =>
    row.state ? <StateTag tone={statementTones[row.state]}>{t(`pay.state.${row.state}`)}</StateTag> : null;
  const open = (row: Person) => {
    if (row.statementId) void navigate({ to: `/statements/${row.statementId}` });
  };
  return (
    <Page
      title={`${t('pay.months.title')} ${params.month}`}
      subtitle={data ? <StateTag tone={stageOf(data).tone}>{t(`pay.stage.${stageOf(data).key}`)}</StateTag> : null}
      actions={data ? <Steps month={data} /> : null}
      query={month}
    >
      {data ? (
        <>
          <Sums>
            <Sum
              main
              name={t('pay.payable')}
              fen={data.isClosed ? data.payableFen : null}
              note={data.isClosed ? t('pay.closed') : t('pay.running')}
            />
            <Sum
              name={t('pay.performance')}
              fen={data.performanceFen}
              note={data.targetFen === null ? undefined : t('pay.sum.targetOf', { target: formatYuan(data.targetFen) })}
              percent={data.targetFen === null ? null : Math.floor((100 * data.performanceFen) / data.targetFen)}
            />
            <Sum
              name={t('pay.commission')}
              fen={data.commissionFen}
              note={t('pay.people.count', { count: data.people })}
            />
            <Sum name={t('pay.house')} fen={data.houseFen} />
          </Sums>
          {people.rows.length > 1 ? (
            <Suspense fallback={<Loading />}>
              <PeopleChart people={people.rows.slice(0, 20)} />
            </Suspense>
          ) : null}
          <DataList
            pages={people}
            rowKey={(row) => row.staff.id}
            onOpen={open}
            columns={[
              { title: t('pay.line.who'), width: 110, render: (_: never, row: Person) => row.staff.name },
              {
                title: t('pay.performance'),
                width: 130,
                align: 'right',
                render: (_: never, row: Person) => formatYuan(row.performanceFen),
              },
              {
                title: t('pay.sum.target'),
                width: 130,
                align: 'right',
                render: (_: never, row: Person) => formatYuan(row.targetFen),
              },
              {
                title: t('pay.commission'),
                width: 120,
                align: 'right',
                render: (_: never, row: Person) => formatYuan(row.commissionFen),
              },
              {
                title: t('pay.payable'),
                width: 120,
                align: 'right',
                render: (_: never, row: Person) => formatYuan(row.payableFen),
              },
              { title: t('pay.state'), width: 100, render: (_: never, row: Person) => state(row) },
              {
                title: t('pay.queries'),
                width: 80,
                align: 'right',
                render: (_: never, row: Person) => row.openQueries || '',
              },
            ]}
            card={(row) => (
              <PhoneCard
                title={row.staff.name}
                extra={state(row)}
                lines={[
                  `${t('pay.performance')} ${formatYuan(row.performanceFen)}`,
                  `${t('pay.commission')} ${formatYuan(row.commissionFen)}`,
                ]}
                {...(row.statementId ? { to: `/statements/${row.statementId}` } : {})}
              />
            )}
          />
        </>
      ) : null}
    </Page>
  );
}

function Steps({ month }: { month: Month }) {
  const { t } = useTranslation();
  const params = { siteId: month.siteId, month: month.month };
  const close = useApiCommand(commission.closeMonth);
  const submit = useApiCommand(commission.submit);
  const pay = useApiCommand(commission.pay);
  const mayPay = usePermission('money.pay') !== null;
  const confirm = (title: string, text: string) => askConfirm({ title, text });
  const run = {
    close: async () => {
      if (!(await confirm(t('pay.close.title', { month: month.month }), t('pay.close.text')))) return;
      const { statements } = await close.mutateAsync({ params });
      showDone(t('pay.close.done', { count: statements }));
    },
    submit: async () => {
      const { submitted, unsigned } = await submit.mutateAsync({ params });
      showDone(t('pay.submit.done', { submitted, unsigned }));
    },
    pay: async () => {
      if (!(await confirm(t('pay.pay.title', { month: month.month }), t('pay.pay.text')))) return;
      const { paid, totalFen } = await pay.mutateAsync({ params });
      showDone(t('pay.pay.done', { count: paid, amount: formatYuan(totalFen) }));
    },
  };
  const payroll = commissionFiles.payroll.path.replace(':siteId', month.siteId).replace(':month', month.month);
  return (
    <>
      {month.isClosed ? null : (
        <ActionButton type="primary" label={t('pay.close')} disabledReason={month.whyNot.close} onClick={run.close} />
      )}
      {month.isClosed ? (
        <>
          <ActionButton label={t('pay.submit')} disabledReason={month.whyNot.submit} onClick={run.submit} />
          <ActionButton type="primary" label={t('pay.pay')} disabledReason={month.whyNot.pay} onClick={run.pay} />
        </>
      ) : null}
      {mayPay && month.isClosed ? (
        <Button href={`/api${payroll}`} download>
          {t('pay.export')}
        </Button>
      ) : null}
      {month.journalId ? <WhyButton journalId={month.journalId} /> : null}
    </>
  );
}
