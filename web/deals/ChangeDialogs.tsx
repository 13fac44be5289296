/** Changes of what is in effect: other terms, another unit, another name, a colleague who stands in. */
import { Alert, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deals } from '#contract/deals.ts';
import { useColleagues } from '../claims/use-colleagues.ts';
import { showDone } from '../shell/feedback.tsx';
import { fenOf, formatYuan } from '../shell/format.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { DealDialogProps } from './DealActions.tsx';
import { MoneyFields, YuanInput } from './MoneyFields.tsx';
import { type MoneyDraft, moneyOf, termsOf } from './money-draft.ts';
import { type UnitChoice, UnitPicker } from './UnitPicker.tsx';

export function ReasonField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation();
  return (
    <Field label={t('shell.reason')}>
      <Input.TextArea rows={2} maxLength={2000} value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}

const asked = (approval: { readonly state: string }): string =>
  approval.state === 'approved' ? 'deals.asked.approved' : 'deals.asked';

export function ChangeTermsDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const [money, setMoney] = useState(moneyOf(deal));
  const [reason, setReason] = useState('');
  const change = useApiCommand(deals.changeTerms);
  const terms = termsOf(money);
  return (
    <DialogForm
      title={t('deals.action.changeTerms')}
      okText={t('deals.send')}
      width={760}
      incomplete={terms === null || reason.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        if (!terms) return;
        const { approval } = await change.mutateAsync({
          params: { dealId: deal.id },
          body: { version: deal.version, ...terms, reason },
        });
        showDone(t(asked(approval)));
        onClose();
      }}
    >
      <Alert type="info" showIcon title={t('deals.change.newDate')} />
      <MoneyFields
        value={money}
        onChange={(part) => setMoney({ ...money, ...part })}
        listPriceFen={deal.listPriceFen > 0 ? deal.listPriceFen : null}
      />
      <ReasonField value={reason} onChange={setReason} />
    </DialogForm>
  );
}

export function ChangeUnitDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<UnitChoice | null>(null);
  const [money, setMoney] = useState<MoneyDraft>({
    ...moneyOf(deal),
    price: '',
    plan: [],
  });
  const [sells, setSells] = useState<'harder' | 'same' | 'easier'>('same');
  const [reason, setReason] = useState('');
  const change = useApiCommand(deals.changeUnit);
  const terms = termsOf(money);
  const difference = terms ? terms.priceFen - deal.priceFen : 0;
  return (
    <DialogForm
      title={t('deals.action.changeUnit')}
      okText={t('deals.send')}
      width={760}
      incomplete={unit === null || terms === null || reason.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        if (!unit || !terms) return;
        const { approval } = await change.mutateAsync({
          params: { dealId: deal.id },
          body: {
            version: deal.version,
            unitId: unit.id,
            priceFen: terms.priceFen,
            plan: terms.plan,
            loan: terms.loan,
            sells,
            reason,
          },
        });
        showDone(t(asked(approval)));
        onClose();
      }}
    >
      <Alert type="info" showIcon title={t('deals.change.direction')} />
      <Field label={t('deals.change.to')}>
        <UnitPicker
          siteId={deal.siteId}
          kind={deal.kind}
          chosen={unit}
          exceptId={deal.unit?.id}
          onChoose={(row) => {
            setUnit(row);
            if (row?.listPriceFen) setMoney({ ...money, price: formatYuan(row.listPriceFen) });
          }}
          label={t('deals.change.to')}
        />
      </Field>
      <MoneyFields
        value={money}
        onChange={(part) => setMoney({ ...money, ...part })}
        listPriceFen={unit?.listPriceFen ?? null}
        withoutDeposit
      />
      {terms ? (
        <span className={difference < 0 ? 'deal-fault' : 'muted'}>
          {t(difference < 0 ? 'deals.change.lower' : 'deals.change.higher', {
            amount: formatYuan(Math.abs(difference)),
          })}
        </span>
      ) : null}
      <Field label={t('deals.change.sells')}>
        <Radio.Group
          value={sells}
          onChange={(event) => setSells(event.target.value as typeof sells)}
          options={(['harder', 'same', 'easier'] as const).map((value) => ({
            value,
            label: t(`deals.change.sells.${value}`),
          }))}
        />
      </Field>
      <ReasonField value={reason} onChange={setReason} />
    </DialogForm>
  );
}

export function ChangeNameDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const [buyers, setBuyers] = useState('');
  const [fee, setFee] = useState('');
  const [reason, setReason] = useState('');
  const change = useApiCommand(deals.changeName);
  const isTransfer = deal.signedAt !== null;
  return (
    <DialogForm
      title={t('deals.action.changeName')}
      okText={t('deals.send')}
      incomplete={buyers.trim() === '' || reason.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        const { approval } = await change.mutateAsync({
          params: { dealId: deal.id },
          body: { version: deal.version, buyers, feeFen: isTransfer ? fenOf(fee) : null, reason },
        });
        showDone(t(asked(approval)));
        onClose();
      }}
    >
      <Alert
        type={isTransfer ? 'warning' : 'info'}
        showIcon
        title={t(isTransfer ? 'deals.change.transfer' : 'deals.change.amendment')}
      />
      <Field label={t('deals.change.from')}>
        <Input value={deal.buyers || deal.customer.name} disabled />
      </Field>
      <Field label={t('deals.change.newName')}>
        <Input value={buyers} maxLength={200} data-autofocus onChange={(event) => setBuyers(event.target.value)} />
      </Field>
      {isTransfer ? (
        <Field label={t('deals.change.fee')} hint={t('deals.change.fee.hint')}>
          <YuanInput value={fee} onChange={setFee} label={t('deals.change.fee')} />
        </Field>
      ) : null}
      <ReasonField value={reason} onChange={setReason} />
    </DialogForm>
  );
}

export function CoverDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const colleagues = useColleagues(deal.siteId);
  const [staffId, setStaffId] = useState<string | null>(deal.cover?.id ?? null);
  const [reason, setReason] = useState('');
  const cover = useApiCommand(deals.cover);
  return (
    <DialogForm
      title={t('deals.action.cover')}
      incomplete={reason.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        await cover.mutateAsync({ params: { dealId: deal.id }, body: { staffId, reason } });
        showDone(t('deals.saved'));
        onClose();
      }}
    >
      <Field label={t('deals.cover')} hint={t('deals.cover.hint')}>
        <StaffSelect
          people={colleagues.filter(({ id }) => id !== deal.consultant.id)}
          value={staffId}
          onChange={setStaffId}
          label={t('deals.cover')}
        />
      </Field>
      <ReasonField value={reason} onChange={setReason} />
    </DialogForm>
  );
}
