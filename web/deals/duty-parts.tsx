/** A duty about a delivery, in words and colours: on its own page and on today's list. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { dealDelivery } from '#contract/deals-delivery.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';
import type { StateTone } from '../shell/theme.ts';

export type Duty = ResponseOf<typeof dealDelivery.duties>['rows'][number];

export const dutyText = (duty: Duty, t: TFunction): string =>
  duty.kind === 'tell' ? t(`deals.progress.${duty.what}`) : duty.kind === 'defect' ? duty.what : '';

const tones: Readonly<Record<Duty['kind'], StateTone>> = {
  delivery_late: 'bad',
  delivery_soon: 'waiting',
  tell: 'active',
  defect: 'waiting',
};
export function KindTag({ duty }: { readonly duty: Duty }) {
  const { t } = useTranslation();
  return <StateTag tone={tones[duty.kind]}>{t(`deals.duty.${duty.kind}`)}</StateTag>;
}

export function DueTag({ duty }: { readonly duty: Duty }) {
  const { t } = useTranslation();
  if (duty.daysLate === 0) return <span>{duty.dueOn}</span>;
  return (
    <span>
      {duty.dueOn} <StateTag tone="bad">{t('deals.delivery.late', { days: duty.daysLate })}</StateTag>
    </span>
  );
}
