/** Answering a query: the line stands, or the difference is booked in the open month. */
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commission } from '#contract/commission.ts';
import { showDone } from '../shell/feedback.tsx';
import { fenOf, formatYuan } from '../shell/format.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { Line } from './PayLines.tsx';

/** Yuan with a sign: "-120.5" takes away. */
const signedFen = (typed: string): number | null => {
  const text = typed.trim();
  if (text === '') return 0;
  const fen = fenOf(text.replace(/^[-+−]/, ''));
  return fen === null ? null : /^[-−]/.test(text) ? -fen : fen;
};

export function AnswerDialog({ line, onClose }: { line: Line; onClose: () => void }) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState('');
  const [amount, setAmount] = useState('');
  const respond = useApiCommand(commission.answerQuery);
  const correctionFen = signedFen(amount);
  const send = async (): Promise<void> => {
    if (!line.query || correctionFen === null) return;
    await respond.mutateAsync({ params: { queryId: line.query.id }, body: { answer, correctionFen } });
    showDone(t('pay.query.answered'));
    onClose();
  };
  return (
    <DialogForm
      title={t('pay.query.answerTitle', { name: line.staff?.name ?? '' })}
      onCancel={onClose}
      onSubmit={send}
      incomplete={answer.trim() === '' || correctionFen === null}
    >
      <div className="pay-query">{line.query?.reason}</div>
      <div className="muted">
        {formatYuan(line.amountFen)} {line.deal?.unit}
      </div>
      <Field label={t('pay.query.reply')}>
        <Input.TextArea rows={3} value={answer} onChange={(event) => setAnswer(event.target.value)} maxLength={4000} />
      </Field>
      <Field label={t('pay.query.correction')} hint={t('pay.query.correctionHint')}>
        <Input
          value={amount}
          inputMode="decimal"
          status={correctionFen === null ? 'error' : ''}
          onChange={(event) => setAmount(event.target.value)}
        />
      </Field>
    </DialogForm>
  );
}
