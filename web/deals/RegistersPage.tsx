/** The registers of the house: small deposits, subscriptions and orders, contracts, handovers; printed or taken away as a file. */
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { deals } from '#contract/deals.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { useColleagues } from '../claims/use-colleagues.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatInstant, formatYuan, localToday } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiCommand, useApiPages } from '../shell/queries.ts';
import { usePermission, useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { PromiseTag } from './PromiseTag.tsx';
import { stateTones } from './words.ts';
import './deals.css';

type Row = ResponseOf<typeof deals.bookings>['rows'][number];
const registers = {
  bookings: { route: deals.bookings, path: 'bookings' },
  contracts: { route: deals.contracts, path: 'contracts' },
  handovers: { route: deals.handovers, path: 'handovers' },
  smallDeposits: { route: deals.smallDeposits, path: 'small-deposits' },
} as const;
type Register = keyof typeof registers;
const defaults = { register: 'bookings', from: '', to: '', consultant: '', month: '' };

export function RegistersPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const site = useSite();
  const colleagues = useColleagues(site.id);
  const [filters, setFilters] = useUrlState(defaults);
  const register = (Object.hasOwn(registers, filters.register) ? filters.register : 'bookings') as Register;
  const query = {
    siteId: site.id,
    ...(filters.from ? { from: filters.from } : {}),
    ...(filters.to ? { to: filters.to } : {}),
    ...(filters.consultant ? { consultantId: filters.consultant } : {}),
  };
  const pages = useApiPages(registers[register].route, { query: { ...query, limit: 100 } }, { live: ['deals'] });
  const file = `/api/deal-registers/${registers[register].path}/file?${new URLSearchParams(query)}`;
  const number = (row: Row) => (register === 'contracts' ? (row.contractNumber ?? row.number) : row.number);
  return (
    <Page
      title={t('deals.registers.title')}
      actions={
        <>
          {register === 'contracts' ? <Bind /> : null}
          <ActionButton label={t('deals.printPage')} onClick={() => window.print()} />
          <Button href={file} download>
            {t('deals.export')}
          </Button>
        </>
      }
      filters={
        <>
          <Segmented
            value={register}
            onChange={(value) => setFilters({ register: value })}
            options={Object.keys(registers).map((value) => ({ value, label: t(`deals.register.${value}`) }))}
          />
          <DayInput value={filters.from} onChange={(from) => setFilters({ from })} label={t('deals.from')} />
          <DayInput
            value={filters.to}
            onChange={(to) => setFilters({ to })}
            label={t('deals.to')}
            min={filters.from || undefined}
          />
          <StaffSelect
            people={colleagues}
            value={filters.consultant || null}
            onChange={(consultant) => setFilters({ consultant: consultant ?? '' })}
            placeholder={t('deals.consultant')}
            style={{ width: 140 }}
          />
        </>
      }
    >
      <h2 className="only-print">{t(`deals.register.${register}`)}</h2>
      <DataList
        pages={pages}
        rowKey={(row) => row.dealId}
        onOpen={(row) => void navigate({ to: `/deals/${row.dealId}` })}
        columns={[
          { title: t('deals.number'), width: 140, render: (_, row) => number(row) },
          { title: t('deals.at'), width: 120, render: (_, row) => formatInstant(row.at) },
          { title: t('deals.unit'), width: 150, render: (_, row) => row.unit?.name || row.unit?.code || '' },
          { title: t('deals.customer'), width: 110, render: (_, row) => row.customer.name },
          { title: t('deals.consultant'), width: 90, render: (_, row) => row.consultant.name },
          ...(register === 'handovers'
            ? []
            : [
                {
                  title: t('deals.listPrice'),
                  width: 120,
                  align: 'right' as const,
                  render: (_: never, row: Row) => formatYuan(row.listPriceFen),
                },
              ]),
          { title: t('deals.price'), width: 120, align: 'right', render: (_, row) => formatYuan(row.priceFen) },
          ...(register === 'handovers'
            ? []
            : [
                {
                  title: t(register === 'smallDeposits' ? 'deals.smallDeposit' : 'deals.deposit'),
                  width: 110,
                  align: 'right' as const,
                  render: (_: never, row: Row) =>
                    formatYuan(register === 'smallDeposits' ? row.smallDepositFen : row.depositFen),
                },
              ]),
          { title: t('deals.paid'), width: 120, align: 'right', render: (_, row) => formatYuan(row.paidFen) },
          ...(register === 'contracts'
            ? [
                { title: t('deals.volume'), width: 120, render: (_: never, row: Row) => row.volume ?? '—' },
                {
                  title: t('deals.room.recheck'),
                  width: 110,
                  render: (_: never, row: Row) => (row.recheck ? t(`deals.room.recheck.${row.recheck}`) : ''),
                },
              ]
            : []),
          ...(register === 'handovers'
            ? [
                {
                  title: t('deals.queue.promised'),
                  width: 120,
                  render: (_: never, row: Row) => row.deliveryDueOn ?? '—',
                },
                { title: t('deals.daysLate'), width: 120, render: (_: never, row: Row) => <Punctual row={row} /> },
              ]
            : []),
          {
            title: t('deals.state'),
            width: 110,
            render: (_, row) => <StateTag tone={stateTones[row.state]}>{t(`deals.state.${row.state}`)}</StateTag>,
          },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.unit?.name || row.unit?.code || row.number}
            to={`/deals/${row.dealId}`}
            extra={<StateTag tone={stateTones[row.state]}>{t(`deals.state.${row.state}`)}</StateTag>}
            lines={[
              `${number(row)} · ${formatInstant(row.at)}`,
              `${row.customer.name} · ${row.consultant.name} · ¥${formatYuan(row.priceFen)}`,
              register === 'handovers' && row.deliveryDueOn ? (
                <span key="promised">
                  {t('deals.queue.promised')} {row.deliveryDueOn} <Punctual row={row} />
                </span>
              ) : null,
            ]}
          />
        )}
      />
    </Page>
  );
}

const Punctual = ({ row }: { readonly row: Row }) => (
  <PromiseTag promisedOn={row.deliveryDueOn} handedOverAt={row.at} daysLate={row.daysLate} />
);

const monthBefore = (): string => {
  const [year = 2000, month = 1] = localToday().split('-').map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
};

/** The contracts of a month are numbered and bound together. */
function Bind() {
  const { t } = useTranslation();
  const site = useSite();
  const mayBind = usePermission('deals.register') !== null;
  const [{ month }, setFilters] = useUrlState(defaults);
  const bind = useApiCommand(deals.bind);
  const chosen = month || monthBefore();
  if (!mayBind) return null;
  return (
    <>
      <Input
        type="month"
        value={chosen}
        aria-label={t('deals.bind.month')}
        onChange={(event) => setFilters({ month: event.target.value })}
        style={{ width: 150 }}
      />
      <ActionButton
        label={t('deals.bind')}
        onClick={async () => {
          const { number, contracts } = await bind.mutateAsync({
            params: { siteId: site.id },
            body: { month: chosen },
          });
          showDone(t('deals.bound', { number, contracts }));
        }}
      />
    </>
  );
}
