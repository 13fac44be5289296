/** Closing the day: what the books say, what was counted, what has not gone to the bank; and the months. */
import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askConfirm, showDone } from '../shell/feedback.tsx';
import { fenOf, formatInstant, formatYuan, localToday } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { FenInput, Yuan } from './LedgerParts.tsx';
import { closeTones } from './ledger-words.ts';
import { MonthsTable } from './MonthsTable.tsx';
import { Sum, Sums } from './PayParts.tsx';

type Day = ResponseOf<typeof money.day>;
type Close = ResponseOf<typeof money.closes>['rows'][number];
const defaults = { day: '' };
const methods = ['cash', 'card', 'cheque'] as const;

export function DayPage() {
  const { t } = useTranslation();
  const site = useSite();
  const [state, setState] = useUrlState(defaults);
  const day = state.day || localToday();
  const query = useApiQuery(money.day, { params: { siteId: site.id }, query: { day } });
  const closes = useApiPages(money.closes, { params: { siteId: site.id }, query: {} });
  const bank = useApiCommand(money.bankCash);
  const data = query.data;
  const toBank = async () => {
    const amount = formatYuan(data?.unbankedFen ?? 0);
    if (!(await askConfirm({ title: t('money.banked.title', { amount }), text: t('money.banked.text') }))) return;
    await bank.mutateAsync({ params: { siteId: site.id }, body: { day } });
    showDone(t('money.banked.done'));
  };
  return (
    <Page
      title={t('money.day.title')}
      subtitle={data ? <StateTag tone={closeTones[data.state]}>{t(`money.close.${data.state}`)}</StateTag> : null}
      actions={
        data && data.unbankedFen !== 0 ? (
          <ActionButton label={t('money.banked')} disabledReason={data.whyNot.bank} onClick={toBank} />
        ) : null
      }
      filters={
        <DayInput
          value={day}
          onChange={(value) => setState({ day: value })}
          label={t('money.businessDay')}
          max={localToday()}
        />
      }
      query={query}
    >
      {data ? (
        <>
          <Sums>
            <Sum
              main
              name={t('money.day.received')}
              fen={data.receivedFen}
              note={t('money.day.entries', { count: data.entries })}
            />
            <Sum name={t('money.day.paidOut')} fen={data.paidOutFen} />
            <Sum name={t('money.day.unbanked')} fen={data.unbankedFen} />
            <Sum name={t('money.day.difference')} fen={data.differenceFen} less />
          </Sums>
          {data.exceptions.length > 0 ? (
            <p className="money-note is-bad">
              {t('money.day.exceptions', {
                list: data.exceptions.map((one) => `${one.day} ${formatYuan(one.amountFen)}`).join('；'),
              })}
            </p>
          ) : null}
          <Count key={`${data.day}-${data.state}`} data={data} siteId={site.id} />
        </>
      ) : null}
      <h2 className="money-section">{t('money.day.closes')}</h2>
      <DataList
        pages={closes}
        rowKey={(row) => row.id}
        onOpen={(row) => setState({ day: row.day })}
        columns={[
          { title: t('money.businessDay'), width: 110, dataIndex: 'day' },
          {
            title: t('money.state'),
            width: 100,
            render: (_, row) => <StateTag tone={closeTones[row.state]}>{t(`money.close.${row.state}`)}</StateTag>,
          },
          {
            title: t('money.day.received'),
            width: 130,
            align: 'right',
            render: (_, row) => <Yuan fen={row.receivedFen} />,
          },
          {
            title: t('money.day.paidOut'),
            width: 120,
            align: 'right',
            render: (_, row) => <Yuan fen={row.paidOutFen} />,
          },
          {
            title: t('money.day.difference'),
            width: 110,
            align: 'right',
            render: (_, row) => <Yuan fen={row.differenceFen} />,
          },
          { title: t('money.day.explanation'), width: 220, ellipsis: true, dataIndex: 'explanation' },
          {
            title: t('money.day.by'),
            width: 180,
            render: (_, row) => `${row.closedBy.name} ${formatInstant(row.closedAt)}`,
          },
          { title: '', width: 40, render: (_, row) => <WhyButton kind="icon" journalId={row.journalId} /> },
        ]}
        card={(row: Close) => (
          <PhoneCard
            title={row.day}
            extra={<StateTag tone={closeTones[row.state]}>{t(`money.close.${row.state}`)}</StateTag>}
            lines={[`${t('money.day.received')} ${formatYuan(row.receivedFen)}`, row.explanation]}
            onClick={() => setState({ day: row.day })}
          />
        )}
      />
      <h2 className="money-section">{t('money.months')}</h2>
      <MonthsTable siteId={site.id} />
    </Page>
  );
}

function Count({ data, siteId }: { data: Day; siteId: string }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [explanation, setExplanation] = useState('');
  const close = useApiCommand(money.closeDay);
  const isOpen = data.state === 'open';
  useEffect(() => setTyped({}), []);
  const counted = (method: string): number | null => {
    const text = typed[method] ?? '';
    if (!isOpen) return data.counted?.[method] ?? null;
    return text === '' ? (data.booked[method] === 0 ? 0 : null) : text.startsWith('-') ? negative(text) : fenOf(text);
  };
  const rows = methods.map((method) => ({ method, booked: data.booked[method] ?? 0, counted: counted(method) }));
  const isComplete = rows.every((row) => row.counted !== null);
  const difference = rows.reduce((sum, row) => sum + (row.counted ?? 0) - row.booked, 0);
  const differs = rows.some((row) => row.counted !== null && row.counted !== row.booked);
  const submit = async () => {
    const sums = Object.fromEntries(rows.map((row) => [row.method, row.counted ?? 0])) as {
      cash: number;
      card: number;
      cheque: number;
    };
    const { day } = await close.mutateAsync({
      params: { siteId },
      body: { day: data.day, counted: sums, explanation },
    });
    showDone(t(day.state === 'pending' ? 'money.close.sent' : 'money.close.done'));
  };
  return (
    <>
      <div className="money-count">
        <span className="is-head" />
        <span className="is-head money-num">{t('money.day.booked')}</span>
        <span className="is-head money-num">{t('money.day.counted')}</span>
        <span className="is-head money-num">{t('money.day.difference')}</span>
        {rows.map((row) => [
          <span key={`${row.method}-name`}>{t(`money.method.${row.method}`)}</span>,
          <Yuan key={`${row.method}-booked`} fen={row.booked} />,
          isOpen ? (
            <FenInput
              key={`${row.method}-counted`}
              value={typed[row.method] ?? ''}
              onChange={(value) => setTyped({ ...typed, [row.method]: value })}
              label={`${t(`money.method.${row.method}`)} ${t('money.day.counted')}`}
            />
          ) : (
            <Yuan key={`${row.method}-counted`} fen={row.counted} />
          ),
          <Yuan key={`${row.method}-diff`} fen={row.counted === null ? null : row.counted - row.booked} />,
        ])}
      </div>
      {differs && isOpen ? (
        <Input.TextArea
          rows={2}
          style={{ maxWidth: 560, marginTop: 8 }}
          value={explanation}
          onChange={(event) => setExplanation(event.target.value)}
          placeholder={t('money.day.explain', { amount: formatYuan(difference) })}
          aria-label={t('money.day.explanation')}
        />
      ) : null}
      {data.explanation ? <p className="money-note">{data.explanation}</p> : null}
      {isOpen ? (
        <p style={{ marginTop: 10 }}>
          <ActionButton
            type="primary"
            label={t(differs ? 'money.close.send' : 'money.close')}
            disabledReason={data.whyNot.close ?? (isComplete ? null : t('money.day.countFirst'))}
            disabled={differs && explanation.trim() === ''}
            onClick={submit}
          />
        </p>
      ) : null}
    </>
  );
}
const negative = (text: string): number | null => {
  const fen = fenOf(text.slice(1));
  return fen === null ? null : -fen;
};
