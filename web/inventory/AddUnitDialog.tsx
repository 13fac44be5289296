/** A unit put in by hand, with its first price. Many at once come by a sheet. */
import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import { showDone } from '../shell/feedback.tsx';
import { fenOf } from '../shell/format.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';

type Kind = 'room' | 'vehicle' | 'membership' | 'stock';
const asked: Readonly<Record<Kind, readonly string[]>> = {
  room: ['project', 'building', 'entrance', 'floor', 'room', 'layout', 'predictedArea'],
  vehicle: ['vin', 'model', 'colour', 'location'],
  membership: ['name', 'validityDays'],
  stock: ['name', 'model', 'quantity'],
};
const needed: Readonly<Record<Kind, readonly string[]>> = {
  room: ['building', 'room'],
  vehicle: ['vin', 'model'],
  membership: ['name'],
  stock: ['name'],
};
const numeric = new Set(['floor', 'predictedArea', 'validityDays', 'quantity']);

export function AddUnitDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const site = useSite();
  const [kind, setKind] = useState<Kind>(site.kind === 'car_showroom' ? 'vehicle' : 'room');
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [price, setPrice] = useState('');
  const [withheld, setWithheld] = useState(false);
  const add = useApiCommand(inventory.addUnit);
  const fen = price.trim() === '' ? null : fenOf(price);
  const wrongPrice = price.trim() !== '' && fen === null;
  const missing = needed[kind].some((key) => !texts[key]?.trim());
  const body = Object.fromEntries(
    asked[kind].flatMap((key) => {
      const text = texts[key]?.trim() ?? '';
      return text === '' ? [] : [[key, numeric.has(key) ? Number(text) : text]];
    }),
  );
  return (
    <DialogForm
      title={t('inventory.add')}
      okText={t('inventory.add')}
      incomplete={missing || wrongPrice}
      onCancel={onClose}
      onSubmit={async () => {
        const code = kind === 'membership' || kind === 'stock' ? { code: texts.name?.trim() ?? '' } : {};
        const { unit } = await add.mutateAsync({
          params: { siteId: site.id },
          body: { kind, ...code, ...body, ...(fen === null ? {} : { listPriceFen: fen }), withheld },
        });
        showDone(t('inventory.add.done', { unit: unit.code }));
        onClose();
      }}
    >
      <Field label={t('inventory.kind')}>
        <Select<Kind>
          value={kind}
          onChange={setKind}
          options={(['room', 'vehicle', 'membership', 'stock'] as const).map((value) => ({
            value,
            label: t(`inventory.kind.${value}`),
          }))}
        />
      </Field>
      <div className="two-columns">
        {asked[kind].map((key) => (
          <Field
            key={`${kind} ${key}`}
            label={t(key === 'predictedArea' ? 'inventory.area.predicted' : `inventory.${key}`)}
          >
            <Input
              value={texts[key] ?? ''}
              maxLength={60}
              inputMode={numeric.has(key) ? 'decimal' : undefined}
              onChange={(event) => setTexts({ ...texts, [key]: event.target.value })}
            />
          </Field>
        ))}
        <Field label={t('inventory.price.list')}>
          <Input
            value={price}
            inputMode="decimal"
            prefix="¥"
            status={wrongPrice ? 'error' : undefined}
            onChange={(event) => setPrice(event.target.value)}
          />
        </Field>
      </div>
      <Checkbox checked={withheld} onChange={(event) => setWithheld(event.target.checked)}>
        {t('inventory.add.withheld')}
      </Checkbox>
    </DialogForm>
  );
}
