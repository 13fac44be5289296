/** Percent by percent: who is credited and who is paid, with the totals that must be a hundred. */
import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';

type Money = 'performance' | 'commission';
export type Percents = Readonly<Record<string, Readonly<Record<Money, number>>>>;

export const rulingOf = (percents: Percents) => ({
  performance: listOf(percents, 'performance'),
  commission: listOf(percents, 'commission'),
});
export const isWhole = (percents: Percents): boolean =>
  totalOf(percents, 'performance') === 100 && totalOf(percents, 'commission') === 100;

const listOf = (percents: Percents, money: Money) =>
  Object.entries(percents)
    .map(([party, shares]) => ({ party, percent: shares[money] }))
    .filter(({ percent }) => percent > 0);
const totalOf = (percents: Percents, money: Money): number =>
  listOf(percents, money).reduce((sum, { percent }) => sum + percent, 0);

interface ShareRowsProps {
  /** The department gets a row of its own behind them. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly percents: Percents;
  readonly onChange: (next: Percents) => void;
}

export function ShareRows({ people, percents, onChange }: ShareRowsProps) {
  const { t } = useTranslation();
  const parties = [...people, { id: 'department', name: t('claims.department') }];
  const cell = (party: string, name: string, money: Money) => (
    <InputNumber
      min={0}
      max={100}
      precision={0}
      aria-label={`${name} ${t(`verdicts.${money}`)}`}
      value={percents[party]?.[money] ?? 0}
      onChange={(value) => {
        const before = percents[party] ?? { performance: 0, commission: 0 };
        onChange({ ...percents, [party]: { ...before, [money]: value ?? 0 } });
      }}
      suffix="%"
    />
  );
  return (
    <div className="share-rows">
      <span />
      <b>{t('verdicts.performance')}</b>
      <b>{t('verdicts.commission')}</b>
      {parties.map(({ id, name }) => [
        <span key={`${id} name`}>{name}</span>,
        <span key={`${id} performance`}>{cell(id, name, 'performance')}</span>,
        <span key={`${id} commission`}>{cell(id, name, 'commission')}</span>,
      ])}
      <span className="muted">{t('verdicts.total')}</span>
      <span className="muted">{totalOf(percents, 'performance')}%</span>
      <span className="muted">{totalOf(percents, 'commission')}%</span>
    </div>
  );
}
