/** Price, deposit and plan of payment. What is typed adds up before it is sent: the sum left over stands beside the plan. */
import { Alert, Button, Checkbox, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { fenOf, formatYuan, localToday } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { Field } from '../shell/parts/DialogForm.tsx';
import { hasLoan, paymentMethods } from './words.ts';
import { type MoneyDraft, moneyFaults, planLeft, type PlanDraft } from './money-draft.ts';

interface MoneyFieldsProps {
  readonly value: MoneyDraft;
  readonly onChange: (change: Partial<MoneyDraft>) => void;
  readonly listPriceFen?: number | null;
  readonly floorPriceFen?: number | null;
  /** The company has set it: nobody types another. */
  readonly fixedDepositFen?: number | null;
  /** The deposit stays as it was agreed. */
  readonly withoutDeposit?: boolean;
}

export function MoneyFields(props: MoneyFieldsProps) {
  const { value, onChange, listPriceFen, floorPriceFen, fixedDepositFen, withoutDeposit } = props;
  const { t } = useTranslation();
  const priceFen = fenOf(value.price);
  const below = listPriceFen && priceFen !== null ? listPriceFen - priceFen : 0;
  const underFloor = priceFen !== null && floorPriceFen ? priceFen < floorPriceFen : false;
  return (
    <>
      <div className="deal-fields">
        <Field
          label={t('deals.price')}
          hint={
            listPriceFen
              ? t(below > 0 ? 'deals.price.below' : 'deals.price.list', {
                  list: formatYuan(listPriceFen),
                  below: formatYuan(Math.max(0, below)),
                })
              : undefined
          }
        >
          <YuanInput value={value.price} onChange={(price) => onChange({ price })} label={t('deals.price')} />
        </Field>
        {withoutDeposit ? null : (
          <Field label={t('deals.deposit')} hint={fixedDepositFen ? t('deals.deposit.fixed') : undefined}>
            <YuanInput
              value={fixedDepositFen ? formatYuan(fixedDepositFen) : value.deposit}
              disabled={Boolean(fixedDepositFen)}
              onChange={(deposit) => onChange({ deposit })}
              label={t('deals.deposit')}
            />
          </Field>
        )}
        <Field label={t('deals.payment')}>
          <Select
            value={value.paymentMethod}
            onChange={(paymentMethod) => onChange({ paymentMethod })}
            aria-label={t('deals.payment')}
            options={paymentMethods.map((method) => ({ value: method, label: t(`deals.payment.${method}`) }))}
          />
        </Field>
      </div>
      {underFloor ? <Alert type="warning" showIcon title={t('deals.price.underFloor')} /> : null}
      {hasLoan(value.paymentMethod) ? <LoanFields value={value} onChange={onChange} /> : null}
      <PlanFields value={value} onChange={onChange} />
      {moneyFaults(value).map((fault) => (
        <span key={fault} className="deal-fault" role="status">
          {t(`deals.fault.${fault}`)}
        </span>
      ))}
    </>
  );
}

export function YuanInput(props: {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly label: string;
  readonly disabled?: boolean;
}) {
  const { t } = useTranslation();
  const { value, onChange, label, disabled } = props;
  const isWrong = value.trim() !== '' && fenOf(value) === null;
  return (
    <Input
      value={value}
      disabled={disabled}
      inputMode="decimal"
      aria-label={label}
      status={isWrong ? 'error' : undefined}
      suffix={t('deals.yuan')}
      maxLength={20}
      onChange={(event) => onChange(event.target.value)}
      onBlur={() => {
        const fen = fenOf(value);
        if (fen !== null) onChange(formatYuan(fen));
      }}
    />
  );
}

function LoanFields({ value, onChange }: Pick<MoneyFieldsProps, 'value' | 'onChange'>) {
  const { t } = useTranslation();
  const loanFen = (fenOf(value.price) ?? 0) - (fenOf(value.downPayment) ?? 0);
  return (
    <div className="deal-fields">
      <Field label={t('deals.lender')}>
        <Input
          value={value.lender}
          maxLength={60}
          aria-label={t('deals.lender')}
          onChange={(event) => onChange({ lender: event.target.value })}
        />
      </Field>
      <Field label={t('deals.downPayment')}>
        <YuanInput
          value={value.downPayment}
          onChange={(downPayment) => onChange({ downPayment })}
          label={t('deals.downPayment')}
        />
      </Field>
      <Field label={t('deals.loanAmount')} hint={t('deals.loanAmount.hint')}>
        <Input value={loanFen > 0 ? formatYuan(loanFen) : ''} disabled aria-label={t('deals.loanAmount')} />
      </Field>
      {value.paymentMethod === 'finance_company' ? (
        <Checkbox
          checked={value.needsPayoutReport}
          onChange={(event) => onChange({ needsPayoutReport: event.target.checked })}
        >
          {t('deals.payoutReport')}
        </Checkbox>
      ) : null}
    </div>
  );
}

function PlanFields({ value, onChange }: Pick<MoneyFieldsProps, 'value' | 'onChange'>) {
  const { t } = useTranslation();
  const left = planLeft(value);
  const set = (index: number, change: Partial<PlanDraft>) =>
    onChange({ plan: value.plan.map((row, at) => (at === index ? { ...row, ...change } : row)) });
  const add = () =>
    onChange({
      plan: [
        ...value.plan,
        {
          name: t(value.plan.length === 0 ? 'deals.plan.first' : 'deals.plan.next'),
          dueOn: localToday(),
          amount: left > 0 ? formatYuan(left) : '',
        },
      ],
    });
  return (
    <div className="deal-plan">
      {value.plan.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name than their place
        <div key={index} className="deal-plan-row">
          <Input
            value={row.name}
            maxLength={60}
            aria-label={t('deals.plan.name')}
            onChange={(event) => set(index, { name: event.target.value })}
          />
          <DayInput value={row.dueOn} onChange={(dueOn) => set(index, { dueOn })} label={t('deals.plan.due')} />
          <YuanInput value={row.amount} onChange={(amount) => set(index, { amount })} label={t('deals.plan.amount')} />
          <Button
            type="text"
            aria-label={t('deals.plan.remove', { name: row.name })}
            onClick={() => onChange({ plan: value.plan.filter((_, at) => at !== index) })}
          >
            ✕
          </Button>
        </div>
      ))}
      <div>
        <Button size="small" onClick={add}>
          {t('deals.plan.add')}
        </Button>{' '}
        {value.plan.length > 0 ? (
          <span className={left === 0 ? 'muted' : 'deal-fault'}>
            {left === 0
              ? t('deals.plan.whole')
              : t(left > 0 ? 'deals.plan.left' : 'deals.plan.over', { amount: formatYuan(Math.abs(left)) })}
          </span>
        ) : null}
      </div>
    </div>
  );
}
