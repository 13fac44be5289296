/** What was said when the customer was asked to pay. */
import { Checkbox, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatYuan, localToday } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { Demand } from './ledger-words.ts';

const channels = ['phone', 'visit', 'message', 'letter'] as const;

export function ContactDialog({ demand, onClose }: { demand: Demand; onClose: () => void }) {
  const { t } = useTranslation();
  const [channel, setChannel] = useState<(typeof channels)[number]>('phone');
  const [note, setNote] = useState('');
  const [promisedOn, setPromised] = useState('');
  const [disagrees, setDisagrees] = useState(false);
  const contact = useApiCommand(money.contact);
  const submit = async () => {
    const body = { channel, note, promisedOn: promisedOn === '' ? null : promisedOn, disagrees };
    await contact.mutateAsync({ params: { demandId: demand.id }, body });
    showDone(t('money.contact.done'));
    onClose();
  };
  return (
    <DialogForm
      title={t('money.contact.title', { name: demand.deal.customer.name, amount: formatYuan(demand.amountFen) })}
      onCancel={onClose}
      onSubmit={submit}
      incomplete={note.trim() === ''}
    >
      <Field label={t('money.contact.how')}>
        <Segmented
          block
          value={channel}
          onChange={setChannel}
          options={channels.map((value) => ({ value, label: t(`money.contact.${value}`) }))}
        />
      </Field>
      <Field label={t('money.contact.note')}>
        <Input.TextArea
          rows={3}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          maxLength={1000}
          data-autofocus=""
        />
      </Field>
      <Field label={t('money.contact.promised')}>
        <DayInput value={promisedOn} onChange={setPromised} label={t('money.contact.promised')} min={localToday()} />
      </Field>
      <Checkbox checked={disagrees} onChange={(event) => setDisagrees(event.target.checked)}>
        {t('money.contact.disagrees')}
      </Checkbox>
    </DialogForm>
  );
}
