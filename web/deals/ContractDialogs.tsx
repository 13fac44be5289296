/** From filling a contract in to its signature, and what is added to it afterwards. */
import { Alert, Checkbox, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deals } from '#contract/deals.ts';
import { contractChecks, specialReasons } from '#core/deals/types.ts';
import { showDone } from '../shell/feedback.tsx';
import { localToday } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { DealDialogProps } from './DealActions.tsx';
import { PlanField } from './DeliveryDialogs.tsx';

export function FillDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const [reasons, setReasons] = useState<readonly string[]>(deal.contract.specialReasons);
  const [note, setNote] = useState('');
  const { missing } = deal.delivery;
  const [day, setDay] = useState('');
  const [plan, setPlan] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const says = day !== '' || plan.trim() !== '' || confirmed;
  const fill = useApiCommand(deals.fillContract);
  return (
    <DialogForm
      title={t('deals.action.fillContract')}
      okText={t('deals.contract.filled')}
      incomplete={reasons.length > 0 && note.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        await fill.mutateAsync({
          params: { dealId: deal.id },
          body: {
            specialReasons: reasons as never,
            note,
            ...(says
              ? {
                  delivery: {
                    promisedOn: day === '' ? null : day,
                    plan: plan.trim() === '' ? null : plan,
                    paymentMethod: confirmed ? deal.paymentMethod : null,
                  },
                }
              : {}),
          },
        });
        showDone(t(reasons.length > 0 ? 'deals.filled.special' : 'deals.saved'));
        onClose();
      }}
    >
      {missing.includes('delivery_deadline') ? (
        <Field label={t('deals.delivery.promisedOn')}>
          <DayInput value={day} onChange={setDay} label={t('deals.delivery.promisedOn')} min={localToday()} />
        </Field>
      ) : null}
      {missing.includes('implementation_plan') ? <PlanField value={plan} onChange={setPlan} /> : null}
      {missing.includes('payment_method') ? (
        <Checkbox checked={confirmed} onChange={(event) => setConfirmed(event.target.checked)}>
          {t('deals.delivery.payment.confirm', { payment: t(`deals.payment.${deal.paymentMethod}`) })}
        </Checkbox>
      ) : null}
      <span>{t('deals.special.ask')}</span>
      <Checkbox.Group
        className="deal-checks"
        value={[...reasons]}
        onChange={(keys) => setReasons(keys.map(String))}
        options={specialReasons.map((value) => ({ value, label: t(`deals.specialReason.${value}`) }))}
      />
      {reasons.length > 0 ? <Alert type="warning" showIcon title={t('deals.special.review')} /> : null}
      <Field label={t('deals.special.note')}>
        <Input.TextArea rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

export function CheckDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const wanted = contractChecks.filter((key) => key !== 'special_review_record' || deal.contract.isSpecial);
  const [checks, setChecks] = useState<readonly string[]>([]);
  const check = useApiCommand(deals.checkContract);
  return (
    <DialogForm
      title={t('deals.action.checkContract')}
      okText={t('deals.contract.checked')}
      incomplete={checks.length < wanted.length}
      onCancel={onClose}
      onSubmit={async () => {
        await check.mutateAsync({ params: { dealId: deal.id }, body: { checks: checks as never } });
        showDone(t('deals.saved'));
        onClose();
      }}
    >
      <Checkbox.Group
        className="deal-checks"
        value={[...checks]}
        onChange={(keys) => setChecks(keys.map(String))}
        options={wanted.map((value) => ({ value, label: t(`deals.check.${value}`) }))}
      />
    </DialogForm>
  );
}

export function CorrectDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const [place, setPlace] = useState('');
  const [isSealed, setIsSealed] = useState(false);
  const [fine, setFine] = useState<number | null>(null);
  const correct = useApiCommand(deals.correct);
  const count = deal.contract.corrections.length;
  const isBeyond = count >= deal.contract.correctionsMax;
  return (
    <DialogForm
      title={t('deals.action.correct')}
      incomplete={place.trim() === '' || !isSealed || (isBeyond && fine === null)}
      onCancel={onClose}
      onSubmit={async () => {
        await correct.mutateAsync({ params: { dealId: deal.id }, body: { place, isSealed, fineYuan: fine } });
        showDone(t('deals.saved'));
        onClose();
      }}
    >
      <Alert
        type={isBeyond ? 'warning' : 'info'}
        showIcon
        title={t('deals.corrections', { count, limit: deal.contract.correctionsMax })}
      />
      <Field label={t('deals.correct.place')}>
        <Input value={place} maxLength={200} onChange={(event) => setPlace(event.target.value)} />
      </Field>
      <Checkbox checked={isSealed} onChange={(event) => setIsSealed(event.target.checked)}>
        {t('deals.correct.sealed')}
      </Checkbox>
      {isBeyond ? (
        <Field label={t('deals.correct.fine')}>
          <InputNumber min={0} max={10_000} precision={0} value={fine} onChange={setFine} suffix={t('deals.yuan')} />
        </Field>
      ) : null}
    </DialogForm>
  );
}

export function SignDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const [isPresent, setIsPresent] = useState(false);
  const [isBack, setIsBack] = useState(false);
  const sign = useApiCommand(deals.sign);
  const out = deal.copies.filter((copy) => copy.document === 'subscription' && copy.state === 'out').length;
  return (
    <DialogForm
      title={t('deals.action.sign')}
      okText={t('deals.action.sign')}
      onCancel={onClose}
      onSubmit={async () => {
        await sign.mutateAsync({
          params: { dealId: deal.id },
          body: { consultantPresent: isPresent, subscriptionTakenBack: isBack },
        });
        showDone(t('deals.signed'));
        onClose();
      }}
    >
      <p>{t('deals.sign.text')}</p>
      <Checkbox checked={isPresent} onChange={(event) => setIsPresent(event.target.checked)}>
        {t('deals.sign.present', { name: deal.cover?.name ?? deal.consultant.name })}
      </Checkbox>
      {out > 0 ? (
        <Checkbox checked={isBack} onChange={(event) => setIsBack(event.target.checked)}>
          {t('deals.sign.back', { copies: out })}
        </Checkbox>
      ) : null}
    </DialogForm>
  );
}

export function SupplementDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const [title, setTitle] = useState('');
  const [body, setBody] = useState('');
  const [signedOn, setSignedOn] = useState(localToday());
  const supplement = useApiCommand(deals.supplement);
  return (
    <DialogForm
      title={t('deals.action.supplement')}
      incomplete={title.trim() === '' || body.trim() === '' || signedOn === ''}
      onCancel={onClose}
      onSubmit={async () => {
        await supplement.mutateAsync({ params: { dealId: deal.id }, body: { title, body, signedOn } });
        showDone(t('deals.saved'));
        onClose();
      }}
    >
      <Field label={t('deals.supplement.title')}>
        <Input value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
      </Field>
      <Field label={t('deals.supplement.body')} hint={t('deals.supplement.hint')}>
        <Input.TextArea rows={5} maxLength={4000} value={body} onChange={(event) => setBody(event.target.value)} />
      </Field>
      <Field label={t('deals.supplement.signedOn')}>
        <DayInput value={signedOn} onChange={setSignedOn} label={t('deals.supplement.signedOn')} />
      </Field>
    </DialogForm>
  );
}
