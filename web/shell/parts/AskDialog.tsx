/** The question behind `askReason` and `askConfirm`. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Asked } from '../feedback.tsx';
import { DialogForm, Field } from './DialogForm.tsx';

export function AskDialog({ asked }: { asked: Asked }) {
  const { t } = useTranslation();
  const { question, wantsReason, answer } = asked;
  const [reason, setReason] = useState('');
  const needsReason = wantsReason && question.required !== false;
  return (
    <DialogForm
      title={question.title}
      okText={question.okText ?? t('shell.ok')}
      danger={question.danger}
      incomplete={needsReason && reason.trim() === ''}
      onCancel={() => answer(null)}
      onSubmit={() => answer(reason.trim())}
    >
      {question.text ? <div>{question.text}</div> : null}
      {wantsReason ? (
        <Field label={question.label ?? t('shell.reason')}>
          <Input.TextArea rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      ) : null}
      {question.suggestions?.length ? (
        <div className="suggestions">
          {question.suggestions.map((text) => (
            <Button key={text} size="small" onClick={() => setReason(text)}>
              {text}
            </Button>
          ))}
        </div>
      ) : null}
    </DialogForm>
  );
}
