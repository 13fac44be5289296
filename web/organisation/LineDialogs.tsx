import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';

const forms = ['oral', 'written', 'meeting'] as const;
const kinds = ['report', 'appeal', 'suggestion', 'market_feedback'] as const;
const empty = { who: '', what: '', finishTime: '', place: '', actionPlan: '', control: '' };

interface InstructDialogProps {
  readonly below: readonly { readonly id: string; readonly name: string; readonly level: number }[];
  readonly onClose: () => void;
}

/** All six parts of an instruction; past a level the special circumstances are asked for as well. */
export function InstructDialog({ below, onClose }: InstructDialogProps) {
  const { t } = useTranslation();
  const instruct = useApiCommand(organisation.instruct);
  const [receiverId, setReceiverId] = useState(below[0]?.id ?? '');
  const [form, setForm] = useState<(typeof forms)[number]>('written');
  const [text, setText] = useState(empty);
  const [special, setSpecial] = useState('');
  const receiver = below.find((person) => person.id === receiverId);
  const submit = async (): Promise<void> => {
    await instruct.mutateAsync({ body: { receiverId, form, ...text, special: special || null } });
    showDone(t('organisation.staff.saved'));
    onClose();
  };
  return (
    <DialogForm
      title={t('organisation.line.instruct')}
      width={640}
      incomplete={!receiverId}
      onCancel={onClose}
      onSubmit={submit}
    >
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))', gap: '4px 16px' }}>
        <Field label={t('organisation.line.receiver')}>
          <Select
            value={receiverId}
            onChange={setReceiverId}
            showSearch={{ optionFilterProp: 'label' }}
            options={below.map(({ id, name, level }) => ({
              value: id,
              label: level > 1 ? `${name} · ${t('organisation.line.level', { level })}` : name,
            }))}
          />
        </Field>
        <Field label={t('organisation.line.form')}>
          <Select
            value={form}
            onChange={setForm}
            options={forms.map((value) => ({ value, label: t(`organisation.line.form.${value}`) }))}
          />
        </Field>
        {(Object.keys(empty) as (keyof typeof empty)[]).map((key) => (
          <Field key={key} label={t(`organisation.line.${key}`)}>
            <Input
              value={text[key]}
              maxLength={1000}
              onChange={(event) => setText({ ...text, [key]: event.target.value })}
            />
          </Field>
        ))}
      </div>
      {receiver && receiver.level > 1 ? (
        <Field label={t('organisation.line.special')}>
          <Input value={special} maxLength={500} onChange={(event) => setSpecial(event.target.value)} />
        </Field>
      ) : null}
    </DialogForm>
  );
}

interface UpwardDialogProps {
  readonly above: readonly { readonly id: string; readonly name: string }[];
  readonly onClose: () => void;
}
export function UpwardDialog({ above, onClose }: UpwardDialogProps) {
  const { t } = useTranslation();
  const sendUp = useApiCommand(organisation.sendUpward);
  const [addresseeId, setAddresseeId] = useState(above[0]?.id ?? '');
  const [kind, setKind] = useState<(typeof kinds)[number]>('report');
  const [body, setBody] = useState('');
  const submit = async (): Promise<void> => {
    await sendUp.mutateAsync({ body: { addresseeId, kind, body } });
    showDone(t('organisation.staff.saved'));
    onClose();
  };
  return (
    <DialogForm
      title={t('organisation.line.report')}
      incomplete={body.trim() === ''}
      onCancel={onClose}
      onSubmit={submit}
    >
      <Field label={t('organisation.line.kind')}>
        <Select
          value={kind}
          onChange={setKind}
          options={kinds.map((value) => ({ value, label: t(`organisation.line.kind.${value}`) }))}
        />
      </Field>
      <Field label={t('organisation.line.to')} hint={t('organisation.line.addressee.hint')}>
        <Select
          value={addresseeId}
          onChange={setAddresseeId}
          options={above.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      <Field label={t('organisation.line.body')}>
        <Input.TextArea rows={4} maxLength={5000} value={body} onChange={(event) => setBody(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
