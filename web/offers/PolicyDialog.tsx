/** The policy of a customer: price, settlement, service and other treatment, all four written down, between two days. */
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { offers } from '#contract/offers.ts';
import { showDone } from '../shell/feedback.tsx';
import { localToday } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';

const fields = ['price', 'settlement', 'service', 'other'] as const;

export function PolicyDialog({ customerId, onClose }: { readonly customerId: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState({ price: '', settlement: '', service: '', other: '' });
  const [percent, setPercent] = useState('0');
  const [validFrom, setFrom] = useState(localToday());
  const [validUntil, setUntil] = useState('');
  const policy = useApiCommand(offers.policy);
  const discountPercent = /^\d{1,3}(\.\d{1,2})?$/.test(percent.trim()) ? Number(percent) : Number.NaN;
  const isWhole =
    fields.every((field) => words[field].trim() !== '') &&
    discountPercent <= 100 &&
    validFrom !== '' &&
    validUntil !== '';
  return (
    <DialogForm
      title={t('offers.policy.new')}
      okText={t('offers.policy.send')}
      incomplete={!isWhole}
      onCancel={onClose}
      onSubmit={async () => {
        await policy.mutateAsync({
          params: { customerId },
          body: { ...words, discountPercent, validFrom, validUntil },
        });
        showDone(t('offers.policy.asked'));
        onClose();
      }}
    >
      {fields.map((field) => (
        <Field key={field} label={t(`offers.policy.${field}`)}>
          <Input.TextArea
            rows={2}
            maxLength={2000}
            value={words[field]}
            onChange={(event) => setWords({ ...words, [field]: event.target.value })}
          />
        </Field>
      ))}
      <Field label={t('offers.policy.percent')} hint={t('offers.policy.percent.hint')}>
        <Input
          value={percent}
          inputMode="decimal"
          suffix="%"
          status={Number.isNaN(discountPercent) ? 'error' : undefined}
          onChange={(event) => setPercent(event.target.value)}
        />
      </Field>
      <div className="deal-fields">
        <Field label={t('offers.policy.from')}>
          <DayInput value={validFrom} onChange={setFrom} label={t('offers.policy.from')} />
        </Field>
        <Field label={t('offers.policy.until')}>
          <DayInput value={validUntil} onChange={setUntil} label={t('offers.policy.until')} min={localToday()} />
        </Field>
      </div>
    </DialogForm>
  );
}
