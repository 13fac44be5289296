/** A new price list: the rooms or vehicles it is about, moved together by a percentage or a sum, then put right one by one. */
import { Alert, Input, Segmented, Select } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import { api } from '../shell/api.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { instantOfInput } from '../shell/format.ts';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import { movedPrice, type PriceMove } from './price-move.ts';
import type { UnitOut } from './words.ts';

const PAGE_ROWS = 200;
const ROWS_MAX = 5_000; // what one list may hold

/** Every unsold unit the list is about, page by page. */
async function unitsOf(
  siteId: string,
  query: { kind?: string; building?: string; layout?: string },
): Promise<UnitOut[]> {
  const found: UnitOut[] = [];
  let cursor: string | null = null;
  do {
    const page: { rows: UnitOut[]; nextCursor: string | null } = await api(inventory.units, {
      query: { siteId, limit: PAGE_ROWS, ...query, ...(cursor ? { cursor } : {}) } as never,
    });
    found.push(...page.rows);
    cursor = page.nextCursor;
  } while (cursor && found.length < ROWS_MAX);
  return found.filter(({ state }) => state === 'available' || state === 'withheld' || state === 'held');
}

export function DraftDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const site = useSite();
  const navigate = useNavigate();
  const board = useApiQuery(inventory.board, { params: { siteId: site.id } }, { live: [] }).data;
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const [buildings, setBuildings] = useState<readonly string[]>([]);
  const [layouts, setLayouts] = useState<readonly string[]>([]);
  const [move, setMove] = useState<PriceMove['by']>('percent');
  const [amount, setAmount] = useState('');
  const [from, setFrom] = useState('');
  const [nothing, setNothing] = useState(false);
  const draft = useApiCommand(inventory.draftPriceList);
  const value = Number(amount);
  const wrong = amount.trim() === '' || Number.isNaN(value);
  const options = (values: readonly string[]) => values.map((one) => ({ value: one, label: one }));
  return (
    <DialogForm
      title={t('inventory.prices.draft')}
      okText={t('inventory.prices.draft.do')}
      width={560}
      incomplete={name.trim() === '' || wrong}
      onCancel={onClose}
      onSubmit={async () => {
        const units = await unitsOf(site.id, buildings.length === 1 && buildings[0] ? { building: buildings[0] } : {});
        const items = units.flatMap((unit) => {
          if (buildings.length > 0 && !buildings.includes(unit.building)) return [];
          if (layouts.length > 0 && !layouts.includes(unit.layout)) return [];
          const moved = movedPrice(unit, { by: move, value });
          return moved === null ? [] : [{ unitId: unit.id, ...moved }];
        });
        setNothing(items.length === 0);
        if (items.length === 0) return;
        const { list } = await draft.mutateAsync({
          params: { siteId: site.id },
          body: { name: name.trim(), reason, items, ...(from === '' ? {} : { effectiveAt: instantOfInput(from) }) },
        });
        onClose();
        await navigate({ to: `/inventory/prices/${list.id}` });
      }}
    >
      <Field label={t('inventory.name')}>
        <Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
      </Field>
      <div className="two-columns">
        <Field label={t('inventory.building')} hint={t('inventory.prices.all')}>
          <Select
            mode="multiple"
            value={[...buildings]}
            onChange={setBuildings}
            options={options((board?.buildings ?? []).map(({ building }) => building))}
          />
        </Field>
        <Field label={t('inventory.layout')}>
          <Select
            mode="multiple"
            value={[...layouts]}
            onChange={setLayouts}
            options={options([...new Set((board?.cells ?? []).map(({ layout }) => layout).filter(Boolean))].sort())}
          />
        </Field>
        <Field label={t('inventory.prices.move')}>
          <Segmented
            value={move}
            onChange={setMove}
            options={(['percent', 'yuan', 'perMetre'] as const).map((one) => ({
              value: one,
              label: t(`inventory.prices.move.${one}`),
            }))}
          />
        </Field>
        <Field label={t('inventory.prices.amount')} hint={t('inventory.prices.amount.hint')}>
          <Input
            value={amount}
            inputMode="decimal"
            suffix={move === 'percent' ? '%' : t('inventory.yuan')}
            onChange={(event) => setAmount(event.target.value)}
          />
        </Field>
      </div>
      <Field label={t('inventory.prices.effective')} hint={t('inventory.prices.effective.hint')}>
        <Input type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field label={t('shell.reason')}>
        <Input.TextArea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {nothing ? <Alert type="warning" showIcon title={t('inventory.prices.nothing')} /> : null}
    </DialogForm>
  );
}
