/** The filters above the decisions: kind, clause, person, customer, outcome, days. */
import { Button, Checkbox, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { journal, outcomes } from '#contract/journal.ts';
import { organisation } from '#contract/organisation.ts';
import { textOf } from '../shell/i18n.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission, useSession, useSiteOrNull } from '../shell/session.tsx';
import { journalDefaults, type JournalSearch } from './search.ts';

interface Props {
  readonly search: JournalSearch;
  readonly onChange: (change: Partial<JournalSearch>) => void;
}

export function JournalFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  const { sites } = useSession();
  const isFiltered = Object.entries(journalDefaults).some(
    ([key, value]) => search[key as keyof JournalSearch] !== value,
  );
  return (
    <>
      <KindFilter search={search} onChange={onChange} />
      <ClauseFilter key={search.clause} search={search} onChange={onChange} />
      <PersonFilter search={search} onChange={onChange} />
      {usePermission('customers.read') ? <CustomerFilter search={search} onChange={onChange} /> : null}
      <Select
        aria-label={t('journal.filter.outcome')}
        value={search.outcome}
        onChange={(outcome) => onChange({ outcome })}
        style={{ width: 130 }}
        options={['', ...outcomes].map((value) => ({ value, label: t(`journal.outcome.${value || 'any'}`) }))}
      />
      <DayInput label={t('journal.from')} value={search.from} onChange={(from) => onChange({ from })} />
      <span className="muted">–</span>
      <DayInput label={t('journal.to')} value={search.to} min={search.from} onChange={(to) => onChange({ to })} />
      {sites.length > 1 ? (
        <Checkbox checked={search.all} onChange={(event) => onChange({ all: event.target.checked })}>
          {t('journal.allSites')}
        </Checkbox>
      ) : null}
      {isFiltered ? <Button onClick={() => onChange(journalDefaults)}>{t('shell.reset')}</Button> : null}
    </>
  );
}

/** The kinds of the capability that is looked at, or all of them. */
function KindFilter({ search, onChange }: Props) {
  const { t } = useTranslation();
  const kinds = useApiQuery(journal.kinds, {}, { live: [], staleTime: Number.POSITIVE_INFINITY }).data?.rows ?? [];
  const [capability = ''] = search.kind.split('.');
  return (
    <Select
      aria-label={t('journal.filter.kind')}
      value={search.kind.includes('.') ? search.kind : undefined}
      placeholder={t('journal.filter.kind')}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: 170 }}
      onChange={(kind?: string) => onChange({ kind: kind ?? capability })}
      options={kinds
        .filter(({ kind }) => capability === '' || kind.startsWith(`${capability}.`))
        .map((row) => ({ value: row.kind, label: textOf(row) }))}
    />
  );
}

/** Searched on Enter or when one leaves it: half a clause finds nothing. */
function ClauseFilter({ search, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(search.clause);
  const take = (): void => {
    if (typed.trim() !== search.clause) onChange({ clause: typed.trim() });
  };
  return (
    <Input
      aria-label={t('journal.filter.clause')}
      placeholder={t('journal.filter.clause')}
      value={typed}
      maxLength={60}
      allowClear
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={take}
      onBlur={take}
      onClear={() => onChange({ clause: '' })}
      style={{ width: 150 }}
    />
  );
}

function PersonFilter({ search, onChange }: Props) {
  const { t } = useTranslation();
  const site = useSiteOrNull();
  const mayRead = usePermission('organisation.read') !== null;
  const { data } = useApiQuery(
    organisation.staff,
    { query: { ...(site && !search.all ? { siteId: site.id } : {}), limit: 200 } },
    { staleTime: 60_000, enabled: mayRead },
  );
  return (
    <StaffSelect
      people={data?.rows ?? []}
      value={search.staffId || null}
      onChange={(staffId) => onChange({ staffId: staffId ?? '' })}
      placeholder={t('journal.filter.person')}
      style={{ width: 140 }}
    />
  );
}

const PAUSE_MS = 200;

/** Found as the desk finds them: by name, pinyin, number or its tail. */
function CustomerFilter({ search, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const hits = useApiQuery(
    customers.recognise,
    { query: { q: asked } },
    { enabled: asked.length >= 2, keepPrevious: true },
  );
  const chosen = useApiQuery(
    customers.get,
    { params: { customerId: search.customerId } },
    { enabled: search.customerId !== '', staleTime: 60_000 },
  ).data;
  const found = (hits.data?.known ?? []).map(({ customer }) => ({ value: customer.id, label: customer.name }));
  const isListed = found.some(({ value }) => value === search.customerId);
  const own = search.customerId && !isListed ? [{ value: search.customerId, label: nameOf(chosen) }] : [];
  return (
    <Select
      aria-label={t('journal.filter.customer')}
      placeholder={t('journal.filter.customer')}
      value={search.customerId || undefined}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      onChange={(customerId?: string) => onChange({ customerId: customerId ?? '' })}
      options={[...own, ...found]}
      notFoundContent={t('journal.filter.customer.type')}
      style={{ width: 150 }}
    />
  );
}

const nameOf = (customer: { readonly name?: string } | undefined): string => customer?.name ?? '…';
