/** What the pages of the ledger share: an amount, a deal in one line, a ledger taken away as a file. */
import { DownloadOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ledgerExportPath } from '#contract/money.ts';
import { newCommandId } from '../shell/api.ts';
import { download } from '../shell/download.ts';
import { showDone } from '../shell/feedback.tsx';
import { fenOf, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import type { Deal } from './ledger-words.ts';
import './ledger.css';

export const Yuan = ({ fen }: { fen: number | null }) => (
  <span className={fen !== null && fen < 0 ? 'money-num is-minus' : 'money-num'}>{formatYuan(fen)}</span>
);

export const dealLine = (deal: Deal): string =>
  [deal.number, deal.unit, deal.customer.name].filter(Boolean).join(' · ');

export const DealLink = ({ deal }: { deal: Deal }) => <Link to={`/money/deals/${deal.id}`}>{dealLine(deal)}</Link>;

interface FenInputProps {
  readonly value: string;
  readonly onChange: (typed: string) => void;
  readonly label: string;
  readonly autoFocus?: boolean;
}
/** Yuan as they are typed; what is no amount is marked while typing. */
export function FenInput({ value, onChange, label, autoFocus }: FenInputProps) {
  const { t } = useTranslation();
  const wrong = value !== '' && fenOf(value) === null;
  return (
    <Input
      inputMode="decimal"
      aria-label={label}
      value={value}
      status={wrong ? 'error' : ''}
      suffix={t('money.yuan')}
      data-autofocus={autoFocus ? '' : undefined}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

interface LedgerFileProps {
  readonly ledger: 'receipts' | 'receivables';
  readonly filters: Readonly<Record<string, string | undefined>>;
}
export function LedgerFile({ ledger, filters }: LedgerFileProps) {
  const { t } = useTranslation();
  const [commandId, setCommandId] = useState(newCommandId);
  const take = async (): Promise<void> => {
    const name = `${t(`money.${ledger}.title`)}.xlsx`;
    await download(ledgerExportPath, { commandId, ledger, ...filters }, name);
    setCommandId(newCommandId());
    showDone(t('money.exported'));
  };
  return <ActionButton icon={<DownloadOutlined />} label={t('money.export')} onClick={take} />;
}
