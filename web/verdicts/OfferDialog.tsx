/** A party proposes shares to the other: theirs and the department's, a hundred percent of each. */
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { verdicts } from '#contract/verdicts.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { DisputeFile } from './FilePage.tsx';
import { isWhole, type Percents, rulingOf, ShareRows } from './ShareRows.tsx';

/** Begins with what is proposed already, else with half and half. */
function startOf({ offer, dispute }: DisputeFile): Percents {
  const percentOf = (party: string, money: 'performance' | 'commission'): number => {
    if (offer) return offer.ruling[money].find((share) => share.party === party)?.percent ?? 0;
    return dispute.parties.length === 2 && party !== 'department' ? 50 : 0;
  };
  const parties = [...dispute.parties.map(({ id }) => id), 'department'];
  return Object.fromEntries(
    parties.map((party) => [
      party,
      { performance: percentOf(party, 'performance'), commission: percentOf(party, 'commission') },
    ]),
  );
}

export function OfferDialog({ file, onClose }: { file: DisputeFile; onClose: () => void }) {
  const { t } = useTranslation();
  const [percents, setPercents] = useState<Percents>(() => startOf(file));
  const [reason, setReason] = useState('');
  const offer = useApiCommand(verdicts.offer);
  return (
    <DialogForm
      title={t('verdicts.offer')}
      okText={t('verdicts.offer.do')}
      width={560}
      incomplete={!isWhole(percents)}
      onCancel={onClose}
      onSubmit={async () => {
        const body = { ruling: rulingOf(percents), reason };
        await offer.mutateAsync({ params: { disputeId: file.dispute.id }, body });
        showDone(t('verdicts.offer.done'));
        onClose();
      }}
    >
      <p className="muted">{t('verdicts.offer.hint')}</p>
      <ShareRows people={file.dispute.parties} percents={percents} onChange={setPercents} />
      <Field label={t('verdicts.offer.words')}>
        <Input.TextArea rows={2} maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
