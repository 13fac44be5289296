/** On the page a person starts their day with: a version in force waits for their signature. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { signOff } from '#contract/rulebook-sign-off.ts';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';

export function SignBanner() {
  const { t } = useTranslation();
  const signs = usePermission('rulebook.sign') !== null;
  const mine = useApiQuery(signOff.mine, {}, { live: ['rulebook'], enabled: signs });
  const due = mine.data?.rows.filter(({ signedAt }) => signedAt === null) ?? [];
  const [only] = due;
  if (!only) return null;
  const to = due.length === 1 ? `/rulebooks/${only.rulebookId}/sign` : '/rulebooks/sign';
  return (
    <div className="frame-banner no-print" role="status">
      <span>
        {t('rulebook.sign.banner', { titles: due.map(({ title }) => t('rulebook.titled', { title })).join('') })}
      </span>
      <Link to={to} className="plain-button">
        {t('rulebook.sign.go')}
      </Link>
    </div>
  );
}
