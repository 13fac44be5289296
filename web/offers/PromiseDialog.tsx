/** Something promised to a customer beside the price: put on record before it is said. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { offers } from '#contract/offers.ts';
import { showDone } from '../shell/feedback.tsx';
import { fenOf, localToday } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { promiseKinds } from './words.ts';

interface PromiseDialogProps {
  readonly customerId: string;
  readonly offerId: string | null;
  readonly onClose: () => void;
}

export function PromiseDialog({ customerId, offerId, onClose }: PromiseDialogProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<(typeof promiseKinds)[number]>('gift');
  const [body, setBody] = useState('');
  const [yuan, setYuan] = useState('');
  const [dueOn, setDueOn] = useState('');
  const promise = useApiCommand(offers.promise);
  const fen = yuan.trim() === '' ? null : fenOf(yuan);
  const isValueFine = kind === 'later_payment' || yuan.trim() === '' || fen !== null;
  return (
    <DialogForm
      title={t('offers.promise.new')}
      incomplete={body.trim() === '' || dueOn === '' || !isValueFine}
      onCancel={onClose}
      onSubmit={async () => {
        const valueFen = kind === 'later_payment' ? null : fen;
        const given = { kind, body, valueFen, dueOn, offerId };
        const { promise: made } = await promise.mutateAsync({ params: { customerId }, body: given });
        showDone(t(made.state === 'pending' ? 'offers.promise.asked' : 'offers.promise.stands'));
        onClose();
      }}
    >
      <Field label={t('offers.promise.kind')}>
        <Select
          value={kind}
          onChange={setKind}
          options={promiseKinds.map((value) => ({ value, label: t(`offers.promise.${value}`) }))}
        />
      </Field>
      <Field label={t('offers.promise.body')}>
        <Input.TextArea rows={3} maxLength={2000} value={body} onChange={(event) => setBody(event.target.value)} />
      </Field>
      {kind === 'later_payment' ? null : (
        <Field label={t('offers.promise.value')}>
          <Input
            value={yuan}
            inputMode="decimal"
            suffix={t('offers.yuan')}
            status={isValueFine ? undefined : 'error'}
            onChange={(event) => setYuan(event.target.value)}
          />
        </Field>
      )}
      <Field
        label={t(kind === 'later_payment' ? 'offers.promise.until' : 'offers.promise.dueOn')}
        hint={t('offers.promise.hint')}
      >
        <DayInput value={dueOn} onChange={setDueOn} label={t('offers.promise.dueOn')} min={localToday()} />
      </Field>
    </DialogForm>
  );
}
