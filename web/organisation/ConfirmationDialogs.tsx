/** One's own review, and the mentor's word. */
import { Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ConfirmationRowOut as Row, confirmations } from '#contract/confirmations.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { useSession } from '../shell/session.tsx';

const LONGEST = 4000;

export function ApplyDialog({ before, onClose }: { readonly before: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const staffId = useSession().person.id;
  const [selfReview, setSelfReview] = useState(before);
  const apply = useApiCommand(confirmations.apply);
  const submit = async (): Promise<void> => {
    await apply.mutateAsync({ params: { staffId }, body: { selfReview } });
    showDone(t('organisation.confirmations.applied'));
    onClose();
  };
  return (
    <DialogForm
      title={t('organisation.confirmations.apply')}
      okText={t('organisation.confirmations.handIn')}
      incomplete={selfReview.trim() === ''}
      onCancel={onClose}
      onSubmit={submit}
    >
      <Field label={t('organisation.confirmations.review')} hint={t('organisation.confirmations.review.hint')}>
        <Input.TextArea
          rows={6}
          maxLength={LONGEST}
          value={selfReview}
          onChange={(event) => setSelfReview(event.target.value)}
        />
      </Field>
    </DialogForm>
  );
}

export function WordDialog({ row, onClose }: { readonly row: Row; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [word, setWord] = useState('');
  const [recommends, setRecommends] = useState(true);
  const give = useApiCommand(confirmations.mentorsWord);
  const submit = async (): Promise<void> => {
    await give.mutateAsync({ params: { confirmationId: row.id }, body: { word, recommends } });
    showDone(t('organisation.confirmations.wordGiven'));
    onClose();
  };
  return (
    <DialogForm
      title={`${t('organisation.confirmations.word')} · ${row.staff.name}`}
      incomplete={word.trim() === ''}
      onCancel={onClose}
      onSubmit={submit}
    >
      <p className="muted">{row.selfReview}</p>
      <Field label={t('organisation.confirmations.word')}>
        <Radio.Group value={recommends} onChange={(event) => setRecommends(event.target.value as boolean)}>
          <Radio value={true}>{t('organisation.confirmations.for')}</Radio>
          <Radio value={false}>{t('organisation.confirmations.against')}</Radio>
        </Radio.Group>
      </Field>
      <Field label={t('organisation.confirmations.wordText')}>
        <Input.TextArea rows={4} maxLength={LONGEST} value={word} onChange={(event) => setWord(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
