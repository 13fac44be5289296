/** The ends of a deal: handing over, giving back, breach, and credit taken away. */
import { Alert, Checkbox, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deals } from '#contract/deals.ts';
import { refundMethods } from '#core/deals/types.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatYuan } from '../shell/format.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { ReasonField } from './ChangeDialogs.tsx';
import type { DealDialogProps } from './DealActions.tsx';
import { type UnitChoice, UnitPicker } from './UnitPicker.tsx';

export function AllocateDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<UnitChoice | null>(null);
  const [reason, setReason] = useState('');
  const allocate = useApiCommand(deals.allocate);
  return (
    <DialogForm
      title={t('deals.action.allocate')}
      incomplete={unit === null}
      onCancel={onClose}
      onSubmit={async () => {
        await allocate.mutateAsync({ params: { dealId: deal.id }, body: { unitId: unit?.id ?? '', reason } });
        showDone(t('deals.saved'));
        onClose();
      }}
    >
      {deal.unit ? <Alert type="warning" showIcon title={t('deals.allocate.again')} /> : null}
      <Field label={t('deals.unit')}>
        <UnitPicker
          siteId={deal.siteId}
          kind="vehicle"
          chosen={unit}
          onChoose={setUnit}
          exceptId={deal.unit?.id}
          label={t('deals.unit')}
        />
      </Field>
      <ReasonField value={reason} onChange={setReason} />
    </DialogForm>
  );
}

export function WithdrawDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [cause, setCause] = useState<'customer' | 'company'>('customer');
  const [persuasion, setPersuasion] = useState('');
  const [refundMethod, setRefundMethod] = useState<(typeof refundMethods)[number]>('cash');
  const withdraw = useApiCommand(deals.withdraw);
  const isSigned = deal.signedAt !== null;
  return (
    <DialogForm
      title={t('deals.action.withdraw')}
      okText={t('deals.send')}
      danger
      incomplete={reason.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        const { approval } = await withdraw.mutateAsync({
          params: { dealId: deal.id },
          body: { reason, cause, persuasion, refundMethod },
        });
        showDone(t(approval.state === 'approved' ? 'deals.asked.approved' : 'deals.asked'));
        onClose();
      }}
    >
      <Alert type="warning" showIcon title={t(isSigned ? 'deals.withdraw.exceptional' : 'deals.withdraw.persuade')} />
      <Field label={t('deals.withdraw.cause')}>
        <Radio.Group
          value={cause}
          onChange={(event) => setCause(event.target.value as typeof cause)}
          options={(['customer', 'company'] as const).map((value) => ({
            value,
            label: t(`deals.ended.${value}`),
          }))}
        />
      </Field>
      <ReasonField value={reason} onChange={setReason} />
      <Field label={t('deals.withdraw.persuasion')}>
        <Input.TextArea
          rows={2}
          maxLength={2000}
          value={persuasion}
          onChange={(event) => setPersuasion(event.target.value)}
        />
      </Field>
      {deal.paidFen > 0 ? (
        <Field
          label={t('deals.withdraw.refund', { paid: formatYuan(deal.paidFen) })}
          hint={t('deals.withdraw.refund.hint')}
        >
          <Select
            value={refundMethod}
            onChange={setRefundMethod}
            aria-label={t('deals.withdraw.method')}
            options={refundMethods.map((value) => ({ value, label: t(`deals.refund.${value}`) }))}
          />
        </Field>
      ) : null}
    </DialogForm>
  );
}

export function CompleteDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const [back, setBack] = useState({ agreementBack: false, receiptBack: false, bookSigned: false });
  const complete = useApiCommand(deals.completeWithdrawal);
  const hasPaid = deal.paidFen > 0 || deal.depositPaidAt !== null;
  const asked = hasPaid ? (['agreementBack', 'receiptBack', 'bookSigned'] as const) : (['agreementBack'] as const);
  return (
    <DialogForm
      title={t('deals.action.completeWithdrawal')}
      okText={t('deals.action.completeWithdrawal')}
      danger
      onCancel={onClose}
      onSubmit={async () => {
        await complete.mutateAsync({ params: { dealId: deal.id }, body: back });
        showDone(t('deals.withdrawn'));
        onClose();
      }}
    >
      <p>{t('deals.complete.text')}</p>
      {asked.map((key) => (
        <Checkbox key={key} checked={back[key]} onChange={(event) => setBack({ ...back, [key]: event.target.checked })}>
          {t(`deals.complete.${key}`)}
        </Checkbox>
      ))}
    </DialogForm>
  );
}

export function BreachDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<'goes_on' | 'ends'>('goes_on');
  const [reason, setReason] = useState('');
  const settle = useApiCommand(deals.settleBreach);
  return (
    <DialogForm
      title={t('deals.action.settleBreach')}
      danger={outcome === 'ends'}
      incomplete={reason.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        await settle.mutateAsync({ params: { dealId: deal.id }, body: { outcome, reason } });
        showDone(t('deals.saved'));
        onClose();
      }}
    >
      <Radio.Group
        value={outcome}
        onChange={(event) => setOutcome(event.target.value as typeof outcome)}
        options={(['goes_on', 'ends'] as const).map((value) => ({ value, label: t(`deals.breach.${value}`) }))}
      />
      <ReasonField value={reason} onChange={setReason} />
    </DialogForm>
  );
}

export function CreditDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const [cause, setCause] = useState<'complaint' | 'leak' | 'lost_tools'>('complaint');
  const [taken, setTaken] = useState<readonly string[]>(['performance', 'commission']);
  const [reason, setReason] = useState('');
  const cancel = useApiCommand(deals.cancelCredit);
  return (
    <DialogForm
      title={t('deals.action.cancelCredit')}
      danger
      incomplete={reason.trim() === '' || taken.length === 0}
      onCancel={onClose}
      onSubmit={async () => {
        await cancel.mutateAsync({
          params: { dealId: deal.id },
          body: {
            cause,
            performance: taken.includes('performance'),
            commission: taken.includes('commission'),
            reason,
          },
        });
        showDone(t('deals.saved'));
        onClose();
      }}
    >
      <Radio.Group
        value={cause}
        onChange={(event) => setCause(event.target.value as typeof cause)}
        options={(['complaint', 'leak', 'lost_tools'] as const).map((value) => ({
          value,
          label: t(`deals.creditCause.${value}`),
        }))}
      />
      <Checkbox.Group
        value={[...taken]}
        onChange={(keys) => setTaken(keys.map(String))}
        options={(['performance', 'commission'] as const).map((value) => ({
          value,
          label: t(`claims.verdict.${value}`),
        }))}
      />
      <ReasonField value={reason} onChange={setReason} />
    </DialogForm>
  );
}
