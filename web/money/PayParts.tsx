/** What the pages of pay are made of: a month to step through, sums side by side, an amount with its sign. */
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatYuan, localToday } from '../shell/format.ts';
import { monthAfter } from './pay-words.ts';
import './commission.css';

export function MonthStepper({ month, onChange }: { month: string; onChange: (month: string) => void }) {
  const { t } = useTranslation();
  const last = localToday().slice(0, 7);
  return (
    <span className="pay-month">
      <Button
        type="text"
        icon={<LeftOutlined />}
        aria-label={t('pay.month.before')}
        onClick={() => onChange(monthAfter(month, -1))}
      />
      <b>{month}</b>
      <Button
        type="text"
        icon={<RightOutlined />}
        aria-label={t('pay.month.after')}
        disabled={month >= monthAfter(last, 1)}
        onClick={() => onChange(monthAfter(month, 1))}
      />
    </span>
  );
}

interface SumProps {
  readonly name: ReactNode;
  readonly fen: number | null;
  readonly note?: ReactNode;
  readonly main?: boolean;
  readonly less?: boolean;
  /** Of a hundred: a bar below the sum. */
  readonly percent?: number | null;
}
export function Sum({ name, fen, note, main, less, percent }: SumProps) {
  const kind = main ? 'is-main' : less && fen !== null && fen < 0 ? 'is-less' : undefined;
  return (
    <div className={kind}>
      <div className="name">{name}</div>
      <div className="sum">{fen === null ? '—' : formatYuan(fen)}</div>
      {note ? <small>{note}</small> : null}
      {percent === null || percent === undefined ? null : (
        <div className="pay-bar" role="progressbar" aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
          <span style={{ width: `${Math.min(100, Math.max(0, percent))}%` }} />
        </div>
      )}
    </div>
  );
}
export const Sums = ({ children }: { children: ReactNode }) => <div className="pay-hero">{children}</div>;

export const Amount = ({ fen }: { fen: number }) => (
  <span className={fen < 0 ? 'pay-amount is-minus' : 'pay-amount'}>
    {fen > 0 ? '+' : ''}
    {formatYuan(fen)}
  </span>
);
