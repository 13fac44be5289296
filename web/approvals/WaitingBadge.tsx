/** How many wait for me, beside the menu's word. */
import { useTranslation } from 'react-i18next';
import { approvals } from '#contract/approvals.ts';
import { useApiQuery } from '../shell/queries.ts';

const SHOWN_MAX = 99;

export function WaitingBadge() {
  const { t } = useTranslation();
  const counts = useApiQuery(approvals.counts, {}, { staleTime: 60_000 }).data;
  const waiting = (counts?.todo ?? 0) + (counts?.returned ?? 0);
  if (waiting === 0) return null;
  return (
    <em className="nav-badge" title={t('approvals.badge', { n: waiting })}>
      {waiting > SHOWN_MAX ? `${SHOWN_MAX}+` : waiting}
    </em>
  );
}
