/** Ruling on an appeal: upheld, reduced to less, or dropped. */
import { Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { appealVerdicts, penalties } from '#contract/penalties.ts';
import { showDone } from '../shell/feedback.tsx';
import { fenOf, formatYuan } from '../shell/format.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { Penalty } from './PenaltyList.tsx';

export function RuleAppealDialog({ penalty, onClose }: { penalty: Penalty; onClose: () => void }) {
  const { t } = useTranslation();
  const [verdict, setVerdict] = useState<(typeof appealVerdicts)[number]>('upheld');
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const rule = useApiCommand(penalties.rule);
  const fen = verdict === 'reduced' ? fenOf(amount) : null;
  const send = async (): Promise<void> => {
    await rule.mutateAsync({ params: { penaltyId: penalty.id }, body: { verdict, amountFen: fen, reason } });
    showDone(t('pay.penalty.ruled'));
    onClose();
  };
  return (
    <DialogForm
      title={t('pay.penalty.rule.title', { name: penalty.staff.name })}
      onCancel={onClose}
      onSubmit={send}
      incomplete={reason.trim() === '' || (verdict === 'reduced' && fen === null)}
    >
      <div>
        {t(`pay.penalty.cause.${penalty.cause}`)} {penalty.reason} · {formatYuan(penalty.amountFen)}
      </div>
      <div className="pay-query">{penalty.appeal?.reason}</div>
      <Radio.Group
        value={verdict}
        onChange={(event) => setVerdict(event.target.value)}
        options={appealVerdicts.map((one) => ({ value: one, label: t(`pay.penalty.verdict.${one}`) }))}
      />
      {verdict === 'reduced' ? (
        <Field label={t('pay.penalty.reducedTo')}>
          <Input value={amount} inputMode="decimal" onChange={(event) => setAmount(event.target.value)} />
        </Field>
      ) : null}
      <Field label={t('pay.entry.reason')}>
        <Input.TextArea rows={3} value={reason} maxLength={4000} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
