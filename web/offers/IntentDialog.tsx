/** The customer has made up their mind: which of what was offered becomes the deal. */
import { Radio } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { offers } from '#contract/offers.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatYuan } from '../shell/format.ts';
import { DialogForm } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { OfferDialogProps } from './OfferPage.tsx';
import { proposedText } from './words.ts';

export function IntentDialog({ offer, onClose }: OfferDialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const issued = offer.quotations.find(({ state }) => state === 'issued');
  const priceOf = (unitId: string | undefined) =>
    issued?.lines.find(({ unit }) => unit.id === unitId)?.priceFen ?? null;
  const quoted = offer.proposed.find(({ unit }) => priceOf(unit?.id) !== null) ?? offer.proposed[0];
  const [chosen, setChosen] = useState(quoted?.id ?? '');
  const intent = useApiCommand(offers.intent);
  const unitId = offer.proposed.find(({ id }) => id === chosen)?.unit?.id ?? null;
  return (
    <DialogForm
      title={t('offers.intent')}
      okText={t('offers.intent.send')}
      incomplete={chosen === ''}
      onCancel={onClose}
      onSubmit={async () => {
        const { dealId } = await intent.mutateAsync({ params: { offerId: offer.id }, body: { unitId } });
        showDone(t('offers.intent.done'));
        void navigate({ to: `/deals/${dealId}` });
      }}
    >
      <p className="muted">{t('offers.intent.text')}</p>
      <Radio.Group
        className="deal-checks"
        value={chosen}
        onChange={(event) => setChosen(event.target.value as string)}
        options={offer.proposed.map((one) => {
          const price = priceOf(one.unit?.id);
          return { value: one.id, label: `${proposedText(one)}${price === null ? '' : ` ¥${formatYuan(price)}`}` };
        })}
      />
    </DialogForm>
  );
}
