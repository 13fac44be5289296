/** What may be put right about a unit by hand. Prices and areas are not among it: they have papers of their own. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import type { UnitOut } from './words.ts';

const plain = {
  room: ['name', 'project', 'layout'],
  vehicle: ['model', 'colour', 'location'],
  membership: ['name', 'model'],
  stock: ['name', 'model', 'location'],
} as const;
const numeric = { room: [], vehicle: [], membership: ['validityDays'], stock: ['quantity'] } as const;

export function EditUnitDialog({ unit, onClose }: { readonly unit: UnitOut; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const defined = useApiQuery(inventory.fields, {}, { live: ['inventory'] }).data?.fields ?? [];
  const fields = defined.filter(({ kind, retired }) => kind === unit.kind && !retired);
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(plain[unit.kind].map((key) => [key, unit[key]])),
  );
  const [numbers, setNumbers] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(numeric[unit.kind].map((key) => [key, String(unit[key] ?? '')])),
  );
  const [own, setOwn] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(Object.entries(unit.fields).map(([key, value]) => [key, value === null ? '' : String(value)])),
  );
  const edit = useApiCommand(inventory.editUnit);
  const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));
  const wrong = Object.values(numbers).some((text) => text.trim() !== '' && !/^\d+$/.test(text.trim()));
  return (
    <DialogForm
      title={t('inventory.edit.title', { unit: unit.code })}
      incomplete={wrong}
      onCancel={onClose}
      onSubmit={async () => {
        const values = Object.fromEntries(
          fields.map(({ key, type }) => [
            key,
            own[key] ? (type === 'number' ? Number(own[key]) : (own[key] ?? '')) : null,
          ]),
        );
        await edit.mutateAsync({
          params: { unitId: unit.id },
          body: {
            ...texts,
            ...Object.fromEntries(Object.entries(numbers).map(([key, text]) => [key, numberOf(text)])),
            ...(fields.length > 0 ? { fields: values } : {}),
            version: unit.version,
          },
        });
        showDone(t('inventory.edit.done'));
        onClose();
      }}
    >
      {plain[unit.kind].map((key) => (
        <Field key={key} label={t(`inventory.${key}`)}>
          <Input
            value={texts[key]}
            maxLength={100}
            onChange={(event) => setTexts({ ...texts, [key]: event.target.value })}
          />
        </Field>
      ))}
      {numeric[unit.kind].map((key) => (
        <Field key={key} label={t(`inventory.${key}`)}>
          <Input
            value={numbers[key]}
            inputMode="numeric"
            onChange={(event) => setNumbers({ ...numbers, [key]: event.target.value })}
          />
        </Field>
      ))}
      {fields.map(({ key, label, type, options }) => (
        <Field key={key} label={label}>
          {type === 'choice' ? (
            <Select
              allowClear
              value={own[key] || undefined}
              onChange={(value?: string) => setOwn({ ...own, [key]: value ?? '' })}
              options={options.map((value) => ({ value, label: value }))}
            />
          ) : (
            <Input
              type={type === 'date' ? 'date' : 'text'}
              inputMode={type === 'number' ? 'decimal' : undefined}
              value={own[key] ?? ''}
              onChange={(event) => setOwn({ ...own, [key]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </DialogForm>
  );
}
