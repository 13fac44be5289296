/** The shares a party proposed: the other reads them and agrees here, or proposes otherwise. */
import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { verdicts } from '#contract/verdicts.ts';
import { askConfirm, showDone } from '../shell/feedback.tsx';
import { formatInstant, joinNames } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { DisputeFile } from './FilePage.tsx';
import { ShareBars } from './ShareBars.tsx';

export function OfferCard({ file }: { file: DisputeFile }) {
  const { t } = useTranslation();
  const agree = useApiCommand(verdicts.agree);
  const { offer, dispute, whyNot } = file;
  if (!offer) return null;
  const isParty = whyNot.offer === null;
  return (
    <Card size="small" title={t('verdicts.offer.title')} extra={<WhyButton kind="icon" journalId={offer.journalId} />}>
      <div className="muted">{t('verdicts.offer.by', { name: offer.by.name, at: formatInstant(offer.at) })}</div>
      <ShareBars shares={offer.ruling} order={dispute.parties.map(({ id }) => id)} />
      {offer.reason ? <div className="dispute-why">{offer.reason}</div> : null}
      {offer.agreedBy.length > 0 ? (
        <div className="muted">{t('verdicts.offer.agreedBy', { names: joinNames(offer.agreedBy) })}</div>
      ) : null}
      {isParty ? (
        <ActionButton
          type="primary"
          label={t('verdicts.agree')}
          disabledReason={whyNot.agree}
          onClick={async () => {
            const sure = await askConfirm({ title: t('verdicts.agree'), text: t('verdicts.agree.text') });
            if (!sure) return;
            await agree.mutateAsync({ params: { disputeId: dispute.id }, body: { offerId: offer.id } });
            showDone(t('verdicts.agree.done'));
          }}
        />
      ) : null}
    </Card>
  );
}
