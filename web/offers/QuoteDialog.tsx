/** A quotation: a price for each unit against its list price, the terms, how long it stands. Beyond the limits it goes for approval. */
import { Alert, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { offers } from '#contract/offers.ts';
import { showDone } from '../shell/feedback.tsx';
import { fenOf, formatYuan, localToday } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { OfferDialogProps } from './OfferPage.tsx';
import { paymentMethods, proposedText } from './words.ts';

interface LineDraft {
  readonly unitId: string;
  readonly text: string;
  readonly listPriceFen: number | null;
  readonly yuan: string;
  readonly isOn: boolean;
}
const belowOf = ({ listPriceFen, yuan }: LineDraft): string => {
  const fen = fenOf(yuan);
  return listPriceFen && fen !== null ? `${Math.round(((listPriceFen - fen) / listPriceFen) * 10_000) / 100}%` : '';
};

export function QuoteDialog({ offer, onClose }: OfferDialogProps) {
  const { t } = useTranslation();
  const last = offer.quotations[0];
  const [lines, setLines] = useState<readonly LineDraft[]>(() =>
    offer.proposed.flatMap((one) => {
      if (!one.unit) return [];
      const quoted = last?.lines.find(({ unit }) => unit.id === one.unit?.id)?.priceFen ?? one.unit.listPriceFen;
      const { id: unitId, listPriceFen } = one.unit;
      return [
        { unitId, text: proposedText(one), listPriceFen, yuan: quoted === null ? '' : formatYuan(quoted), isOn: true },
      ];
    }),
  );
  const [commission, setCommission] = useState(last?.commission ?? '');
  const [validUntil, setValidUntil] = useState(offer.quoteUntil);
  const [paymentMethod, setPayment] = useState<(typeof paymentMethods)[number]>(last?.paymentMethod ?? 'full');
  const [words, setWords] = useState({
    settlement: last?.settlement ?? '',
    service: last?.service ?? '',
    other: last?.other ?? '',
    reason: '',
  });
  const quote = useApiCommand(offers.quote);
  const chosen = lines.filter(({ isOn }) => isOn);
  const isWhole =
    chosen.length > 0 &&
    chosen.every(({ yuan }) => (fenOf(yuan) ?? 0) > 0) &&
    commission.trim() !== '' &&
    validUntil !== '';
  const change = (unitId: string, part: Partial<LineDraft>) =>
    setLines(lines.map((line) => (line.unitId === unitId ? { ...line, ...part } : line)));
  return (
    <DialogForm
      title={t('offers.quote')}
      okText={t('offers.quote.send')}
      width={640}
      incomplete={!isWhole}
      onCancel={onClose}
      onSubmit={async () => {
        const body = {
          lines: chosen.map(({ unitId, yuan }) => ({ unitId, priceFen: fenOf(yuan) ?? 0 })),
          ...{ ...words, commission, validUntil, paymentMethod },
        };
        const { quotation } = await quote.mutateAsync({ params: { offerId: offer.id }, body });
        showDone(
          quotation.state === 'issued'
            ? t('offers.quote.issued', { number: quotation.number ?? '' })
            : t('offers.quote.asked', { percent: quotation.discountPercent }),
        );
        onClose();
      }}
    >
      {offer.policy ? (
        <Alert
          type="info"
          title={t('offers.quote.policy', { percent: offer.policy.discountPercent, day: offer.policy.validUntil })}
        />
      ) : null}
      <div className="offer-lines">
        {lines.map((line) => (
          <div key={line.unitId} className="offer-line">
            <Checkbox checked={line.isOn} onChange={(event) => change(line.unitId, { isOn: event.target.checked })}>
              {line.text}
              <small className="muted">{t('offers.quote.list', { yuan: formatYuan(line.listPriceFen) })}</small>
            </Checkbox>
            <Input
              value={line.yuan}
              inputMode="decimal"
              disabled={!line.isOn}
              suffix={t('offers.yuan')}
              aria-label={`${line.text} ${t('offers.price')}`}
              status={line.isOn && fenOf(line.yuan) === null ? 'error' : undefined}
              onChange={(event) => change(line.unitId, { yuan: event.target.value })}
            />
            <span className="muted">{line.isOn ? t('offers.quote.below', { percent: belowOf(line) }) : ''}</span>
          </div>
        ))}
      </div>
      <Field label={t('offers.commission')} hint={t('offers.commission.hint')}>
        <Input value={commission} maxLength={200} onChange={(event) => setCommission(event.target.value)} />
      </Field>
      <div className="deal-fields">
        <Field label={t('offers.payment')}>
          <Select
            value={paymentMethod}
            onChange={setPayment}
            options={paymentMethods.map((value) => ({ value, label: t(`offers.payment.${value}`) }))}
          />
        </Field>
        <Field label={t('offers.validUntil')}>
          <DayInput
            value={validUntil}
            onChange={setValidUntil}
            label={t('offers.validUntil')}
            min={localToday()}
            max={offer.quoteUntil}
          />
        </Field>
      </div>
      {(['settlement', 'service', 'other', 'reason'] as const).map((field) => (
        <Field key={field} label={t(`offers.${field}`)} hint={field === 'reason' ? t('offers.reason.hint') : undefined}>
          <Input
            value={words[field]}
            maxLength={1000}
            onChange={(event) => setWords({ ...words, [field]: event.target.value })}
          />
        </Field>
      ))}
    </DialogForm>
  );
}
