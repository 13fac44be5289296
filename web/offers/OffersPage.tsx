/** Offers and their quotations, with filters that stay in the address. */
import { Input, Select } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { offers } from '#contract/offers.ts';
import { useColleagues } from '../claims/use-colleagues.ts';
import { formatDay, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiPages } from '../shell/queries.ts';
import { usePermission, useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { ends, type OfferRowOut, type OfferState, offerTones, quotationTones, stages } from './words.ts';

const defaults = { state: 'open', quotation: '', consultant: '', q: '' };
const TYPING_MS = 250;

export function OffersPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const site = useSite();
  const [filters, setFilters] = useUrlState(defaults);
  const mayWrite = usePermission('offers.write') !== null;
  const { state, quotation, consultant, q } = filters;
  const pages = useApiPages(
    offers.list,
    {
      query: {
        siteId: site.id,
        ...(state === 'open' ? { open: 'true' as const } : state ? { state: state as OfferState } : {}),
        ...(quotation ? { quotation: quotation as 'pending' | 'issued' } : {}),
        ...(consultant ? { consultantId: consultant } : {}),
        ...(q ? { q } : {}),
      },
    },
    { live: ['offers', 'approvals'] },
  );
  return (
    <Page
      title={t('offers.list.title')}
      actions={
        mayWrite ? (
          <ActionButton
            type="primary"
            label={t('offers.new.title')}
            hotkey="alt+n"
            onClick={() => void navigate({ to: '/offers/new' })}
          />
        ) : undefined
      }
      filters={<Filters filters={filters} setFilters={setFilters} />}
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: `/offers/${row.id}` })}
        empty={<EmptyState title={t('offers.empty')} text={t('offers.empty.text')} />}
        columns={[
          { title: t('offers.customer'), width: 110, render: (_, row) => row.customer.name },
          { title: t('offers.title'), width: 160, render: (_, row) => row.title || '—' },
          { title: t('offers.units'), width: 180, render: (_, row) => row.units.join('、') || '—' },
          { title: t('offers.state'), width: 100, render: (_, row) => <OfferTag state={row.state} /> },
          { title: t('offers.quotation'), width: 220, render: (_, row) => <Quoted row={row} /> },
          { title: t('offers.consultant'), width: 90, render: (_, row) => row.consultant.name },
          { title: t('offers.validUntil'), width: 110, render: (_, row) => row.validUntil },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.title || row.units.join('、') || row.customer.name}
            to={`/offers/${row.id}`}
            extra={<OfferTag state={row.state} />}
            lines={[
              `${row.customer.name} · ${row.consultant.name}`,
              row.quotation
                ? `${t(`offers.quotation.${row.quotation.state}`)} ¥${formatYuan(row.quotation.priceFen)}`
                : t('offers.quotation.none'),
              `${formatDay(row.openedAt)} – ${row.validUntil}`,
            ]}
          />
        )}
      />
    </Page>
  );
}

function Quoted({ row: { quotation } }: { readonly row: OfferRowOut }) {
  const { t } = useTranslation();
  if (!quotation) return <span className="muted">{t('offers.quotation.none')}</span>;
  return (
    <>
      <StateTag tone={quotationTones[quotation.state]}>{t(`offers.quotation.${quotation.state}`)}</StateTag> ¥
      {formatYuan(quotation.priceFen)}
    </>
  );
}

export function OfferTag({ state }: { readonly state: OfferState }) {
  const { t } = useTranslation();
  return <StateTag tone={offerTones[state]}>{t(`offers.state.${state}`)}</StateTag>;
}

type Filters = typeof defaults;

function Filters({ filters, setFilters }: { filters: Filters; setFilters: (change: Partial<Filters>) => void }) {
  const { t } = useTranslation();
  const site = useSite();
  const seesOthers = usePermission('offers.read') !== 'self';
  const colleagues = useColleagues(site.id);
  const [typed, setTyped] = useState(filters.q);
  useEffect(() => {
    const timer = setTimeout(() => typed !== filters.q && setFilters({ q: typed }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, filters.q, setFilters]);
  return (
    <>
      <Input
        allowClear
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        placeholder={t('offers.search')}
        aria-label={t('offers.search')}
        style={{ width: 220 }}
      />
      <Select
        value={filters.state}
        onChange={(state) => setFilters({ state })}
        aria-label={t('offers.state')}
        style={{ width: 130 }}
        options={['open', '', ...stages, ...ends].map((value) => ({
          value,
          label: t(`offers.state.${value || 'all'}`),
        }))}
      />
      <Select
        value={filters.quotation}
        onChange={(quotation) => setFilters({ quotation })}
        aria-label={t('offers.quotation')}
        style={{ width: 140 }}
        options={['', 'pending', 'issued'].map((value) => ({ value, label: t(`offers.quotation.${value || 'any'}`) }))}
      />
      {seesOthers ? (
        <StaffSelect
          people={colleagues}
          value={filters.consultant || null}
          onChange={(consultant) => setFilters({ consultant: consultant ?? '' })}
          placeholder={t('offers.consultant')}
          style={{ width: 140 }}
        />
      ) : null}
    </>
  );
}
