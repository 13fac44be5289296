/** At which step a remedy is, in a word and a colour. */
import { useTranslation } from 'react-i18next';
import type { RemedyPage } from '#contract/remedies.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';

const tones = {
  drafting: 'waiting',
  plan_review: 'active',
  organising: 'waiting',
  executing: 'active',
  reporting: 'waiting',
  report_review: 'active',
  filed: 'good',
  dropped: 'neutral',
} as const;

export function StateOf({ remedy }: { readonly remedy: Pick<RemedyPage, 'state' | 'isLate'> }) {
  const { t } = useTranslation();
  return (
    <>
      <StateTag tone={tones[remedy.state]}>{t(`remedies.state.${remedy.state}`)}</StateTag>
      {remedy.isLate ? <StateTag tone="bad">{t('remedies.late')}</StateTag> : null}
    </>
  );
}
