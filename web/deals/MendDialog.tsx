/** Why a step is late, what is done about it, by when: an alert closes with these three and with nothing less. */
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dealCourse } from '#contract/deals-course.ts';
import { stepWords } from '#contract/deals-steps.ts';
import { showDone } from '../shell/feedback.tsx';
import { localToday } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';

interface MendDialogProps {
  readonly dealId: string;
  readonly alertId: string;
  readonly step: string;
  readonly onClose: () => void;
}

export function MendDialog({ dealId, alertId, step, onClose }: MendDialogProps) {
  const { t } = useTranslation();
  const [cause, setCause] = useState('');
  const [remedy, setRemedy] = useState('');
  const [byOn, setByOn] = useState('');
  const mend = useApiCommand(dealCourse.mend);
  const text = (label: string, value: string, set: (value: string) => void) => (
    <Field label={label}>
      <Input.TextArea rows={2} maxLength={4000} value={value} onChange={(event) => set(event.target.value)} />
    </Field>
  );
  return (
    <DialogForm
      title={t('deals.course.mendTitle', { step: textOf(stepWords[step as keyof typeof stepWords]) })}
      incomplete={cause.trim() === '' || remedy.trim() === '' || byOn === ''}
      onCancel={onClose}
      onSubmit={async () => {
        await mend.mutateAsync({ params: { dealId, alertId }, body: { cause, remedy, byOn } });
        showDone(t('deals.saved'));
        onClose();
      }}
    >
      {text(t('deals.course.cause'), cause, setCause)}
      {text(t('deals.course.remedy'), remedy, setRemedy)}
      <Field label={t('deals.course.byOn')} hint={t('deals.course.byOn.hint')}>
        <DayInput label={t('deals.course.byOn')} value={byOn} min={localToday()} onChange={setByOn} />
      </Field>
    </DialogForm>
  );
}
