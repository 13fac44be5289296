/**
 * The head of the chain at the foot of what is printed: whoever keeps the sheet can later prove that no decision before it was
 * changed or taken away.
 */
import { useTranslation } from 'react-i18next';
import { journalAudit } from '#contract/journal-audit.ts';
import { formatFull } from '../shell/format.ts';
import { useApiQuery } from '../shell/queries.ts';
import './journal.css';

const LOOK_EVERY_MS = 60_000;

export function SealHead() {
  const { t } = useTranslation();
  const { data } = useApiQuery(journalAudit.head, {}, { live: [], refetchInterval: LOOK_EVERY_MS });
  if (!data || data.sequence === 0) return null;
  return (
    <p className="only-print seal-head">
      {t('journal.head.print', { head: data.text, at: formatFull(data.reachedAt) })}
    </p>
  );
}
