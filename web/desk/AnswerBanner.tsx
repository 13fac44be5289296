/** The answer to "who serves?", large enough to be read while looking up from the keyboard. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import type { Visit } from './floor.ts';

export function AnswerBanner({ visit, onClose }: { visit: Visit; onClose: () => void }) {
  const { t } = useTranslation();
  const { owner } = visit;
  const names = { owner: owner.owner?.name ?? visit.server?.name ?? '', previous: owner.previousOwner?.name ?? '' };
  return (
    <div className={visit.server ? 'answer' : 'answer is-waiting'} role="status" aria-live="polite">
      <div className="answer-main">
        {visit.server
          ? t('desk.answer.called', { number: visit.number, name: visit.server.name })
          : t('desk.answer.waiting', { number: visit.number })}
        <small>
          {t(`desk.row.${visit.row}`)} · {t(`desk.service.${visit.service}`)} ·{' '}
          {visit.creditedTo ? t('desk.counted') : t('desk.notCounted')}
        </small>
        <span style={{ marginInlineStart: 'auto', display: 'flex', gap: 8 }}>
          <WhyButton journalId={visit.journalId} />
          <Button size="small" onClick={onClose}>
            {t('desk.answer.close')}
          </Button>
        </span>
      </div>
      <div>
        {t(`desk.owner.${owner.kind}`, names)}{' '}
        {owner.needs ? <StateTag tone="waiting">{t('desk.owner.supervisor')}</StateTag> : null}
        {visit.onBehalfOf ? <span> · {t('desk.onBehalfOf', { name: visit.onBehalfOf.name })}</span> : null}
      </div>
      {visit.hints.length > 0 ? (
        <ul>
          {visit.hints.map((hint) => (
            <li key={hint}>{t(`desk.hint.${hint}`)}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
