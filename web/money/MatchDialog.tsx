/** A line of the bank that nothing fits: the deal is found by hand, and a receipt made out for it. */
import { Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatYuan } from '../shell/format.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import { dealLine } from './LedgerParts.tsx';
import { payableKinds } from './ledger-words.ts';
import type { Line } from './StatementLinesPage.tsx';

export function MatchDialog({ line, onClose }: { line: Line; onClose: () => void }) {
  const { t } = useTranslation();
  const site = useSite();
  const [q, setQ] = useState(line.payer);
  const [dealId, setDeal] = useState<string | null>(null);
  const [kind, setKind] = useState<(typeof payableKinds)[number]>('instalment');
  const found = useApiQuery(
    money.cashier,
    { query: { siteId: site.id, q: q.trim() || '-' } },
    { enabled: q.trim() !== '', keepPrevious: true },
  );
  const match = useApiCommand(money.matchLine);
  const submit = async () => {
    await match.mutateAsync({ params: { lineId: line.id }, body: { dealId, kind } });
    showDone(t('money.bank.matched'));
    onClose();
  };
  const options = (found.data?.rows ?? []).map(({ deal, owedFen }) => ({
    value: deal.id,
    label: `${dealLine(deal)} · ${t('money.cashier.owes', { amount: formatYuan(owedFen) })}`,
  }));
  return (
    <DialogForm
      title={t('money.bank.choose.title', { amount: formatYuan(line.amountFen), payer: line.payer })}
      onCancel={onClose}
      onSubmit={submit}
      incomplete={dealId === null}
    >
      <Field label={t('money.deal')}>
        <Select
          showSearch={{ filterOption: false, onSearch: setQ }}
          value={dealId}
          onChange={setDeal}
          options={options}
          placeholder={t('money.cashier.find')}
          aria-label={t('money.deal')}
          style={{ width: '100%' }}
        />
      </Field>
      <Field label={t('money.kind')}>
        <Segmented
          block
          value={kind}
          onChange={setKind}
          options={payableKinds.map((value) => ({ value, label: t(`money.kind.${value}`) }))}
        />
      </Field>
    </DialogForm>
  );
}
