/** An allowance on its way into the books, and the complaint that holds a debt up. */
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import { askConfirm, showDone } from '../shell/feedback.tsx';
import { formatInstant, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import type { Account } from './ledger-words.ts';

const tones = { asked: 'waiting', approved: 'active', booked: 'good', refused: 'bad' } as const;

export function AllowanceRow({ allowance }: { allowance: Account['allowances'][number] }) {
  const { t } = useTranslation();
  const book = useApiCommand(money.bookAllowance);
  const run = async () => {
    if (!(await askConfirm({ title: t('money.book.title'), text: t('money.book.text') }))) return;
    await book.mutateAsync({ params: { allowanceId: allowance.id }, body: { stamped: true } });
    showDone(t('money.booked'));
  };
  return (
    <div>
      <b>{formatYuan(allowance.amountFen)}</b>
      <span>{`${allowance.number} · ${t(`money.allowance.${allowance.kind}`)} · ${allowance.complaintRef}`}</span>
      <StateTag tone={tones[allowance.state]}>{t(`money.allowance.${allowance.state}`)}</StateTag>
      <span className="muted">{[allowance.reason, formatInstant(allowance.askedAt)].join(' · ')}</span>
      <span className="money-actions">
        {allowance.state === 'approved' ? (
          <ActionButton size="small" label={t('money.book')} disabledReason={allowance.whyNot.book} onClick={run} />
        ) : null}
        <WhyButton kind="icon" journalId={allowance.journalId} />
      </span>
    </div>
  );
}

export function ComplaintNote({ account }: { account: Account }) {
  const { t } = useTranslation();
  const settle = useApiCommand(money.settleComplaint);
  const mayDun = usePermission('money.dun') !== null;
  const { complaint } = account;
  if (!complaint) return null;
  const decide = (stands: boolean) => async () => {
    await settle.mutateAsync({ params: { complaintId: complaint.id }, body: { stands } });
    showDone(t(stands ? 'money.complaint.stands.done' : 'money.complaint.fails.done'));
  };
  return (
    <div className="money-note">
      <p>{t('money.complaint.open', { ref: complaint.ref, amount: formatYuan(complaint.amountFen) })}</p>
      {mayDun ? (
        <span className="money-actions">
          <ActionButton size="small" label={t('money.complaint.stands')} onClick={decide(true)} />
          <ActionButton size="small" label={t('money.complaint.fails')} onClick={decide(false)} />
        </span>
      ) : null}
    </div>
  );
}
