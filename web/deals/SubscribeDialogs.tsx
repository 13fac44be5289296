/** Before a subscription is in effect: editing the draft, asking for special terms, a small deposit, putting it up for approval. */
import { Alert, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deals } from '#contract/deals.ts';
import { termsKinds } from '#contract/deals-shapes.ts';
import { showDone } from '../shell/feedback.tsx';
import { fenOf, formatYuan } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { DealDialogProps } from './DealActions.tsx';
import { MoneyFields, YuanInput } from './MoneyFields.tsx';
import { moneyOf, termsOf } from './money-draft.ts';
import { UnitPicker } from './UnitPicker.tsx';

export function SubmitDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const needed = deal.disclosures.filter((one) => one.needed);
  const [told, setTold] = useState<readonly string[]>(needed.filter((one) => one.done).map((one) => one.key));
  const submit = useApiCommand(deals.submit);
  return (
    <DialogForm
      title={t('deals.submit')}
      okText={t('deals.submit')}
      incomplete={needed.some((one) => !told.includes(one.key))}
      onCancel={onClose}
      onSubmit={async () => {
        const { approval } = await submit.mutateAsync({
          params: { dealId: deal.id },
          body: { version: deal.version, disclosures: told as never },
        });
        showDone(t(approval.state === 'approved' ? 'deals.submit.approved' : 'deals.submit.done'));
        onClose();
      }}
    >
      <p>
        {deal.customer.name} · {deal.unit?.name || deal.unit?.code || deal.wanted?.model} · ¥{formatYuan(deal.priceFen)}
      </p>
      {needed.length > 0 ? (
        <>
          <span>{t('deals.disclosures.ask')}</span>
          <Checkbox.Group
            className="deal-checks"
            value={[...told]}
            onChange={(keys) => setTold(keys.map(String))}
            options={needed.map((one) => ({ value: one.key, label: t(`deals.disclosure.${one.key}`) }))}
          />
        </>
      ) : (
        <span className="muted">{t('deals.disclosures.none')}</span>
      )}
    </DialogForm>
  );
}

export function EditDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const [money, setMoney] = useState(moneyOf(deal));
  const [unit, setUnit] = useState<{ id: string; code: string; name: string; listPriceFen?: number | null } | null>(
    deal.unit,
  );
  const [buyers, setBuyers] = useState(deal.buyers);
  const [isLocal, setIsLocal] = useState(deal.isLocal);
  const [note, setNote] = useState(deal.note);
  const edit = useApiCommand(deals.edit);
  const terms = termsOf(money);
  return (
    <DialogForm
      title={t('deals.action.edit')}
      width={760}
      incomplete={money.price.trim() !== '' && terms === null}
      onCancel={onClose}
      onSubmit={async () => {
        await edit.mutateAsync({
          params: { dealId: deal.id },
          body: {
            version: deal.version,
            ...(deal.wanted && !unit ? {} : { unitId: unit?.id ?? null }),
            ...(terms ?? {}),
            buyers,
            isLocal,
            note,
          },
        });
        showDone(t('deals.saved'));
        onClose();
      }}
    >
      <Field label={t('deals.unit')}>
        <UnitPicker
          siteId={deal.siteId}
          kind={deal.kind}
          chosen={unit}
          onChoose={(row) => {
            setUnit(row);
            if (row?.listPriceFen) setMoney({ ...money, price: formatYuan(row.listPriceFen) });
          }}
          label={t('deals.unit')}
        />
      </Field>
      <MoneyFields
        value={money}
        onChange={(part) => setMoney({ ...money, ...part })}
        listPriceFen={unit?.listPriceFen ?? (deal.listPriceFen > 0 ? deal.listPriceFen : null)}
      />
      <Field label={t('deals.buyers')} hint={t('deals.buyers.hint')}>
        <Input value={buyers} maxLength={200} onChange={(event) => setBuyers(event.target.value)} />
      </Field>
      <Checkbox checked={!isLocal} onChange={(event) => setIsLocal(!event.target.checked)}>
        {t('deals.residence.elsewhere')}
      </Checkbox>
      <Field label={t('deals.note')}>
        <Input.TextArea rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

export function TermsDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<(typeof termsKinds)[number]>('discount');
  const [body, setBody] = useState('');
  const [price, setPrice] = useState('');
  const [untilOn, setUntilOn] = useState('');
  const ask = useApiCommand(deals.askTerms);
  const priceFen = fenOf(price);
  const isIncomplete =
    body.trim() === '' || (kind === 'discount' && priceFen === null) || (kind === 'later_signing' && untilOn === '');
  return (
    <DialogForm
      title={t('deals.action.askTerms')}
      okText={t('deals.send')}
      incomplete={isIncomplete}
      onCancel={onClose}
      onSubmit={async () => {
        const { approval } = await ask.mutateAsync({
          params: { dealId: deal.id },
          body: {
            kind,
            body,
            priceFen: kind === 'discount' ? priceFen : null,
            untilOn: kind === 'later_signing' ? untilOn : null,
          },
        });
        showDone(t(approval.state === 'approved' ? 'deals.asked.approved' : 'deals.asked'));
        onClose();
      }}
    >
      <Field label={t('deals.terms')}>
        <Select
          value={kind}
          onChange={setKind}
          aria-label={t('deals.terms')}
          options={termsKinds.map((value) => ({ value, label: t(`deals.terms.${value}`) }))}
        />
      </Field>
      {kind === 'discount' ? (
        <Field
          label={t('deals.terms.price')}
          hint={
            priceFen && deal.listPriceFen > 0
              ? t('deals.belowList', { below: formatYuan(Math.max(0, deal.listPriceFen - priceFen)) })
              : undefined
          }
        >
          <YuanInput value={price} onChange={setPrice} label={t('deals.terms.price')} />
        </Field>
      ) : null}
      {kind === 'later_signing' ? (
        <Field label={t('deals.terms.until')}>
          <DayInput value={untilOn} onChange={setUntilOn} label={t('deals.terms.until')} />
        </Field>
      ) : null}
      <Field label={t('deals.terms.body')}>
        <Input.TextArea rows={3} maxLength={2000} value={body} onChange={(event) => setBody(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

export function SmallDepositDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const [amount, setAmount] = useState('');
  const [until, setUntil] = useState('');
  const enter = useApiCommand(deals.smallDeposit);
  const amountFen = fenOf(amount);
  return (
    <DialogForm
      title={t('deals.action.smallDeposit')}
      incomplete={!amountFen}
      onCancel={onClose}
      onSubmit={async () => {
        await enter.mutateAsync({
          params: { dealId: deal.id },
          body: { amountFen: amountFen ?? 0, until: until || null },
        });
        showDone(t('deals.saved'));
        onClose();
      }}
    >
      <Alert type="info" showIcon title={t('deals.smallDeposit.finance')} />
      <Field label={t('deals.smallDeposit')}>
        <YuanInput value={amount} onChange={setAmount} label={t('deals.smallDeposit')} />
      </Field>
      <Field label={t('deals.smallDeposit.until')}>
        <DayInput value={until} onChange={setUntil} label={t('deals.smallDeposit.until')} />
      </Field>
    </DialogForm>
  );
}
