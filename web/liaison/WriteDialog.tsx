/** Writing a notice: to which departments, about whom, what, and by when an answer is wanted. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { liaison } from '#contract/liaison.ts';
import { writtenKinds } from '#core/liaison/types.ts';
import { CustomerPicker } from '../customers/CustomerPicker.tsx';
import { showDone } from '../shell/feedback.tsx';
import { localToday } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { DepartmentSelect } from './DepartmentSelect.tsx';

interface WriteDialogProps {
  readonly siteId: string;
  /** Written from a deal: it is about that one. */
  readonly dealId?: string;
  readonly onClose: () => void;
}

export function WriteDialog({ siteId, dealId, onClose }: WriteDialogProps) {
  const { t } = useTranslation();
  const [departmentIds, setDepartmentIds] = useState<readonly string[]>([]);
  const [kind, setKind] = useState<(typeof writtenKinds)[number]>('technical_requirement');
  const [customer, setCustomer] = useState<{ id: string; name: string } | null>(null);
  const [text, setText] = useState('');
  const [wantedOn, setWantedOn] = useState('');
  const send = useApiCommand(liaison.send);
  const needsCustomer = dealId === undefined && kind !== 'task';
  return (
    <DialogForm
      title={t('liaison.write')}
      okText={t('liaison.send')}
      incomplete={departmentIds.length === 0 || text.trim() === '' || (needsCustomer && customer === null)}
      onCancel={onClose}
      onSubmit={async () => {
        const { note } = await send.mutateAsync({
          body: {
            siteId,
            departmentIds: [...departmentIds],
            kind,
            text,
            dealId: dealId ?? null,
            customerId: customer?.id ?? null,
            wantedOn: wantedOn || null,
          },
        });
        showDone(t('liaison.sent', { number: note.number }));
        onClose();
      }}
    >
      <Field label={t('liaison.kind')}>
        <Select
          value={kind}
          onChange={setKind}
          aria-label={t('liaison.kind')}
          options={writtenKinds.map((value) => ({ value, label: t(`liaison.kind.${value}`) }))}
        />
      </Field>
      <Field label={t('liaison.to')}>
        <DepartmentSelect siteId={siteId} value={departmentIds} onChange={setDepartmentIds} />
      </Field>
      {dealId === undefined ? (
        <Field label={t('liaison.customer')}>
          <CustomerPicker
            chosen={customer as never}
            onChoose={(row) => setCustomer(row)}
            label={t('liaison.customer')}
          />
        </Field>
      ) : null}
      <Field label={t('liaison.text')}>
        <Input.TextArea rows={4} maxLength={4000} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Field label={t('liaison.wantedOn')} hint={t('liaison.wantedOn.hint')}>
        <DayInput label={t('liaison.wantedOn')} value={wantedOn} min={localToday()} onChange={setWantedOn} />
      </Field>
    </DialogForm>
  );
}
