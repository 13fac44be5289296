/** Putting forward a surveyed area; it takes effect when both departments, and the buyer of a sold room, have confirmed it. */
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { areaText, type UnitOut } from './words.ts';

const areaOf = (text: string): number | null => (/^\d{1,6}(?:\.\d{1,2})?$/.test(text.trim()) ? Number(text) : null);

export function AreaDialog({ unit, onClose }: { readonly unit: UnitOut; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [surveyed, setSurveyed] = useState('');
  const [inner, setInner] = useState('');
  const [reference, setReference] = useState('');
  const [reason, setReason] = useState('');
  const propose = useApiCommand(inventory.proposeArea);
  const surveyedArea = areaOf(surveyed);
  const innerArea = inner.trim() === '' ? null : areaOf(inner);
  const wrongInner = inner.trim() !== '' && innerArea === null;
  return (
    <DialogForm
      title={t('inventory.area.title', { unit: unit.code })}
      okText={t('inventory.area.propose')}
      incomplete={surveyedArea === null || wrongInner || reference.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        await propose.mutateAsync({
          params: { unitId: unit.id },
          body: { surveyedArea: surveyedArea ?? 0, innerArea, surveyReference: reference.trim(), reason },
        });
        showDone(t('inventory.area.proposed'));
        onClose();
      }}
    >
      <Field
        label={t('inventory.area.surveyed')}
        hint={t('inventory.area.now', { area: areaText(unit.surveyedArea ?? unit.predictedArea) || '—' })}
      >
        <Input value={surveyed} inputMode="decimal" suffix="㎡" onChange={(event) => setSurveyed(event.target.value)} />
      </Field>
      <Field label={t('inventory.area.inner')}>
        <Input
          value={inner}
          inputMode="decimal"
          suffix="㎡"
          status={wrongInner ? 'error' : undefined}
          onChange={(event) => setInner(event.target.value)}
        />
      </Field>
      <Field label={t('inventory.area.reference')}>
        <Input value={reference} maxLength={200} onChange={(event) => setReference(event.target.value)} />
      </Field>
      <Field label={t('shell.reason')}>
        <Input.TextArea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
