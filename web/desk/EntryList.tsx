/** Entries of the turn ledger: what happened, whose place or count it moved, by which clause, and why. */
import { useTranslation } from 'react-i18next';
import type { EntryRow } from '#contract/desk.ts';
import { formatTime } from '../shell/format.ts';
import { WhyButton } from '../shell/parts/WhyButton.tsx';

/** A reason is a stable word of the rules where there is one, else what somebody wrote. */
export function useReasonText(): (reason: string | null) => string {
  const { t, i18n } = useTranslation();
  return (reason) => {
    if (!reason) return '';
    for (const family of ['presence', 'row', 'because', 'reason', 'wanted', 'order']) {
      const key = `desk.${family}.${reason}`;
      if (i18n.exists(key)) return t(key);
    }
    return reason;
  };
}

/** "2 → 7", "→ 7", "2 →": the change of place. */
export const moveOf = ({ from, to }: Pick<EntryRow, 'from' | 'to'>): string => {
  if (from === null && to === null) return '';
  if (from === to) return String(from);
  return `${from ?? ''} → ${to ?? ''}`.trim();
};

export const deltaOf = (delta: number): string => (delta === 0 ? '' : delta > 0 ? `+${delta}` : String(delta));

export function EntryList({ entries }: { entries: readonly EntryRow[] }) {
  const { t } = useTranslation();
  const reasonText = useReasonText();
  return (
    <div className="entries">
      {entries.map((entry) => (
        <div key={entry.seq} className="entry">
          <span className="muted">{formatTime(entry.at)}</span>
          <div>
            <strong>{t(`desk.entry.${entry.kind}`)}</strong>
            {entry.visitNumber !== null ? <span> · {t('desk.number', { number: entry.visitNumber })}</span> : null}
            {entry.staff ? <span> · {entry.staff.name}</span> : null}
            <div className="muted">
              {[
                moveOf(entry) && t('desk.ledger.place', { move: moveOf(entry) }),
                deltaOf(entry.delta) && t('desk.ledger.counts', { delta: deltaOf(entry.delta) }),
                reasonText(entry.reason),
                entry.by && entry.by.id !== entry.staff?.id ? t('desk.ledger.by', { name: entry.by.name }) : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </div>
          </div>
          <WhyButton kind="icon" journalId={entry.journalId} />
        </div>
      ))}
    </div>
  );
}
