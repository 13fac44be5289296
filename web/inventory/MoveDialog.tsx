/** Moving a vehicle: where to, as what, by whom, and whether it was inspected before it left. */
import { Checkbox, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { stockStates, type UnitOut } from './words.ts';

export function MoveDialog({ unit, onClose }: { readonly unit: UnitOut; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [location, setLocation] = useState('');
  const [stockState, setStockState] = useState<(typeof stockStates)[number]>(unit.stockState ?? 'in_stock');
  const [movedBy, setMovedBy] = useState<'company' | 'local_dealer'>('company');
  const [inspected, setInspected] = useState(false);
  const [note, setNote] = useState('');
  const move = useApiCommand(inventory.moveVehicle);
  return (
    <DialogForm
      title={t('inventory.move.title', { unit: unit.code })}
      okText={t('inventory.move')}
      incomplete={location.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        await move.mutateAsync({
          params: { unitId: unit.id },
          body: { location: location.trim(), stockState, movedBy, inspected, note },
        });
        showDone(t('inventory.move.done'));
        onClose();
      }}
    >
      <Field label={t('inventory.move.to')} hint={t('inventory.move.from', { location: unit.location || '—' })}>
        <Input value={location} maxLength={80} onChange={(event) => setLocation(event.target.value)} />
      </Field>
      <Field label={t('inventory.stockState')}>
        <Select
          value={stockState}
          onChange={setStockState}
          options={stockStates.map((value) => ({ value, label: t(`inventory.stock.${value}`) }))}
        />
      </Field>
      <Field label={t('inventory.move.by')}>
        <Segmented
          value={movedBy}
          onChange={setMovedBy}
          options={(['company', 'local_dealer'] as const).map((value) => ({
            value,
            label: t(`inventory.move.by.${value}`),
          }))}
        />
      </Field>
      <Checkbox checked={inspected} onChange={(event) => setInspected(event.target.checked)}>
        {t('inventory.move.inspected')}
      </Checkbox>
      <Field label={t('inventory.field.note')}>
        <Input.TextArea rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
